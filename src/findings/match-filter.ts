// Evaluates the terms of a filter for the rows of a report, at the speed of a scan: nothing is created for a row.

import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { createAclJudge } from './acl.ts'
import type { FilterTerm } from './object-filter.ts'
import type { InventoryRow } from './row.ts'
import { isRowLocked, showsLocks } from './row-lock.ts'

export type RowTest = (row: InventoryRow) => boolean

type ReportFacts = {
  /** When the report's listing started, epoch milliseconds. */
  readonly reportTime: number
  /** Whether the report has a Size column. */
  readonly hasSize: boolean
}

/** One test per term. A value that the report does not show fulfills no condition. */
export function compileTerms(terms: readonly FilterTerm[], facts: ReportFacts): RowTest[] {
  return terms.map((term) => compileTerm(term, facts))
}

function compileTerm(term: FilterTerm, { reportTime, hasSize }: ReportFacts): RowTest {
  switch (term.about) {
    case 'size':
      return testSize(term, hasSize)
    case 'age':
      return testAge(term, reportTime)
    case 'acl':
      return testAcl(term.is)
    case 'lock':
      return (row) => showsLocks(row) && isRowLocked(row, reportTime) === (term.is === 'locked')
    case 'encryptionstatus':
      return testStatus(term.values)
    default:
      return testValue(term)
  }
}

function testSize({ is, bytes }: Extract<FilterTerm, { about: 'size' }>, hasSize: boolean): RowTest {
  return is === 'larger-than' ? (row) => hasSize && row.size > bytes : (row) => hasSize && row.size < bytes
}

/** Comparisons with NaN are always false. */
function testAge({ is, ms }: Extract<FilterTerm, { about: 'age' }>, reportTime: number): RowTest {
  const age = (row: InventoryRow) => reportTime - (row.time('lastmodifieddate') ?? Number.NaN)
  return is === 'older-than' ? (row) => age(row) > ms : (row) => age(row) < ms
}

function testAcl(is: 'private' | 'not-private'): RowTest {
  const judge = createAclJudge()
  return (row) => judge(row.text('objectaccesscontrollist'), row.text('objectowner')) === is
}

/** Rows hold the status as an index, so no text is read. */
function testStatus(values: readonly string[]): RowTest {
  const accepted = ENCRYPTION_STATUSES.map((status) => values.includes(status))
  return (row) => accepted[row.status] === true
}

function testValue({ about, values }: Extract<FilterTerm, { is: 'one-of' }>): RowTest {
  const accepted = new Set(values)
  return (row) => accepted.has(row.text(about) ?? '')
}
