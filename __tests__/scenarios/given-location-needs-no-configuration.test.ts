import { afterEach, expect, it } from '@jest/globals'
import type { InventoryConfiguration } from '../../emulator/world.ts'
import {
  BUCKET,
  closeScenarios,
  countOperations,
  expectNoAnswer,
  openScenario,
  type Scenario,
  takePermission,
} from '../support/scenario.ts'

afterEach(closeScenarios)

const BUCKETS = { buckets: `${BUCKET} = s3://acme-inventory/inventory/${BUCKET}/daily/` }
const ALLOWED = { ...BUCKETS, 'allow-partial-inventory': 'true' }

const refuse = (scenario: Scenario) =>
  takePermission(scenario, scenario.roles.scan.arn, 'ReadInventoryConfigurations', 's3:GetInventoryConfiguration')

function changeConfiguration({ world }: Scenario, change: Partial<InventoryConfiguration> | undefined): void {
  const inventory = world.buckets.get(BUCKET)?.inventory
  const daily = inventory?.get('daily')
  if (change === undefined) inventory?.delete('daily')
  else if (daily) inventory?.set('daily', { ...daily, ...change })
}

it('reads the reports at a given location, and only the one configuration its path names', async () => {
  const scenario = await openScenario()

  const run = await scenario.run(BUCKETS)

  expect([run.outputs.get('verdict'), run.outputs.get('scope')]).toEqual(['NON_COMPLIANT', 'whole'])
  expect(run.report).toMatchObject({ buckets: [{ report: { frequency: 'Daily', coverage: { kind: 'whole' } } }] })
  expect(countOperations(scenario.world, ['s3'])).toEqual({
    HeadBucket: 2,
    // Refused, and the posture is not shown.
    GetPublicAccessBlock: 1,
    GetBucketInventoryConfiguration: 1,
    ListObjectsV2: 1,
    GetObject: 3,
  })
})

it('does not know what the reports list where the configuration may not be read', async () => {
  const scenario = await openScenario()
  refuse(scenario)

  const run = await scenario.run(BUCKETS)
  expectUnknown(run)
  expect(run.annotated).toContain(
    'the role is not allowed to read the inventory configuration "daily" of bucket acme-data',
  )
  expect(run.annotated).toContain('Allow s3:GetInventoryConfiguration on bucket acme-data')

  const allowed = await scenario.run(ALLOWED)
  expect([allowed.outputs.get('verdict'), allowed.outputs.get('scope')]).toEqual(['NON_COMPLIANT', 'unknown'])
  expect(allowed.summary).toContain('the report of `acme-data` (whether it lists the whole bucket is not known)')
})

it.each<[string, Partial<InventoryConfiguration> | undefined, string]>([
  ['is gone', undefined, 'there is no inventory configuration "daily" of bucket acme-data'],
  [
    'delivers elsewhere',
    { destination: { bucket: 'acme-inventory', accountId: undefined, prefix: 'elsewhere', format: 'CSV' } },
    'delivers to s3://acme-inventory/elsewhere/acme-data/daily/',
  ],
])('nor where the configuration %s', async (_name, change, words) => {
  const scenario = await openScenario()
  changeConfiguration(scenario, change)

  const run = await scenario.run(BUCKETS)
  expectUnknown(run)
  expect(run.annotated).toContain(words)

  expect((await scenario.run(ALLOWED)).outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('has no answer while S3 has none about the configuration', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push({
    match: { operation: 'GetBucketInventoryConfiguration' },
    phase: 'before',
    effect: { kind: 'error', status: 503, code: 'SlowDown' },
    times: 20,
  })

  expectNoAnswer(await scenario.run(ALLOWED), 'SERVICE_UNAVAILABLE', 's3:GetInventoryConfiguration')
})

/** Findings are told all the same, so this is no `expectNoAnswer`. */
function expectUnknown(run: Awaited<ReturnType<Scenario['run']>>): void {
  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('reason'), run.outputs.get('scope')]).toEqual([
    1,
    'INSUFFICIENT_DATA',
    'PARTIAL_INVENTORY',
    'unknown',
  ])
  expect(run.outputs.get('findings')).toBe('2')
  expect(run.annotated).toContain('Whether the report lists the whole bucket is not known')
}
