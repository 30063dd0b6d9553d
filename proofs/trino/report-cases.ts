// Cases about reports: every statement that the action sends about one, for generated reports as they are, forged ones,
// and a CSV report with lines that no report has.

import { gunzipSync, gzipSync } from 'node:zlib'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { listTableColumns } from '../../src/engines/athena/columns.ts'
import { listActedOn } from '../../src/engines/athena/ground.ts'
import { writeGroupRows, writeRowProof } from '../../src/engines/athena/row-files.ts'
import type { Asked } from '../../src/engines/athena/row-view.ts'
import { writeDoubles, writeEveryFinding, writeRows, writeTally } from '../../src/engines/athena/statements.ts'
import type { InventoryManifest } from '../../src/inventory/report.ts'
import { encodeKey } from '../../src/words/object-key.ts'
import { findReport } from '../engines/ask.ts'
import { AFTER_LINES, FORGED_ROWS } from '../engines/damage.ts'
import type { Random } from '../engines/rows.ts'
import { SELECTIONS } from '../engines/selections.ts'
import { type EngineWorld, FORMATS, makeWorld } from '../engines/worlds.ts'
import { createStatement, type Statement, type TrinoCase, type TrinoTable } from './case.ts'

const SEED = 'trino'
const WORLDS = 12
/** Numbers of forged worlds start here; those below are as they were delivered. */
const FORGED_FROM = 100

/** What a forged CSV file may have beside rows. */
const ODD_LINES: readonly string[] = [
  '',
  '"acme-data"',
  '"acme-data","back\\slash"',
  '"acme-data","ends in \\","v","true","false"',
  '"acme-data","%zz","v","true","false","1"',
  '"acme-data","%C3","v","true","false","1","2026-11-01T12:00:00.000Z"',
  `${'"acme-data",'.repeat(40)}"too many"`,
]

/** Every case, the same in every process. */
export async function listReportCases(): Promise<readonly TrinoCase[]> {
  const cases: TrinoCase[] = []
  for (let number = 0; number < WORLDS; number += 1) cases.push(await createCase(number, 'as delivered'))
  for (const [at, { name, change }] of FORGED_ROWS.entries()) {
    for (const format of FORMATS.keys()) {
      cases.push(await createCase(nextOfFormat(FORGED_FROM + FORMATS.length * at, format), name, change))
    }
  }
  cases.push(await createCase(nextOfFormat(FORGED_FROM - FORMATS.length, 0), 'odd lines', addOddLines))
  cases.push(await createCase(nextOfFormat(FORGED_FROM - 2 * FORMATS.length, 0), 'lines that go on', addLinesThatGoOn))
  // Every filter, each in one of the formats.
  for (let number = 0; number < SELECTIONS; number += FORMATS.length)
    cases.push(await createSelection(nextOfFormat(number, (number / FORMATS.length) % FORMATS.length)))
  return cases
}

/** The format of a world follows from its number. */
const nextOfFormat = (start: number, format: number): number =>
  start + ((((format - start) % FORMATS.length) + FORMATS.length) % FORMATS.length)

const addOddLines = (): DeliveryOptions => ({
  mutateFile: (bytes) => gzipSync(`${ODD_LINES.join('\n')}\n${gunzipSync(bytes).toString('utf8')}`),
})

/** The first line of a file once more for each text, and the text after it. */
const addLinesThatGoOn = (): DeliveryOptions => ({
  mutateFile: (bytes) => {
    const text = gunzipSync(bytes).toString('utf8')
    const first = text.slice(0, text.indexOf('\n'))
    return gzipSync(AFTER_LINES.map((after) => `${first}${after}\n`).join('') + text)
  },
})

async function createCase(
  number: number,
  name: string,
  change?: (random: Random) => DeliveryOptions,
): Promise<TrinoCase> {
  const one = await makeWorld(SEED, number, change)
  const { manifest } = await findReport(one)
  const table = createTable(one, manifest)
  const asked = { report: manifest, spec: one.spec, table: `inv.${table.name}` }
  const firstKeys = one.rows.slice(0, 2).map(({ key }) => encodeKey(key))
  return { name: `${number}: ${one.says}, ${name}`, table, statements: listStatements(asked, firstKeys) }
}

/** Of which objects are selected for an operation. Groups are those that the operations have. */
async function createSelection(number: number): Promise<TrinoCase> {
  const one = await makeWorld(SEED, number, undefined, true)
  const { manifest } = await findReport(one)
  const table = { ...createTable(one, manifest), name: `s${number}_listed` }
  const asked = { report: manifest, spec: one.spec, table: `inv.${table.name}` }
  const groups = ['selected/ALL', 'selected-by-class/GLACIER', 'selected-by-class/DEEP_ARCHIVE'].map((name) => ({
    name,
    rows: 1500,
  }))
  const statements = [
    createStatement('tally', writeTally(asked, [])),
    createStatement('rows', writeRows(asked, [], listActedOn(asked.spec))),
    createStatement('rows by group', writeGroupRows(asked, [], groups)),
  ]
  return { name: `s${number}: ${one.says}`, table, statements }
}

function createTable({ number, format, world }: EngineWorld, manifest: InventoryManifest): TrinoTable {
  const bucket = getBucket(world, manifest.destinationBucket)
  const files = manifest.files.flatMap(({ key }) => {
    const version = currentVersion(bucket, key)
    const name = key.slice(key.lastIndexOf('/') + 1)
    return version === undefined ? [] : [{ name, bytes: readWholeBody(version.body) }]
  })
  return {
    name: `w${number}_listed`,
    format: format === 'CSV' ? 'Textfile' : format,
    columns: listTableColumns(manifest),
    files,
  }
}

/** Some of which a part is set apart by a hash. */
const GROUPS = [
  { name: 'copy/STANDARD', rows: 2000 },
  { name: 'copy/STANDARD_IA', rows: 10 },
  { name: 'update-encryption/ALL', rows: 1001 },
]

/** One of each kind; with keys set apart, and without. */
const listStatements = (asked: Asked, setApart: readonly string[]): readonly Statement[] => [
  createStatement('tally', writeTally(asked, [])),
  createStatement('tally with keys set apart', writeTally(asked, setApart)),
  createStatement('doubled keys', writeDoubles(asked)),
  createStatement('rows', writeRows(asked, setApart, listActedOn(asked.spec))),
  createStatement('candidates', writeRows(asked, [], [])),
  createStatement('every finding', writeEveryFinding(asked, setApart, false)),
  createStatement('every finding in order', writeEveryFinding(asked, setApart, true)),
  // What CREATE TABLE AS writes, and the proof of it; the rest of that statement is Athena's own.
  createStatement('rows by group', writeGroupRows(asked, setApart, GROUPS)),
  createStatement(
    'proof of rows',
    writeRowProof(`(${writeGroupRows(asked, [], GROUPS)})`, asked.report.sourceBucket, 1),
  ),
]
