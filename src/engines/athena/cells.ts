// Reads the cells of a query's result. A result that is not what the statement asks for is not interpreted.

import { ActionError } from '../../words/errors.ts'

/** One row of a result, by the position of its columns; undefined is NULL. */
export type ResultRow = readonly (string | undefined)[]

/** @throws ActionError QUERY_FAILED */
export function misread(what: string): ActionError {
  return new ActionError('QUERY_FAILED', `The result of an Athena query is not what it must be: ${what}.`, {
    hint: 'Run it again. If the error persists, set scan-engine to stream, and report it to the maintainers of this action.',
  })
}

/** A row by the names of its columns. @throws ActionError QUERY_FAILED for another number of cells */
export function nameCells<Name extends string>(
  columns: readonly Name[],
  row: ResultRow,
): Readonly<Record<Name, string | undefined>> {
  if (row.length !== columns.length) throw misread(`a row has ${row.length} columns where ${columns.length} are due`)
  return Object.fromEntries(columns.map((name, index) => [name, row[index]])) as Record<Name, string | undefined>
}

/** A count, which is never NULL. @throws ActionError QUERY_FAILED */
export function readCount(cell: string | undefined): number {
  const count = Number(cell)
  if (cell === undefined || !/^\d{1,16}$/.test(cell) || !Number.isSafeInteger(count))
    throw misread('a count is no count')
  return count
}

/** A sum of bytes; 0 of nothing. @throws ActionError QUERY_FAILED */
export function readBytes(cell: string | undefined): bigint {
  if (cell === undefined) return 0n
  if (!/^\d{1,38}$/.test(cell)) throw misread('a sum of bytes is no number')
  return BigInt(cell)
}

/** Milliseconds, undefined for NULL. @throws ActionError QUERY_FAILED */
export function readTime(cell: string | undefined): number | undefined {
  if (cell === undefined) return undefined
  if (!/^-?\d{1,15}$/.test(cell)) throw misread('a time is no number')
  return Number(cell)
}

/** One of a closed list of words. @throws ActionError QUERY_FAILED */
export function readWord<T extends string>(words: readonly T[], cell: string | undefined): T {
  const word = words.find((known) => known === cell)
  if (word === undefined) throw misread('a word is unknown')
  return word
}
