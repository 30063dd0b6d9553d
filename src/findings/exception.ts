// Defines exceptions (findings that someone is responsible for until a date): which rows they match, and for how long.

import type { ColumnName } from '../inventory/report.ts'
import { NO_OBJECTS, type ObjectCount } from '../words/encryption.ts'
import { listMissingColumns, type ObjectFilter } from './object-filter.ts'

/** What an object must be to be excepted; all conditions that are set must hold, and at least one is set. */
export type ExceptionRule = ObjectFilter & {
  /** Of the raw key. */
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
}

export type Exception = {
  readonly rule: ExceptionRule
  readonly owner: string
  readonly reason: string
  /** The last day (UTC) on which the exception applies, `2026-12-31`. */
  readonly expires: string
}

/** The state of an exception in a run. */
export type ToldException = {
  readonly exception: Exception
  /** Whole days it applies after today; negative if it has expired. */
  readonly daysLeft: number
  /** The findings it matched; none if it has expired. */
  readonly excepted: ObjectCount
  /** Columns that the rule needs and the report lacks: then it matches nothing. */
  readonly missingColumns: readonly ColumnName[]
}

/** An expiry is announced this many days in advance. */
export const ANNOUNCED_DAYS = 14
const DAY_MS = 86_400_000

/** Whole days (UTC) for which the exception applies after the day of `now`; 0 on its last day, negative afterwards. */
export function countDaysLeft({ expires }: Exception, now: number): number {
  return Math.round((Date.parse(`${expires}T00:00:00Z`) - Math.floor(now / DAY_MS) * DAY_MS) / DAY_MS)
}

/** The exceptions that a scan applies, in their order. */
export function listActiveRules(exceptions: readonly Exception[], now: number): ExceptionRule[] {
  return exceptions.filter((exception) => isActive(exception, now)).map(({ rule }) => rule)
}

const isActive = (exception: Exception, now: number) => countDaysLeft(exception, now) >= 0

/** All exceptions with their results. `excepted` holds the tallies of the active ones, in their order. */
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
    missingColumns: listMissingColumns(exception.rule, columns),
  }))
}
