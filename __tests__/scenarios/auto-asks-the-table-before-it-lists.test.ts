// The source `auto` where there is no report: the table of S3 Metadata, and a listing only if there is none.

import { afterEach, expect, it } from '@jest/globals'
import { seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { BUCKET, closeScenarios, countOf, DAY_MS, expectNoAnswer, takePermission } from '../support/scenario.ts'
import { allowInventory, openToList } from '../support/scenes/listing.ts'
import { allowMetadata, METADATA_INPUTS } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

const AUTO = { ...METADATA_INPUTS, source: 'auto' } as const
type Changes = Parameters<typeof seedMetadataTables>[2]

async function open(changes: Changes = {}, deliver = false) {
  const scenario = await openToList({ deliver })
  allowInventory(scenario)
  allowMetadata(scenario)
  seedMetadataTables(scenario.world, BUCKET, changes)
  return scenario
}

it('asks the table of a bucket to which no report was delivered, and says why', async () => {
  const scenario = await open()

  const run = await scenario.run(AUTO)

  expect(run.outputs.get('findings')).toBe('2')
  expect(run.report).toMatchObject({
    buckets: [{ source: { kind: 'metadata', why: expect.stringContaining('No inventory report') } }],
  })
  expect(run.stdout).toContain('The inventory table of S3 Metadata is asked instead (source: auto)')
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('reads the report once there is one, and looks for no table', async () => {
  const scenario = await open({}, true)

  const run = await scenario.run(AUTO)

  expect(run.report).toMatchObject({ buckets: [{ source: { kind: 'inventory' } }] })
  expect(countOf(run, 'GetBucketMetadataConfiguration')).toBe(0)
})

it.each<[string, Changes, string]>([
  ['disabled', { inventory: 'DISABLED' }, 'is DISABLED'],
  ['being backfilled', { backfillingMs: 2 * DAY_MS }, 'is BACKFILLING'],
  ['of a V1 configuration', { version: 'V1' }, 'has no inventory table'],
])('lists a bucket whose table is %s, and says so', async (_, changes, word) => {
  const scenario = await open(changes)

  const run = await scenario.run(AUTO)

  const why = expect.stringMatching(new RegExp(`No inventory report.*${word}.*The bucket is listed instead`))
  expect(run.report).toMatchObject({ buckets: [{ source: { kind: 'list', why } }] })
})

it('lists a bucket whose table the role may not look for, and names the permission', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, 'FindMetadataTable', 's3:GetBucketMetadataTableConfiguration')

  const run = await scenario.run(AUTO)

  expect(run.report).toMatchObject({ buckets: [{ source: { kind: 'list' } }] })
  expect(run.stdout).toContain('s3:GetBucketMetadataTableConfiguration')
})

it.each([
  ['no place for results', { 'athena-output': '' }],
  ['a pattern that queries are not made of', { include: '**/*/*/*/**' }],
])('lists a bucket without looking for a table where there is %s', async (_, inputs) => {
  const scenario = await open()

  const run = await scenario.run({ ...AUTO, ...inputs })

  expect(countOf(run, 'GetBucketMetadataConfiguration')).toBe(0)
  expect(countOf(run, 'StartQueryExecution')).toBe(0)
})

it.each<[string, Changes, 'STALE' | 'INCOMPLETE_DELIVERY']>([
  ['too old', { lagMs: 3 * DAY_MS, createdAt: 0 }, 'STALE'],
  ['failed', { failure: { code: 'ServerInternalError', message: 'An internal error' } }, 'INCOMPLETE_DELIVERY'],
])('lists nothing where the table is %s: what is wrong with it must be seen', async (_, changes, reason) => {
  const scenario = await open(changes)

  const run = await scenario.run(AUTO)

  expectNoAnswer(run, reason, 'inventory table')
  expect(countOf(run, 'HeadObject')).toBe(0)
})
