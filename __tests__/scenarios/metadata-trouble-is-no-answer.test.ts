import { afterEach, describe, expect, it } from '@jest/globals'
import type { QueryScript } from '../../emulator/athena/query.ts'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { createWorkGroup } from '../../emulator/athena/work-group.ts'
import type { InventoryTableRow, MetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET, closeScenarios, countOf, expectNoAnswer, expectWrongInputs, OLD } from '../support/scenario.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

const HOUR_MS = 3_600_000

/** A bucket that would be COMPLIANT. */
const openCompliant = (changes: Partial<MetadataTables> = {}) =>
  openWithTable(
    { seed: (world) => seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD }) },
    changes,
  )
type Reason = Parameters<typeof expectNoAnswer>[1]
type Compliant = Awaited<ReturnType<typeof openCompliant>>

const run = (scenario: Compliant, inputs: Readonly<Record<string, string>> = {}) =>
  scenario.run({ ...METADATA_INPUTS, ...inputs })

describe('a table that cannot answer', () => {
  const error = { code: 'JournalTableNotAvailable', message: 'The journal table has a FAILED status.' }
  it.each<[string, Partial<MetadataTables>, Reason, ...string[]]>([
    [
      'is disabled',
      { inventory: 'DISABLED' },
      'NO_INVENTORY_CONFIGURATION',
      'DISABLED',
      'CreateBucketMetadataConfiguration',
    ],
    ['is of no V1 configuration', { version: 'V1' }, 'NO_INVENTORY_CONFIGURATION', '(V1)', 'create it again'],
    ['failed', { failure: error }, 'INCOMPLETE_DELIVERY', 'FAILED', error.code, error.message],
    ['is being created', { creatingMs: 48 * HOUR_MS }, 'NEVER_DELIVERED', 'CREATING', 'Run it again'],
    ['is being backfilled', { backfillingMs: 48 * HOUR_MS }, 'NEVER_DELIVERED', 'BACKFILLING', 'lacks objects'],
  ])('%s', async (_, changes, reason, ...words) => {
    const scenario = await openCompliant(changes)

    const done = await run(scenario)

    expectNoAnswer(done, reason, ...words)
    expect(countOf(done, 'StartQueryExecution')).toBe(0)
  })

  it('is not there', async () => {
    const scenario = await openCompliant()
    scenario.world.services.delete('s3-metadata')

    expectNoAnswer(await run(scenario), 'NO_INVENTORY_CONFIGURATION', 'has no S3 Metadata configuration')
  })

  it('is older than max-inventory-age allows', async () => {
    const scenario = await openCompliant({ lagMs: 3 * HOUR_MS })
    scenario.world.clock.advance(10 * HOUR_MS)

    expectNoAnswer(await run(scenario, { 'max-inventory-age': '3h' }), 'STALE', 'max-inventory-age')
    expect((await run(scenario, { 'max-inventory-age': '4h' })).outputs.get('verdict')).toBe('COMPLIANT')
  })

  it('is empty, and the bucket is not', async () => {
    const scenario = await openCompliant({ change: () => [] })

    expectNoAnswer(await run(scenario), 'INCOMPLETE_DELIVERY', 'has no row')
  })

  it('is in a catalog that the account does not have, or did not grant', async () => {
    const scenario = await openCompliant()
    const { settings } = athenaState(scenario.world)
    settings.lakeFormationGrants = false
    expectNoAnswer(await run(scenario), 'ACCESS_DENIED', 'Required Select on', 'Lake Formation')
    settings.analyticsIntegration = false
    expectNoAnswer(await run(scenario), 'ACCESS_DENIED', 'CATALOG_NOT_FOUND', 'integration')
  })
})

