// Defines the proof of findings, by their source: what a verdict must know about it, and what people can check.

import type { UnitedCoverage } from '../inventory/coverage.ts'

export type Proof = ReportProof | MetadataProof | ListingProof | GeneratedProof

/** What can tell about the objects of a bucket (input source). */
export type SourceKind = Proof['source']

type Dated = {
  /**
   * The same text means the same rows: a job's token depends on it. For an inventory report, the MD5 of its manifest.
   */
  readonly fingerprint: string
  /** When the listing of the objects began: objects written later are not in it. */
  readonly asOf: Date
}

/** An inventory report, whatever engine read it. */
export type ReportProof = Dated & {
  readonly source: 'inventory'
  /** In milliseconds, by AWS's clock when the source was chosen. */
  readonly ageMs: number
  readonly maxAgeMs: number
  /** Which part of the bucket was listed. */
  readonly coverage: UnitedCoverage
  /** Number of inventory files in the source. */
  readonly filesDeclared: number
  /** Files that were read whole, each with its own proof. */
  readonly files: readonly ScannedFile[]
}

/** The live inventory table of S3 Metadata, counted by queries in Athena. */
export type MetadataProof = Dated & {
  readonly source: 'metadata'
  /** In milliseconds, by AWS's clock when the source was chosen. */
  readonly ageMs: number
  readonly maxAgeMs: number
  readonly table: { readonly namespace: string; readonly name: string; readonly arn: string }
  /** Rows of the table, each of which is counted in the findings, in one way: all versions, and delete markers. */
  readonly rows: number
  /** HeadObject of some findings, before anything is done about them; undefined if nothing will be. */
  readonly sample: { readonly looked: number; readonly agreeing: number } | undefined
}

/** ListObjectsV2 by this action, and HeadObject of every selected key. */
export type ListingProof = Dated & {
  readonly source: 'list'
  /** The key prefixes that were listed, `['']` for all keys. Parts of keys: shown only where keys are. */
  readonly prefixes: readonly string[]
  /** Whether every listing came to its end. */
  readonly ended: boolean
  /** Keys that the listing returned. */
  readonly listed: number
  /** Of these: left out by include and exclude, and not looked at. */
  readonly leftOut: number
  /** Of these: looked at, and judged as HeadObject showed them. */
  readonly looked: number
  /** Of these: deleted before they were looked at, so not findings. */
  readonly gone: number
  /** Of these: with a response that is not understood, and what was wrong with the first of them. */
  readonly notUnderstood: { readonly objects: number; readonly first: string | undefined }
  /** If the prefixes hold no key: whether the bucket has others. */
  readonly holdsOtherKeys: boolean
  readonly requests: { readonly list: number; readonly head: number }
}

/**
 * The manifest generator of S3 Batch Operations, and HeadObject of every key it listed. It proves findings, never that
 * there are none: it does not say how many objects it looked at, or as of when.
 */
export type GeneratedProof = Dated & {
  readonly source: 'manifest-generator'
  /** Prefix of all keys that it was asked for; '' for all keys. Part of keys: shown only where keys are. */
  readonly prefix: string
  /** Jobs that it listed objects for; none of them ran. */
  readonly jobs: readonly string[]
  /** Keys that it listed. */
  readonly listed: number
  /** Of these: left out by include and exclude, and not looked at. */
  readonly leftOut: number
  /** Of these: looked at, and judged as HeadObject showed them. */
  readonly looked: number
  /** Of these: deleted before they were looked at, so not findings. */
  readonly gone: number
}

/** The integrity evidence of one inventory file. */
export type ScannedFile = {
  readonly key: string
  /** Bytes that the inventory manifest declares, all of which were read or verified. */
  readonly size: number
  readonly rows: number
  /** How the bytes were proven: by the MD5 of all of them, or by S3's ETag, equal to that MD5, on every response. */
  readonly proof: 'md5' | 'etag'
  readonly bytesFetched: number
}

/** The inventory files that the findings rest on; none for another source. */
export const filesOf = (proof: Proof): readonly ScannedFile[] => (proof.source === 'inventory' ? proof.files : [])
