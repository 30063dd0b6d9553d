// Defines what one or several inventory files contain: plain data that a worker can post and merge.ts can add up.

import type { ObjectCount } from '../words/encryption.ts'
import type { HeldBackReason, Operation } from './choice.ts'
import { ALL_CLASSES, type FindingSample, type MatchedPatterns } from './findings.ts'
import { MAX_COPY_BYTES } from './need.ts'

export const MAX_SAMPLES = 25
export const MAX_HELD_BACK_SAMPLES = 10
export const MAX_UNKNOWN_VALUES = 10
export const MAX_PREFIXES = 10_000

const KIB = 2 ** 10
const MIB = 2 ** 20
/** 128 KiB is the minimum that Standard-IA and Intelligent-Tiering charge for; 5 GiB is the maximum for one copy. */
export const SIZE_BANDS: readonly { readonly label: string; readonly maxBytes: number }[] = [
  { label: 'under 128 KiB', maxBytes: 128 * KIB - 1 },
  { label: '≤ 1 MiB', maxBytes: MIB },
  { label: '≤ 128 MiB', maxBytes: 128 * MIB },
  { label: '≤ 1 GiB', maxBytes: 1024 * MIB },
  { label: '≤ 5 GiB', maxBytes: MAX_COPY_BYTES },
  { label: 'over 5 GiB', maxBytes: Number.POSITIVE_INFINITY },
]

/** Index of the band that contains a size. */
export function bandOf(bytes: number): number {
  let band = 0
  while (bytes > (SIZE_BANDS[band] as { readonly maxBytes: number }).maxBytes) band++
  return band
}

/** The contents of one or several files. Tallies by status follow ENCRYPTION_STATUSES, those by size SIZE_BANDS. */
export type ScanTally = {
  readonly rows: number
  readonly current: readonly ObjectCount[]
  readonly noncurrent: readonly ObjectCount[]
  readonly deleteMarkers: number
  readonly excluded: ObjectCount
  /** Compliant and excluded rows of older reports whose keys a newer report may list. */
  readonly superseded: ObjectCount
  /** Includes files that the same worker has read before: only the total of all files is used. */
  readonly matchedPatterns: MatchedPatterns
  /** Findings matched by each exception of the spec. */
  readonly excepted: readonly ObjectCount[]
  readonly findingsByStatus: readonly ObjectCount[]
  readonly findingsByStorageClass: ReadonlyMap<string, ObjectCount>
  readonly findingsBySize: readonly ObjectCount[]
  readonly prefixes: ReadonlyMap<string, ObjectCount>
  /** By group name. */
  readonly groups: ReadonlyMap<string, { readonly tally: ObjectCount; readonly newestLastModified: number | undefined }>
  readonly heldBack: ReadonlyMap<
    HeldBackReason,
    { readonly tally: ObjectCount; readonly samples: readonly FindingSample[] }
  >
  readonly samples: readonly FindingSample[]
  readonly unknownRows: number
  readonly unknownValues: readonly string[]
  /** Rows kept separately because the report does not show their KMS key. */
  readonly candidates: number
  /** Rows whose key was judged by the column BucketKeyStatus. */
  readonly judgedByColumn: number
}

/** ALL_CLASSES if the operation keeps each object's storage class by itself: its findings are one group. */
export const classOfGroup = (operation: Operation, storageClass: string) =>
  operation === 'update-encryption' || operation === 'selected' ? ALL_CLASSES : storageClass

/** The name of a group: key of the tallies, and folder of the kept rows. Consists of validated words only. */
export function nameGroup(operation: Operation, storageClass: string): string {
  return `${operation}/${classOfGroup(operation, storageClass)}`
}

/** The parts of a name made by `nameGroup`. */
export function splitGroupName(name: string): { readonly operation: Operation; readonly storageClass: string } {
  const [operation, storageClass = ''] = name.split('/')
  return { operation: operation as Operation, storageClass }
}