describe('a row that is not understood', () => {
  const changed = (change: Partial<InventoryTableRow>) => (rows: InventoryTableRow[]) =>
    rows.map((row) => ({ ...row, ...change }))
  it.each<[string, MetadataTables['change'], Reason]>([
    ['of another bucket', changed({ bucket: 'other' }), 'WRONG_BUCKET'],
    ['without a bucket', changed({ bucket: null }), 'WRONG_BUCKET'],
    ['without a key', changed({ key: null }), 'UNREADABLE'],
    ['with a key that may be damaged', changed({ key: 'a\uFFFD' }), 'UNREADABLE'],
    ['without a sequence number', changed({ sequence_number: null }), 'UNREADABLE'],
    ['twice', (rows) => [...rows, ...rows], 'UNREADABLE'],
    ['without a size', changed({ size: null }), 'UNREADABLE'],
    ['with an unknown status', changed({ encryption_status: 'SSE-NEW' }), 'UNKNOWN_STATUS'],
    ['with an empty status', changed({ encryption_status: '' }), 'UNKNOWN_STATUS'],
  ])('%s', async (_, change, reason) => {
    expectNoAnswer(await run(await openCompliant({ change })), reason)
  })

  it('of a version whose place in time is not certain is asked of the object itself', async () => {
    const scenario = await openCompliant()
    seedObject(scenario.world, BUCKET, { key: 'a', size: 1, status: 'NOT-SSE' })
    // The older, encrypted version has the larger sequence number.
    scenario.tables.change = (rows) =>
      rows.map((row) => (row.encryption_status === null ? { ...row, sequence_number: '0' } : row))

    expectNoAnswer(await run(scenario), 'EVIDENCE_MISSING', 'shows no encryption')
  })
})

describe('a query', () => {
  const failure = (retryable: boolean, message: string): QueryScript => ({
    end: { state: 'FAILED', error: { category: 1, retryable, message } },
  })
  const script = (world: World, ...scripts: readonly QueryScript[]) => {
    for (const one of scripts) scriptQuery(world, one)
  }
  const results = ({ world }: Compliant) =>
    [...getBucket(world, WORK_BUCKET).objects.keys()].filter((key) => key.includes('/results/'))

  it('that fails, or is cancelled, is no answer, and leaves no result behind', async () => {
    const scenario = await openCompliant()
    script(scenario.world, {}, failure(false, 'GENERIC_INTERNAL_ERROR: no luck'))
    expectNoAnswer(await run(scenario), 'SERVICE_UNAVAILABLE', 'no luck')
    script(scenario.world, {}, { end: { state: 'CANCELLED' } })
    expectNoAnswer(await run(scenario), 'QUERY_FAILED', 'was cancelled')
    script(scenario.world, failure(true, 'passing'), {}, failure(true, 'passing'))
    expect((await run(scenario)).outputs.get('verdict')).toBe('COMPLIANT')
    expect(results(scenario)).toEqual([])
    await run(scenario, { 'keep-athena-objects': 'true' })
    expect(results(scenario)).toHaveLength(4)
  })

  it('in another engine, over the limit of its workgroup, or of the run, is no answer', async () => {
    const scenario = await openCompliant()
    const { workGroups } = athenaState(scenario.world)
    workGroups.set('primary', createWorkGroup({ name: 'primary', effectiveEngine: 'Athena engine version 2' }))
    expectNoAnswer(await run(scenario), 'QUERY_FAILED', 'engine version 3')
    workGroups.set('primary', createWorkGroup({ name: 'primary', bytesScannedCutoff: 1 }))
    expectNoAnswer(await run(scenario), 'QUERY_FAILED', 'limit')
  })

  it('needs a place for its results, or a workgroup that keeps them', async () => {
    const scenario = await openCompliant()
    expectNoAnswer(await run(scenario, { 'athena-output': '' }), 'INVALID_INPUT', 'no place for results')
    const { workGroups } = athenaState(scenario.world)
    workGroups.set('primary', createWorkGroup({ name: 'primary', managedResults: true }))
    const managed = await run(scenario, { 'athena-output': '' })
    expect(managed.outputs.get('verdict')).toBe('COMPLIANT')
  })
})

it.each([
  [{ 'scan-engine': 'stream' }, 'scan-engine'],
  [{ 'inventory-id': 'daily' }, 'source'],
  [{ 'athena-database': 'reports' }, 'athena-database'],
  [{ mode: 'setup' }, 'source'],
  [{ include: 'a*b*c*d*' }, 'pattern'],
])('is refused together with %j', async (inputs, named) => {
  const scenario = await openCompliant()
  expectWrongInputs(await run(scenario, inputs), named)
})
