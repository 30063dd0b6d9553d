// Scans files of old and of tidy buckets, in every format: no row, a hundredth, half and all of them findings, up to 300,000
// rows a file, in pages of 8 KiB to 1 MiB without a limit of rows.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { scanFile } from '../../../src/engines/inventory-scan/scan-file.ts'
import type { InventoryFormat } from '../../../src/inventory/report.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { createRows, WORLDS, type WorldRow, worldPath } from './support/write-worlds.ts'

const COLUMNS = ['bucket', 'key', 'size', 'lastmodifieddate', 'storageclass', 'encryptionstatus']

const WRITER = new URL('support/write-worlds.ts', import.meta.url).pathname

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worlds-'))
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', WRITER, folder])
})
afterAll(() => rmSync(folder, { recursive: true }))

async function scan(bytes: Uint8Array, format: InventoryFormat) {
  const spool = mkdtempSync(join(folder, 'rows-'))
  const { tally } = await scanFile(
    {
      index: 0,
      file: { key: 'data/file', size: bytes.length, md5: createHash('md5').update(bytes).digest('hex') },
      format,
      columns: COLUMNS,
      sourceBucket: 'source-bucket',
      spec: {
        accepted: ENCRYPTION_STATUSES.filter((status) => status !== 'NOT-SSE'),
        keyRule: { kmsKeyArn: undefined, bucketKey: false },
        include: [],
        exclude: [],
        exceptions: [],
        aclsEnabled: false,
        choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
      },
      reportTime: Date.UTC(2026, 10, 22),
      etagIsMd5: true,
      folder,
      spool: {
        folder: spool,
        bucket: 'source-bucket',
        maxRows: 1_000_000,
        written: new BigInt64Array(new SharedArrayBuffer(8)),
      },
    },
    {
      async *stream() {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.slice(at, at + 65_536)
      },
      range: async (start, end) => bytes.slice(start, end),
    },
  )
  const lines = [...tally.groups.keys()].map((group) => [group, readFileSync(join(spool, group, '000000.csv'), 'utf8')])
  return { tally, lines: Object.fromEntries(lines) as Record<string, string> }
}

const tallyOf = (rows: readonly WorldRow[]) => ({
  objects: rows.length,
  bytes: BigInt(rows.reduce((sum, { size }) => sum + size, 0)),
})

async function expectAsWritten(rows: readonly WorldRow[], bytes: Uint8Array, format: InventoryFormat): Promise<void> {
  const { tally, lines } = await scan(bytes, format)
  expect(tally.rows).toBe(rows.length)
  expect(tally.current.map(({ objects }) => objects)).toEqual(
    ENCRYPTION_STATUSES.map((status) => rows.filter(({ encryptionStatus }) => encryptionStatus === status).length),
  )
  const findings = rows.filter(({ encryptionStatus }) => encryptionStatus === 'NOT-SSE')
  const classes = [...new Set(findings.map(({ storageClass }) => storageClass))].sort()
  expect([...tally.groups.keys()].sort()).toEqual(classes.map((name) => `copy/${name}`))
  for (const name of classes) {
    const own = findings.filter(({ storageClass }) => storageClass === name)
    const newestLastModified = own.reduce((newest, { lastModified }) => Math.max(newest, lastModified), 0)
    expect(tally.groups.get(`copy/${name}`)).toEqual({ tally: tallyOf(own), newestLastModified })
    const due = own.map(({ key }) => `source-bucket,${key}\n`).join('')
    // `toBe` would print megabytes.
    expect(lines[`copy/${name}`] === due).toBe(true)
  }
}

describe('every row is counted, and every finding kept', () => {
  it.each(WORLDS.map((world) => [world.format, world.percent, world.rows, world.part, world] as const))(
    '%s: %i %% of %i rows are findings, in pages or stripes of %i',
    async (format, _percent, _rows, _part, world) => {
      await expectAsWritten(createRows(world), readFileSync(worldPath(folder, world)), format)
    },
  )
})
