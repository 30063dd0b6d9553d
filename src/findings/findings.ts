// Defines the result of examining a whole bucket, whatever the source: counts, samples, the files with the keys of the
// findings, and the proof.

import type { EncryptionStatus, ObjectCount } from '../words/encryption.ts'
import type { InsufficientDataReason } from '../words/errors.ts'
import type { JobManifestWay } from '../words/job-manifest-way.ts'
import type { Breach } from '../words/key-rule.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { HeldBackReason, Operation } from './choice.ts'
import type { KeptFindings } from './finding-rows.ts'
import type { KeyOwners } from './key-owners.ts'
import type { Proof } from './proof.ts'
import type { RowPart } from './row-part.ts'

/** One finding as shown to people: the key is percent-encoded, as everywhere outside the bucket. */
export type FindingSample = {
  readonly key: EncodedKey
  readonly status: EncryptionStatus
  readonly storageClass: string
  /** Bytes; undefined if the report has no Size column. */
  readonly size: number | undefined
  readonly heldBack: HeldBackReason | undefined
}

/** In place of a storage class: the operation preserves each object's class automatically. */
export const ALL_CLASSES = 'ALL'

/** Findings that need the same operation, none held back; of one storage class if the operation must name it. */
export type OperationGroup = {
  readonly operation: Operation
  /** ALL_CLASSES for `update-encryption` and `selected`. */
  readonly storageClass: string
  readonly tally: ObjectCount
  /** Newest LastModifiedDate among them, epoch milliseconds; undefined if the report has no such column. */
  readonly newestLastModified: number | undefined
  /**
   * What holds the group's rows in job-manifest form (`bucket,key\n`): files on disk in inventory-file order, so that the
   * same report gives the same bytes, or files that a query wrote, in any order. Empty if the scan did not have to keep
   * rows, or stopped keeping them.
   */
  readonly parts: readonly RowPart[]
  /**
   * 64 hex digits of all that determines the rows that a query wrote, whatever their order: the report and the query.
   * Undefined if there are none of these.
   */
  readonly origin?: string | undefined
  /**
   * What Athena proved of the rows that a query wrote, if S3 is to join their files without the runner reading them; all
   * parts are then such files.
   */
  readonly proof?: RowsProof | undefined
}

/** Proven of the files of a group: rows as counted, bytes as listed, and the same rows as the report has. */
export type RowsProof = {
  readonly rows: number
  readonly bytes: number
  /** Of the rows in any order: Trino's `checksum`, 16 hex digits, of most rows and, after "-", of those set apart. */
  readonly checksum: string
  /** The queries that wrote and proved them. */
  readonly queries: readonly string[]
}

type SizeBand = { readonly label: string; readonly tally: ObjectCount }

/**
 * For each pattern of the spec, in their order, whether it matches the key of any current version (empty without any
 * file). An exclude pattern counts even if no include pattern matches.
 */
export type MatchedPatterns = { readonly include: readonly boolean[]; readonly exclude: readonly boolean[] }

/** Rows that share a key. All numbers here and in the tallies of findings count each key once. */
export type Duplicates = {
  /** Keys with more than one row. */
  readonly keys: number
  /** Rows beyond the first of each. */
  readonly rows: number
  /** Keys whose rows differ: findings, held back as `contradictory-rows`. */
  readonly contradictory: number
}

