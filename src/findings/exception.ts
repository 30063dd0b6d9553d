// Knows exceptions: findings that someone is responsible for until a date. Which rows they match, and how long they
// still apply.

import type { ColumnName } from '../inventory/report.ts'
import { NO_OBJECTS, type ObjectCount } from '../words/encryption.ts'

/** What an object must be to be excepted; everything that is set must hold, and at least one is. */
export type ExceptionRule = {
  /** Of the raw key. */
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
  /** Bytes; the bound itself does not hold. */
  readonly largerThan?: number | undefined
  readonly smallerThan?: number | undefined
  /** Milliseconds between LastModifiedDate and the start of the report's listing. */
  readonly olderThanMs?: number | undefined
  readonly newerThanMs?: number | undefined
}

export type Exception = {
  readonly rule: ExceptionRule
  readonly owner: string
  readonly reason: string
  /** The last day (UTC) the exception holds, `2026-12-31`. */
  readonly expires: string
}

/** An exception as a run found it. */
export type ToldException = {
  readonly exception: Exception
  /** Whole days it still holds after today; below zero when it has expired. */
  readonly daysLeft: number
  /** What it took; nothing when it has expired. */
  readonly excepted: ObjectCount
  /** Columns the rule needs and the report lacks: then it takes nothing. */
  readonly missingColumns: readonly ColumnName[]
}

/** An expiry is announced from this many days before. */
export const ANNOUNCED_DAYS = 14
const DAY_MS = 86_400_000

/** Whole days (UTC) the exception still holds after the day of `now`; 0 on its last day, below zero afterwards. */
export function countDaysLeft({ expires }: Exception, now: number): number {
  return Math.round((Date.parse(`${expires}T00:00:00Z`) - Math.floor(now / DAY_MS) * DAY_MS) / DAY_MS)
}

/** The exceptions a scan applies, in their order. */
export function listActiveRules(exceptions: readonly Exception[], now: number): ExceptionRule[] {
  return exceptions.filter((exception) => isActive(exception, now)).map(({ rule }) => rule)
}

const isActive = (exception: Exception, now: number) => countDaysLeft(exception, now) >= 0

/** All exceptions with what became of them. `excepted` holds the tallies of the active ones, in their order. */
export function tellExceptions(
  exceptions: readonly Exception[],
  now: number,
  columns: readonly ColumnName[],
  excepted: readonly ObjectCount[],
): ToldException[] {
  const active = exceptions.filter((exception) => isActive(exception, now))
  return exceptions.map((exception) => ({
    exception,
    daysLeft: countDaysLeft(exception, now),
    excepted: excepted[active.indexOf(exception)] ?? NO_OBJECTS,
    missingColumns: listColumns(exception.rule).filter((column) => !columns.includes(column)),
  }))
}

function listColumns({ largerThan, smallerThan, olderThanMs, newerThanMs }: ExceptionRule): ColumnName[] {
  return [
    ...(largerThan === undefined && smallerThan === undefined ? [] : ['size']),
    ...(olderThanMs === undefined && newerThanMs === undefined ? [] : ['lastmodifieddate']),
  ]
}
