import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import type { OperationGroup } from '../../../../src/findings/findings.ts'
import { parseInventoryManifest } from '../../../../src/inventory/manifest.ts'
import { textOfPart } from '../../../support/kept-rows.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createReport, createRequest } from '../../../support/report.ts'

const GOLDEN = new URL('../../../golden/', import.meta.url).pathname
const names = readdirSync(GOLDEN, { withFileTypes: true }).filter((entry) => entry.isDirectory())

let spool: string
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'golden-'))
})
afterEach(() => rmSync(spool, { recursive: true, force: true }))

type Counts = Readonly<Record<string, { readonly objects: number; readonly bytes: bigint | undefined }>>
const present = (counts: Counts) =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([status, { objects, bytes }]) =>
      objects === 0 ? [] : [[status, [objects, bytes === undefined ? null : String(bytes)]]],
    ),
  )

describe('golden report', () => {
  it.each(names.map(({ name }) => name))('%s', async (name) => {
    const path = (file: string) => join(GOLDEN, name, file)
    const manifest = parseInventoryManifest(readFileSync(path('manifest.json')), {
      sourceBucket: 'src',
      destinationBucket: 'inv',
      configurationId: 'daily',
      prefix: 'inventory/src/daily/',
      now: Date.UTC(2026, 10, 22),
    })
    const store = createMemoryStore(manifest.files.map(({ key }) => [key, readFileSync(path(basename(key)))] as const))
    const { report } = createReport([], manifest)
    const result = await scanReport(createRequest({ report, store }, spool))
    const lines = ({ parts }: OperationGroup) => parts.flatMap((part) => textOfPart(part).split('\n').slice(0, -1))
    const groups = result.groups.map((group) => ({ ...group, lines: lines(group) }))
    for (const group of groups) expect(group.lines).toHaveLength(group.tally.objects)
    expect({
      rows: result.rows,
      deleteMarkers: result.deleteMarkers,
      current: present(result.current),
      noncurrent: present(result.noncurrent),
      unknownStatusRows: result.unknownStatus.rows,
      heldBack: Object.fromEntries([...result.heldBack].map(([reason, { tally }]) => [reason, tally.objects])),
      jobManifests: Object.fromEntries(groups.map(({ storageClass, lines }) => [storageClass, lines])),
      newestLastModified: Object.fromEntries(
        groups.map(({ storageClass, newestLastModified: newest }) => [
          storageClass,
          newest === undefined ? null : new Date(newest).toISOString(),
        ]),
      ),
    }).toEqual(JSON.parse(readFileSync(path('expected.json'), 'utf8')))
  })
})
