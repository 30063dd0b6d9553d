// Cases about inventory tables of S3 Metadata: every statement that counts or fetches, for generated buckets as they are, and
// for tables with rows that none should have. The one that asks for a property needs Iceberg, and is not among them.

import { type InventoryTableRow, inventoryRows, seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { listActedOn } from '../../src/engines/athena/ground.ts'
import { writeEveryFinding, writeRows, writeTally } from '../../src/engines/athena/statements.ts'
import { TABLE_COLUMNS, writeTableView } from '../../src/engines/metadata-table/table-view.ts'
import { REPORT_TIME, SOURCE } from '../engines/rows.ts'
import { makeTableWorld } from '../engines/table.ts'
import { createStatement, type TrinoCase } from './case.ts'

const SEED = 'trino'
const WORLDS = 10
/** A world of ninety keys, which is forged in turn. */
const FORGED_WORLD = 15

const FORGED: readonly (readonly [name: string, change: Partial<InventoryTableRow>])[] = [
  ['of another bucket', { bucket: 'other' }],
  ['without a key', { key: null }],
  ['with U+FFFD', { key: 'a\uFFFD' }],
  ['without sequence numbers', { sequence_number: null }],
  ['with one sequence number', { sequence_number: '1' }],
  ['without sizes', { size: null }],
  ['without dates', { last_modified_date: null }],
  ['with an unknown status', { encryption_status: 'SSE-NEW' }],
  ['without a class', { storage_class: null }],
  ['with half a key of KMS', { kms_key_arn: 'alias/other', encryption_status: 'SSE-KMS' }],
]

/** Every case, the same in every process. */
export async function listTableCases(): Promise<readonly TrinoCase[]> {
  const cases: TrinoCase[] = []
  for (let number = 0; number < WORLDS; number += 1)
    cases.push(await createCase(number, `b_table-${number}`, 'as it is', (row) => row))
  for (const [at, [name, change]] of FORGED.entries()) {
    // Every third row, so that most are as they were.
    const forge = (row: InventoryTableRow, index: number) => (index % 3 === 0 ? { ...row, ...change } : row)
    cases.push(await createCase(FORGED_WORLD, `b_forged-${at}`, name, forge))
  }
  return cases
}

async function createCase(
  number: number,
  namespace: string,
  name: string,
  change: (row: InventoryTableRow, index: number) => InventoryTableRow,
): Promise<TrinoCase> {
  const { bucket, says, spec, world } = await makeTableWorld(SEED, number)
  const rows = inventoryRows(world, bucket, seedMetadataTables(world, SOURCE)).map(change)
  const report = {
    format: 'Iceberg',
    columns: TABLE_COLUMNS,
    createdAt: new Date(REPORT_TIME),
    sourceBucket: SOURCE,
  } as const
  const view = writeTableView({ namespace, name: 'inventory', arn: '' }, spec)
  const asked = { report, spec, table: '', view }
  return {
    name: `${namespace}: ${says}, ${name}`,
    table: undefined,
    metadata: { namespace, rows },
    statements: [
      createStatement('tally', writeTally(asked, [])),
      createStatement('rows', writeRows(asked, [], listActedOn(spec))),
      createStatement('candidates', writeRows(asked, [], [])),
      createStatement('every finding', writeEveryFinding(asked, [], false)),
      createStatement('every finding in order', writeEveryFinding(asked, [], true)),
    ],
  }
}
