// Finds keys that are listed more than once among the findings, and judges their rows here, key by key, as the streamed
// scan does (findings/doubles.ts).

import { RowAccumulator } from '../../findings/accumulator.ts'
import { createPolicy } from '../../findings/classify.ts'
import { OncePerKey, type SettledRow } from '../../findings/doubles.ts'
import type { Duplicates } from '../../findings/findings.ts'
import { KeptRow } from '../../findings/kept-row.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import type { EncodedKey } from '../../words/object-key.ts'
import { beyondAthena } from './beyond.ts'
import { nameCells, readCount, readTime, readWord } from './cells.ts'
import { expectedBytes } from './expected-bytes.ts'
import { choiceFor, readGround } from './ground.ts'
import { readKey } from './samples.ts'
import type { AthenaScan } from './scan-state.ts'
import { MAX_SET_APART, type RowCells, rowColumns, writeDoubles } from './statements.ts'

export type Doubles = {
  /** Undefined if there are too many findings to compare. */
  readonly duplicates: Duplicates | undefined
  /** Keys whose rows must not be counted by Athena. */
  readonly setApart: readonly EncodedKey[]
  /** Adds the rows of these keys, each key once. */
  readonly addTo: (accumulator: RowAccumulator) => void
}

const NONE: Duplicates = { keys: 0, rows: 0, contradictory: 0 }
const without = (duplicates: Duplicates | undefined): Doubles => ({ duplicates, setApart: [], addTo: () => {} })

/** `tally`: all rows. @throws ActionError as a query does, or beyondAthena for too many such rows */
export async function findDoubles(scan: AthenaScan, tally: ScanTally, maxCompared: number): Promise<Doubles> {
  const { source, runner, asked, question } = scan
  const judged = [...tally.findingsByStatus, ...tally.excepted].reduce(
    (sum, { objects }) => sum + objects,
    tally.candidates,
  )
  if (judged < 2) return without(NONE)
  if (judged > maxCompared) return without(undefined)
  const id = await runner.run(writeDoubles(asked), 'look for keys listed twice', expectedBytes(source.report))
  const rows: { readonly key: EncodedKey; readonly row: SettledRow }[] = []
  for await (const row of source.service.rows(id, rowColumns)) rows.push(readRow(nameCells(rowColumns, row), scan))
  if (rows.length > MAX_SET_APART)
    throw beyondAthena('more than a thousand of its rows have a key that others have, too')
  if (rows.length === 0) return without(NONE)
  const gather = () => {
    const keys = new OncePerKey()
    for (const { key, row } of rows) keys.add(key, row)
    return keys
  }
  const { createdAt, columns } = source.report.manifest
  const hasSize = columns.includes('size')
  const idle = new RowAccumulator(createPolicy(question.spec, createdAt.getTime(), hasSize), {
    hasSize,
    spool: undefined,
  })
  return {
    duplicates: gather().count(idle),
    setApart: [...new Set(rows.map(({ key }) => key))].sort(),
    addTo: (accumulator) => void gather().count(accumulator),
  }
}

function readRow(cells: RowCells, { source, question }: AthenaScan) {
  const key = readKey(cells.ek)
  const row: SettledRow = {
    kind: readWord(['K', 'F'], cells.kind) === 'K' ? 'candidate' : 'finding',
    choice: choiceFor(question.spec, readGround(question.spec, cells.need)),
    exception: cells.x === '' ? undefined : readCount(cells.x),
    row: readFacts(cells, key, source.report.manifest.columns),
  }
  return { key, row }
}

/** What the cells say about an object. @throws ActionError QUERY_FAILED */
export function readFacts(cells: RowCells, key: EncodedKey, columns: readonly ColumnName[]): KeptRow {
  const status = ENCRYPTION_STATUSES.indexOf(readWord(ENCRYPTION_STATUSES, cells.e))
  const size = columns.includes('size') ? readCount(cells.b) : 0
  const modified = columns.includes('lastmodifieddate') ? (readTime(cells.t) ?? Number.NaN) : undefined
  return new KeptRow(key, { status, size, storageClass: cells.s ?? '', modified })
}
