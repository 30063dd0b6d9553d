// Defines one page of a listing, as ListObjectsV2 returns it, and checks that pages follow each other as S3 lists keys.

import { ActionError } from '../../words/errors.ts'
import { compareKeys } from '../../words/key-order.ts'
import { type EncodedKey, encodeKey } from '../../words/object-key.ts'

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
type PageRequest = {
  readonly prefix: string
  readonly after: string | undefined
  readonly next: string | undefined
  readonly maxKeys?: number
}

/**
 * One ListObjectsV2 request.
 * @throws ActionError, with its fault; EVIDENCE_MISSING for a response that is not understood
 */
export type ListPage = (request: PageRequest, signal: AbortSignal) => Promise<ListedPage>

/**
 * Every key of the page has the prefix and comes after the one before it: otherwise the listing could have left out
 * others, or count one twice.
 * @throws ActionError EVIDENCE_MISSING
 */
export function checkOrder({ objects }: ListedPage, prefix: string, after: string | undefined): void {
  let last = after
  for (const { name } of objects) {
    if (!name.startsWith(prefix) || (last !== undefined && compareKeys(last, name) >= 0)) {
      throw new ActionError('EVIDENCE_MISSING', `ListObjectsV2 returned ${encodeKey(name)} out of order.`, {
        hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
      })
    }
    last = name
  }
}
