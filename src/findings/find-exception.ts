// Finds the exception that a finding matches.

import type { ExceptionRule } from './exception.ts'
import type { KeyPatterns } from './globs/key-patterns.ts'
import { compileTerms, type RowTest } from './match-filter.ts'
import { listTerms } from './object-filter.ts'
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
    ...compileTerms(listTerms(rule), facts),
    ...testKey(rule, index, facts.keys),
  ])
  return (row) => {
    const index = tests.findIndex((conditions) => conditions.length > 0 && conditions.every((holds) => holds(row)))
    return index < 0 ? undefined : index
  }
}

function testKey({ prefix, suffix }: ExceptionRule, index: number, keys: KeyPatterns): RowTest[] {
  return prefix === undefined && suffix === undefined ? [] : [(row) => keys.fitsException(row, index)]
}
