// The recorded answers of a real Trino, by the hash of the statement: rows in order, with the names of files for their
// paths, or the fact that the statement fails.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { TrinoCase } from './case.ts'

type Row = readonly (string | null)[]

export type TrinoAnswer =
  | { readonly rows: readonly Row[] }
  /** Trino's message; of the emulated Athena, the reason of the failure. */
  | { readonly error: string }

/** A line for each: the hash, a space, the answer in JSON. */
const FILE = join(import.meta.dirname, 'answers.txt')

/** Answers by hash. */
export function readAnswers(): ReadonlyMap<string, TrinoAnswer> {
  const lines = readFileSync(FILE, 'utf8').trim().split('\n')
  return new Map(lines.map((line) => [line.slice(0, 64), JSON.parse(line.slice(65)) as TrinoAnswer]))
}

/** In the order of hashes, so that a change of one statement changes one line. */
export function recordAnswers(answers: ReadonlyMap<string, TrinoAnswer>): void {
  const lines = [...answers].map(([hash, answer]) => `${hash} ${JSON.stringify(answer)}\n`)
  writeFileSync(FILE, lines.sort().join(''))
}

/** Rows without an order, and without where a file lies: Trino has it in a folder, Athena in a bucket. */
export function normalizeRows(rows: readonly Row[]): readonly Row[] {
  const render = (row: Row): string =>
    JSON.stringify(row.map((value) => value?.replace(/^(?:local|s3):\/\/.*\//s, '') ?? null))
  return rows
    .map(render)
    .sort()
    .map((row) => JSON.parse(row) as Row)
}

/** Where the answers of a case are not those of Trino, in words. Of failures, the words may differ. */
export function compareWith(
  answers: ReadonlyMap<string, TrinoAnswer>,
  { statements }: TrinoCase,
  own: ReadonlyMap<string, TrinoAnswer>,
): readonly string[] {
  return statements.flatMap(({ hash, what, sql }) => {
    const says = describeDifference(answers.get(hash), own.get(hash))
    return says === undefined ? [] : [`${what}: ${says}\n  ${sql.slice(0, 300)}`]
  })
}

function describeDifference(trino: TrinoAnswer | undefined, own: TrinoAnswer | undefined): string | undefined {
  if (trino === undefined || own === undefined) return trino === undefined ? 'Trino has no answer' : 'it has no answer'
  if ('error' in trino && 'error' in own) return undefined
  if ('error' in trino || 'error' in own)
    return `${JSON.stringify(trino)} of Trino, not ${JSON.stringify(own)}`.slice(0, 1000)
  if (isDeepStrictEqual(trino.rows, own.rows)) return undefined
  const [theirs, ours] = [trino.rows.map(String), own.rows.map(String)]
  const only = (these: readonly string[], those: readonly string[]) =>
    JSON.stringify(these.filter((row) => !those.includes(row)).slice(0, 3))
  return `${only(theirs, ours)} of Trino, not ${only(ours, theirs)}`
}