export type Findings = {
  /** Rows read, of every kind; equals the sum that the files declare, if the format declares it. */
  readonly rows: number
  /**
   * Current versions that are not delete markers and not excluded, by status. Includes findings and excepted objects.
   */
  readonly current: Readonly<Record<EncryptionStatus, ObjectCount>>
  readonly noncurrent: Readonly<Record<EncryptionStatus, ObjectCount>>
  readonly deleteMarkers: number
  /** Current versions left out by include/exclude. */
  readonly excluded: ObjectCount
  readonly matchedPatterns: MatchedPatterns
  /** Objects matched by each exception of the spec, in their order (empty without any file); no longer findings. */
  readonly excepted: readonly ObjectCount[]
  readonly findings: ObjectCount
  readonly findingsByStatus: Readonly<Record<EncryptionStatus, ObjectCount>>
  readonly findingsByStorageClass: ReadonlyMap<string, ObjectCount>
  readonly findingsBySize: readonly SizeBand[]
  /** The ten prefixes (up to the first "/") with the most findings, most first; keys encoded. */
  readonly topPrefixes: readonly { readonly prefix: string; readonly tally: ObjectCount }[]
  /** By operation, in the order of OPERATIONS, then by storage class. */
  readonly groups: readonly OperationGroup[]
  /** Without findings added by checks of keys; undefined if there are none. */
  readonly groupsOfReport?: readonly OperationGroup[] | undefined
  readonly heldBack: ReadonlyMap<
    HeldBackReason,
    { readonly tally: ObjectCount; readonly samples: readonly FindingSample[] }
  >
  readonly samples: readonly FindingSample[]
  /** Rows whose EncryptionStatus is not in the closed list. Any such row makes the verdict INSUFFICIENT_DATA. */
  readonly unknownStatus: { readonly rows: number; readonly values: readonly string[] }
  /**
   * Keys listed more than once among the findings; undefined if there are too many to compare: rows are then counted.
   */
  readonly duplicates: Duplicates | undefined
  /** True if more findings can be remediated than the scan may keep rows for: `parts` are then empty. */
  readonly rowsDropped: boolean
  /** Every finding as a line on disk; undefined if that was not asked for, or if the engine cannot do it. */
  readonly keptFindings?: KeptFindings | undefined
  /** Findings whose sizes were read with HeadObject because the report has none; undefined if none were read. */
  readonly sizesLookedUp?: number | undefined
  /** Whose KMS keys objects are under, as far as keys were seen; undefined if none was looked at. */
  readonly keyOwners?: KeyOwners | undefined
  /** What is known about the keys of accepted objects; undefined if the policy has no requirements for them. */
  readonly evidence: KeyEvidence | undefined
  /** Undefined for a single report, and for several that list different parts of the bucket. */
  readonly overlaps?: Overlaps | undefined
  readonly proof: Proof
  /** The queries by which Athena counted the rows, in order; undefined if this action read them. */
  readonly queries?: readonly QueryRecord[] | undefined
  /** Undefined unless the rows of job manifests come from queries. */
  readonly rowQueries?: RowQueries | undefined
  /** Removes the files that queries wrote for the groups, once nothing reads them any more; undefined if there are none. */
  readonly removeStored?: (() => Promise<void>) | undefined
}

/** How queries yield the rows of job manifests, as far as the counts tell: the same before and after they are written. */
export type RowQueries = {
  readonly way: JobManifestWay
  /** Of all inventory files, with all their columns: what one query reads at most. */
  readonly reportBytes: number
}

/** One query in Athena. */
export type QueryRecord = {
  readonly id: string
  /** What for, in words of ours. */
  readonly purpose: string
  readonly bytesScanned: number
  /** What AWS charges for it; undefined if that is not known (price/query-price.ts). */
  readonly usd?: number | undefined
}

/** What several reports of a bucket list, where more than one may list a key. */
export type Overlaps = {
  /** Compliant and excluded rows of older reports whose keys a newer report may list: not counted as objects. */
  readonly superseded: ObjectCount
  /** Findings of older reports whose keys a newer report lists: the newer row counts. */
  readonly overridden: number
  /** Findings of older reports that no newer report lists, although it may: deleted since, or not listed. They count. */
  readonly remaining: number
}

/** The evidence for the verdict on KMS keys. */
export type KeyEvidence = {
  /** SSE-KMS rows that were judged by the column BucketKeyStatus. */
  readonly judgedByColumn: number
  /** Objects with an accepted status whose KMS key the report does not show. */
  readonly candidates: number
  /** HeadObject requests made for them. */
  readonly requests: number
  /** Of those checked: deleted since the report, so not findings. */
  readonly gone: number
  /** Of those checked: written since the report, judged by their current state. */
  readonly changed: number
  /** Of those checked: findings, by what they break. */
  readonly breaches: Readonly<Record<Breach, number>>
  /** Why the evidence is incomplete; the verdict is then INSUFFICIENT_DATA. */
  readonly missing:
    | { readonly reason: InsufficientDataReason; readonly message: string; readonly hint: string | undefined }
    | undefined
}
