// Defines which objects a filter selects, as data: the scan evaluates its terms for each row, and another engine can
// translate them, since each names the columns that it needs.

import type { ColumnName } from '../inventory/report.ts'

/** What an object must be; all conditions that are set must hold. An unknown value fulfills none. */
export type ObjectFilter = {
  /** Bytes, exclusive. */
  readonly largerThan?: number | undefined
  readonly smallerThan?: number | undefined
  /** Milliseconds between LastModifiedDate and the start of the report's listing, exclusive. */
  readonly olderThanMs?: number | undefined
  readonly newerThanMs?: number | undefined
  /** Each list holds values as S3 Inventory writes them; one of them must be the object's. */
  readonly storageClasses?: readonly string[] | undefined
  readonly accessTiers?: readonly string[] | undefined
  readonly encryption?: readonly string[] | undefined
  readonly owners?: readonly string[] | undefined
  readonly replication?: readonly string[] | undefined
  readonly acl?: 'private' | 'not-private' | undefined
  readonly lock?: 'locked' | 'unlocked' | undefined
}

/** Columns of which one value of a list must be there. */
const LIST_COLUMNS = {
  storageClasses: 'storageclass',
  accessTiers: 'intelligenttieringaccesstier',
  encryption: 'encryptionstatus',
  owners: 'objectowner',
  replication: 'replicationstatus',
} as const satisfies Partial<Record<keyof ObjectFilter, ColumnName>>
type ListName = keyof typeof LIST_COLUMNS

/**
 * Columns about holds and retention. It is not confirmed what reports call the one of event holds
 * (docs/unconfirmed.md): both names are read, and one of them is enough.
 */
export const LOCK_COLUMNS: readonly ColumnName[] = ['objectlockretainuntildate', 'objectlocklegalholdstatus']
export const EVENT_HOLD_COLUMNS = ['objectlockeventholdstatus', 'objectlockeventhold'] as const

/** One condition of a filter. Terms are joined by "and". */
export type FilterTerm =
  | { readonly about: 'size'; readonly is: 'larger-than' | 'smaller-than'; readonly bytes: number }
  | { readonly about: 'age'; readonly is: 'older-than' | 'newer-than'; readonly ms: number }
  | { readonly about: (typeof LIST_COLUMNS)[ListName]; readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly about: 'acl'; readonly is: 'private' | 'not-private' }
  | { readonly about: 'lock'; readonly is: 'locked' | 'unlocked' }

/** The conditions of a filter, those that take the least time to check first. */
export function listTerms(filter: ObjectFilter): FilterTerm[] {
  const { largerThan, smallerThan, olderThanMs, newerThanMs, acl, lock } = filter
  return [
    ...when(largerThan, (bytes) => ({ about: 'size', is: 'larger-than', bytes })),
    ...when(smallerThan, (bytes) => ({ about: 'size', is: 'smaller-than', bytes })),
    ...(Object.keys(LIST_COLUMNS) as ListName[]).flatMap((name) =>
      when(filter[name], (values) => ({ about: LIST_COLUMNS[name], is: 'one-of', values })),
    ),
    ...when(olderThanMs, (ms) => ({ about: 'age', is: 'older-than', ms })),
    ...when(newerThanMs, (ms) => ({ about: 'age', is: 'newer-than', ms })),
    ...when(lock, (is) => ({ about: 'lock', is })),
    ...when(acl, (is) => ({ about: 'acl', is })),
  ]
}

function when<T>(value: T | undefined, term: (value: T) => FilterTerm): FilterTerm[] {
  return value === undefined ? [] : [term(value)]
}

/** The columns that a term reads. */
export function columnsOf({ about }: FilterTerm): readonly ColumnName[] {
  switch (about) {
    case 'age':
      return ['lastmodifieddate']
    case 'acl':
      return ['objectaccesscontrollist', 'objectowner']
    case 'lock':
      return LOCK_COLUMNS
    default:
      return [about]
  }
}

/** The columns that a filter needs and a report lacks, each once. */
export function listMissingColumns(filter: ObjectFilter, columns: readonly ColumnName[]): ColumnName[] {
  const needed = new Set(listTerms(filter).flatMap(columnsOf))
  return [...needed].filter((column) => !columns.includes(column))
}
