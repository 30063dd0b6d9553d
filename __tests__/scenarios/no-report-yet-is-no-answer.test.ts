import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { advanceDays } from '../../emulator/inventory/schedule.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { allowDelivery, DESTINATION_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { encryptReports } from '../support/inventory.ts'
import { attach } from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, expectNoAnswer, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('waits for the first report, and says how long that takes', async () => {
  const scenario = await openScenario({ deliver: false })

  const run = await scenario.run()

  expectNoAnswer(
    run,
    'NEVER_DELIVERED',
    'No inventory report of bucket acme-data lies under s3://acme-inventory/inventory/acme-data/daily/',
    'The first report takes up to 48 hours',
  )
})

const forbid = (world: World): void => {
  getBucket(world, DESTINATION_BUCKET).policy = undefined
}

const DELIVERY_HINT =
  'check that the policy of bucket acme-inventory lets s3.amazonaws.com put objects there for acme-data (docs/iam/destination-bucket-policy.json of the action)'

/** Two days in which S3 delivers what it may. */
async function openAfterTwoDays(change: (world: World) => void): Promise<Scenario> {
  const scenario = await openScenario({ deliver: false })
  change(scenario.world)
  await advanceDays(scenario.world, 2)
  return scenario
}

it.each<[string, (world: World) => void]>([
  ['has no policy', forbid],
  [
    'has a policy for another bucket',
    (world) => {
      forbid(world)
      world.buckets.set('acme-dat', { ...getBucket(world, BUCKET), name: 'acme-dat', inventory: new Map() })
      allowDelivery(world, 'acme-dat', DESTINATION_BUCKET)
    },
  ],
])('names the policy of the destination bucket, which %s', async (_what, change) => {
  const scenario = await openAfterTwoDays(change)

  const run = await scenario.run()

  expectNoAnswer(run, 'NEVER_DELIVERED', DELIVERY_HINT)
  expect(getBucket(scenario.world, DESTINATION_BUCKET).objects.size).toBe(0)
})

it('has its report once the policy of the destination bucket is the documented one', async () => {
  const scenario = await openAfterTwoDays(forbid)
  allowDelivery(scenario.world, BUCKET, DESTINATION_BUCKET)
  await advanceDays(scenario.world, 1)

  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('names the policy of the key that reports are to be under', async () => {
  const scenario = await openAfterTwoDays((world) => encryptReports(world, seedKmsKey(world).arn))

  expectNoAnswer(await scenario.run(), 'NEVER_DELIVERED', 'docs/iam/report-key-policy.json')
})

it('has its report under a key with the documented statement', async () => {
  const scenario = await openAfterTwoDays(encryptReports)
  attach(scenario, 'scan', ['inventory-kms-policy.json'], {
    reportKmsKeyArn: [...scenario.world.kmsKeys.keys()][0] ?? '',
  })

  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('names both policies where deliveries have stopped', async () => {
  const scenario = await openScenario()
  forbid(scenario.world)
  scenario.world.clock.advance(3 * DAY_MS)
  const { refused } = await deliverInventory(scenario.world, BUCKET, 'daily')
  expect(refused).toContain('s3:PutObject')

  expectNoAnswer(
    await scenario.run(),
    'STALE',
    'docs/iam/destination-bucket-policy.json',
    'docs/iam/report-key-policy.json',
  )
})
