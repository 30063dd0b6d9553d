// Finds the exception that a finding matches.

import type { ExceptionRule } from './exception.ts'
import type { KeyPatterns } from './globs/key-patterns.ts'
import type { InventoryRow } from './row.ts'

/** The index of the first exception that matches a finding, or undefined. */
export type FindException = (finding: InventoryRow) => number | undefined

/**
 * Prepares rules for many rows. An unknown size or time does not fulfill any condition: without a Size column
 * (`hasSize`), or without a date, the object stays a finding. `keys` must be made from the same rules.
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

/** Comparisons with NaN and undefined are always false. */
function testAge({ olderThanMs, newerThanMs }: ExceptionRule, reportTime: number): Condition[] {
  const age = (row: InventoryRow) => reportTime - (row.time('lastmodifieddate') ?? Number.NaN)
  return [
    ...(olderThanMs === undefined ? [] : [(row: InventoryRow) => age(row) > olderThanMs]),
    ...(newerThanMs === undefined ? [] : [(row: InventoryRow) => age(row) < newerThanMs]),
  ]
}
