// Knows exceptions: findings somebody answers for until a day. Which rows they take, and how long they still hold.

import { NO_OBJECTS, type ObjectCount } from '../encryption.ts'
import type { ColumnName } from '../inventory/report.ts'
import type { KeyPatterns } from './globs/key-patterns.ts'
import type { InventoryRow } from './row.ts'

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

/** The index of the first exception that takes a finding, or undefined. */
export type FindException = (finding: InventoryRow) => number | undefined

/**
 * Makes rules ready for many rows. A size or time that is not known fulfils nothing: without a Size column
 * (`hasSize`), or without a date, the object stays a finding. `keys` was made of the same rules.
 */
export function compileExceptions(
  rules: readonly ExceptionRule[],
  facts: { readonly reportTime: number; readonly hasSize: boolean; readonly keys: KeyPatterns },
): FindException {
  if (rules.length === 0) return () => undefined
  const tests = rules.map((rule, index) => [
    ...testSize(rule, facts.hasSize),
    ...testAge(rule, facts.reportTime),
    ...testKey(rule, index, facts.keys),
  ])
  return (row) => {
    const index = tests.findIndex((conditions) => conditions.length > 0 && conditions.every((holds) => holds(row)))
    return index < 0 ? undefined : index
  }
}

type Condition = (row: InventoryRow) => boolean

function testKey({ prefix, suffix }: ExceptionRule, index: number, keys: KeyPatterns): Condition[] {
  return prefix === undefined && suffix === undefined ? [] : [(row) => keys.fitsException(row, index)]
}

function testSize({ largerThan, smallerThan }: ExceptionRule, hasSize: boolean): Condition[] {
  return [
    ...(largerThan === undefined ? [] : [(row: InventoryRow) => hasSize && row.size > largerThan]),
    ...(smallerThan === undefined ? [] : [(row: InventoryRow) => hasSize && row.size < smallerThan]),
  ]
}

/** NaN and undefined compare false both ways. */
function testAge({ olderThanMs, newerThanMs }: ExceptionRule, reportTime: number): Condition[] {
  const age = (row: InventoryRow) => reportTime - (row.time('lastmodifieddate') ?? Number.NaN)
  return [
    ...(olderThanMs === undefined ? [] : [(row: InventoryRow) => age(row) > olderThanMs]),
    ...(newerThanMs === undefined ? [] : [(row: InventoryRow) => age(row) < newerThanMs]),
  ]
}
