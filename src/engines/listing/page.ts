// Defines one page of a listing, as ListObjectsV2 returns it, and what is done with it.

import type { ScanTally } from '../../findings/scan-tally.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import type { EncodedKey } from '../../words/object-key.ts'

export type ListedObject = {
  /** As S3 stores it. */
  readonly name: string
  readonly key: EncodedKey
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds, whole seconds. */
  readonly modified: number
  /** '' if S3 does not say. */
  readonly storageClass: string
}

export type ListedPage = {
  readonly objects: readonly ListedObject[]
  /** Continues this listing; undefined after its last page. */
  readonly next: string | undefined
}

/** Keys with `prefix`, from the first one after `after`, or where an earlier page ended. */
export type PageRequest = {
  readonly prefix: string
  readonly after: string | undefined
  readonly next: string | undefined
  readonly maxKeys?: number
}

/** The part of a listing that a page belongs to. */
export type PagePart = {
  /** Number of the part; its selected keys are kept in one file. Undefined: they are only counted. */
  readonly index: number | undefined
  readonly prefix: string
  /** The text that the page's first key comes after. */
  readonly after: string | undefined
  /** The last text that belongs to this part; undefined: all keys with the prefix do. */
  readonly until: string | undefined
}

/** What was found on a page and belongs to the part. */
export type TakenPage = {
  readonly listed: number
  /** Those that include and exclude do not leave out: they are kept. */
  readonly selected: number
  /** The last key of the page, as S3 stores it. */
  readonly last: string | undefined
  readonly next: string | undefined
  /** Whether the page ends the part; its file is then complete. */
  readonly isDone: boolean
}

/** Which keys are kept, and where. */
export type PageSelection = {
  readonly bucket: string
  readonly folder: string
  readonly spec: ScanSpec
  /** When the listing begins, epoch milliseconds. */
  readonly asOf: number
}

/** Requests pages, and keeps the selected keys of each on disk. */
export type Pages = {
  /**
   * One ListObjectsV2 request. With an error, the part is lost.
   * @throws ActionError, with its fault; EVIDENCE_MISSING for a response that is not understood
   */
  readonly take: (request: PageRequest, part: PagePart, signal: AbortSignal) => Promise<TakenPage>
  /** The keys left out so far, and the patterns that matched any. */
  readonly countLeftOut: () => Promise<ScanTally>
  /** Ends it, also in the middle of a page. */
  readonly close: () => Promise<void>
}

export type OpenPages = (selection: PageSelection) => Pages
