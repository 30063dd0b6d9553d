// Lists the bucket of a generated world, which stands still, and compares what a listing finds with the streamed scan: the
// verdict, counts, bytes, and the key of every finding. What a listing cannot know (ACLs, some locks) is left out.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '../../emulator/index.ts'
import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { judgeBucket } from '../../src/decide/verdict.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { createInventoryScan } from '../../src/engines/inventory-scan/scan.ts'
import { createListing } from '../../src/engines/listing/listing.ts'
import { createListingLook, createOpenPages } from '../../src/external/listing-edge.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { NEEDS } from '../../src/findings/need.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../src/words/encryption.ts'
import { createCrewHere, findReport, readRows } from './ask.ts'
import { connect } from './clients.ts'
import { SOURCE } from './rows.ts'
import { createWorldStore } from './store.ts'
import type { EngineWorld } from './worlds.ts'

/** Whether a bucket can hold what the rows list, and the report says all that the comparison is about. */
export function canBeListed({ rows, delivery }: EngineWorld): boolean {
  const isUnique = new Set(rows.map(({ key }) => key)).size === rows.length
  const schema = delivery.manifest.fileSchema.toLowerCase().replaceAll('_', '')
  return isUnique && ['size', 'lastmodifieddate'].every((column) => schema.includes(column))
}

/** How the two differ; undefined if they agree. */
export async function compareListing(one: EngineWorld): Promise<string | undefined> {
  for (const row of one.rows) seedRow(one, row)
  // Every finding is kept in one group, so that all keys are compared, whatever is known about locks and ACLs.
  const choices = Object.fromEntries(NEEDS.map((need) => [need, 'update-encryption'])) as ScanSpec['choices']
  const spec = { ...one.spec, choices, aclsEnabled: false }
  const report = await findReport(one)
  const scanned = createInventoryScan({
    report,
    store: createWorldStore(one.world),
    workers: 1,
    startTimer: () => () => {},
    crew: createCrewHere(),
  })
  const emulator = await startEmulator({ world: one.world })
  const connection = connect(one.world, emulator)
  try {
    const source = connection.open(SOURCE, 'source')
    const listed = createListing({
      bucket: SOURCE,
      asOf: report.manifest.createdAt,
      prefixes: [''],
      openPages: createOpenPages(source),
      look: createListingLook(source),
      sleep: async (ms) => one.world.clock.advance(ms),
      maxLooks: one.rows.length,
    })
    const [first, second] = [await tell(scanned, spec), await tell(listed, spec)]
    const isTold = (name: string) => name !== 'classes' || report.manifest.columns.includes('storageclass')
    const field = Object.keys(first).find((name) => isTold(name) && first[name] !== second[name])
    return field === undefined ? undefined : `${field}: ${first[field]} … ${second[field]}`
  } finally {
    connection.close()
    await emulator.close()
  }
}

/** Noncurrent versions lie under a delete marker. */
function seedRow({ world }: EngineWorld, row: InventoryRow): void {
  const { key, lastModified } = row
  if (!row.isDeleteMarker) {
    const status = ENCRYPTION_STATUSES.find((one) => one === row.encryptionStatus)
    const storageClass = row.storageClass === '' ? undefined : row.storageClass
    const versionId = row.versionId === '' ? 'null' : row.versionId
    seedObject(world, SOURCE, { key, size: row.size, status, storageClass, lastModified, versionId })
  }
  if (row.isDeleteMarker || !row.isLatest) seedDeleteMarker(world, SOURCE, { key, lastModified: row.lastModified ?? 0 })
}

async function tell(engine: Engine, spec: ScanSpec): Promise<Record<string, string>> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'listing-'))
  try {
    const findings = await engine({ spec, keepRows: { maxRows: 100_000 }, spoolFolder })
    return { ...describe(findings, spec), rows: JSON.stringify(await readRows(findings)) }
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
  }
}

/** Columnar reports do not tell the bytes of objects that need no look: those are not compared. */
function describe(findings: Findings, { include }: ScanSpec): Record<string, string> {
  const rules = { maxFindings: 0, emptyReportContradicted: false, include, allowsPartialInventory: false }
  const { verdict, reason = '' } = judgeBucket(findings, rules)
  const { current, excluded, excepted, findingsByStatus, findingsByStorageClass: byClass } = findings
  const render = (value: unknown) => JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one))
  const objects = (of: Readonly<Record<EncryptionStatus, { readonly objects: number }>>) =>
    ENCRYPTION_STATUSES.map((status) => of[status].objects)
  return {
    verdict: `${verdict} ${reason}`,
    current: render(objects(current)),
    excluded: render(excluded.objects),
    // Without any row, a report has no list of exceptions.
    excepted: render(excepted.filter((one) => one.objects > 0)),
    findings: render(findings.findings),
    findingsByStatus: render(findingsByStatus),
    classes: render([...byClass].filter(([name]) => name !== '' && name !== 'STANDARD').sort()),
    prefixes: render(findings.topPrefixes),
  }
}
