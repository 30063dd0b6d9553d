// Writes the selection of an operation as conditions on the columns of a row's view (row-view.ts): what
// findings/match-filter.ts tests row by row.

import type { FilterTerm } from '../../findings/object-filter.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import { ARCHIVE_CLASSES, ARCHIVE_TIERS, type Standing } from '../../findings/standing.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../words/encryption.ts'
import { cases, integer, quote, quoteEach } from './sql-text.ts'

type SelectingReport = { readonly columns: readonly ColumnName[]; readonly createdAt: Date }

/** The columns of a view of which one value of a list must be there. */
const VIEW_COLUMNS = {
  storageclass: 's',
  intelligenttieringaccesstier: 'tier',
  encryptionstatus: 'e',
  objectowner: 'owner',
  replicationstatus: 'replication',
} as const

/** A condition that is true or false, never NULL: an unknown value fulfills no term. */
export function writeTerms(terms: readonly FilterTerm[], report: SelectingReport): string {
  if (terms.length === 0) return 'true'
  return `coalesce(${listConditions(terms, report).join(' AND ')}, false)`
}

/** One for each term; NULL where a value is unknown. */
export const listConditions = (terms: readonly FilterTerm[], report: SelectingReport): string[] =>
  terms.map((term) => writeTerm(term, report))

function writeTerm(term: FilterTerm, { columns, createdAt }: SelectingReport): string {
  switch (term.about) {
    case 'size': {
      const size = columns.includes('size') ? 'b' : 'CAST(NULL AS bigint)'
      return `${size} ${term.is === 'larger-than' ? '>' : '<'} ${integer(term.bytes)}`
    }
    case 'age':
      return `${integer(createdAt.getTime())} - t ${term.is === 'older-than' ? '>' : '<'} ${integer(term.ms)}`
    case 'acl':
      return `acl = ${quote(term.is)}`
    case 'lock':
      return `lock = ${quote(term.is === 'locked' ? 'locked' : 'none')}`
    default:
      return term.values.length === 0 ? 'false' : `${VIEW_COLUMNS[term.about]} IN ${quoteEach(term.values)}`
  }
}

/** Whether the selection has a term about this. */
export const asksFor = ({ selection }: Pick<ScanSpec, 'selection'>, about: FilterTerm['about']): boolean =>
  selection?.terms.some((term) => term.about === about) === true

/** Statuses of which no object is selected, whatever else it is: the streamed scan does not look at these rows. */
export function listUnselected({ selection }: Pick<ScanSpec, 'selection'>): readonly EncryptionStatus[] {
  const terms = selection?.terms ?? []
  const isLeft = (status: string) =>
    terms.some((term) => term.about === 'encryptionstatus' && !term.values.includes(status))
  return ENCRYPTION_STATUSES.filter(isLeft)
}

/** The standing of a row, in the order of findings/standing.ts. */
export function writeStanding({ columns }: Pick<SelectingReport, 'columns'>): string {
  const standing = (word: Standing) => quote(word)
  const isArchiveTier = `tier IN ${quoteEach([...ARCHIVE_TIERS])}`
  const isTiered = `s = 'INTELLIGENT_TIERING'`
  return cases(
    [
      [`s IN ${quoteEach([...ARCHIVE_CLASSES])}`, standing('archived')],
      [`NOT ${isTiered} AND ${isArchiveTier}`, standing('archived-oddly')],
      [`NOT ${isTiered}`, standing('readable')],
      ...(columns.includes('intelligenttieringaccesstier') ? [] : [['true', standing('tier-unknown')] as const]),
      [isArchiveTier, standing('archived-tier')],
    ],
    standing('readable'),
  )
}
