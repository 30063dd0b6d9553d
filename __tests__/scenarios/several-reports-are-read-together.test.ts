import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import type { InventoryConfiguration, World } from '../../emulator/world.ts'
import { expectCopiedOnce, jobsOf, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  DAY_MS,
  expectNoAnswer,
  HOUR_MS,
  OLD,
  openScenario,
  type Scenario,
} from '../support/scenario.ts'

afterEach(closeScenarios)

type Configurations = Readonly<Record<string, Partial<InventoryConfiguration>>>

const inFormat = (format: InventoryConfiguration['destination']['format'], filterPrefix?: string) => ({
  filterPrefix,
  destination: { bucket: DESTINATION_BUCKET, prefix: 'inventory', format },
})

/** The bucket holds `new/*`, encrypted, and `old/1` and `old/2`, which are not; its configurations deliver an hour apart. */
async function openWith(configurations: Configurations): Promise<Scenario> {
  const seed = (world: World) => {
    seedFindings(world, ['old/1', 'old/2'])
    for (const key of ['new/1', 'new/2', 'new/3'])
      seedObject(world, BUCKET, { key, size: 100, status: 'SSE-S3', lastModified: OLD })
  }
  const scenario = await openScenario({ deliver: false, seed })
  const { inventory } = getBucket(scenario.world, BUCKET)
  const daily = inventory.get('daily')
  if (daily === undefined) throw new Error('no inventory configuration')
  inventory.clear()
  for (const [id, change] of Object.entries(configurations)) inventory.set(id, { ...daily, ...change, id })
  await deliverEach(scenario)
  return scenario
}

async function deliverEach({ world }: Scenario): Promise<void> {
  for (const id of getBucket(world, BUCKET).inventory.keys()) {
    world.clock.advance(HOUR_MS)
    await deliverInventory(world, BUCKET, id)
  }
}

const locate = (...ids: string[]) =>
  ids.map((id) => `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/${id}/`)

it('covers with two prefixes what include selects, in formats of their own', async () => {
  const scenario = await openWith({ a: inFormat('Parquet', 'new/'), b: inFormat('ORC', 'old/') })

  const run = await scenario.run({ buckets: locate('a', 'b').join('\n'), include: 'new/**\nold/**' })

  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    buckets: [{ source: { scope: 'prefix' }, reports: [{ format: 'Parquet' }, { format: 'ORC' }] }],
  })
  expect([run.outputs.get('findings'), run.outputs.get('objects-scanned')]).toEqual(['2', '5'])
})

it('is no answer where together they do not cover what is judged', async () => {
  const scenario = await openWith({ a: inFormat('CSV', 'new/'), b: inFormat('CSV', 'old/') })

  const run = await scenario.run({ 'inventory-id': 'a, b' })

  expect(run.outputs.get('reason')).toBe('PARTIAL_INVENTORY')
})

it('lets the newest row of a key count, and says what overlapped', async () => {
  const scenario = await openWith({ whole: inFormat('CSV') })
  const { world } = scenario
  seedObject(world, BUCKET, { key: 'old/1', body: 'rewritten', status: 'SSE-S3' })
  const { inventory } = getBucket(world, BUCKET)
  const whole = inventory.get('whole')
  if (whole !== undefined) inventory.set('part', { ...whole, ...inFormat('Parquet', 'old/'), id: 'part' })
  world.clock.advance(HOUR_MS)
  await deliverInventory(world, BUCKET, 'part')

  const run = await scenario.run({ 'inventory-id': 'whole,part' })

  expect([run.outputs.get('verdict'), run.outputs.get('findings')]).toEqual(['NON_COMPLIANT', '1'])
  expect(run.report).toMatchObject({ buckets: [{ scan: { overlaps: { overridden: 2, remaining: 0 } } }] })
  expect(run.summary).toContain('2 findings of older reports overridden by a newer row')
})

it('believes none of them if one is stale, or broken', async () => {
  const scenario = await openWith({ a: inFormat('CSV', 'new/'), b: inFormat('CSV', 'old/') })
  const inputs = { buckets: locate('a', 'b').join('\n'), include: 'new/**\nold/**' }
  scenario.world.clock.advance(3 * DAY_MS)
  await deliverInventory(scenario.world, BUCKET, 'b')

  expectNoAnswer(await scenario.run(inputs), 'STALE', 'a')

  await deliverInventory(scenario.world, BUCKET, 'a', { mutateFile: (bytes) => bytes.map((byte) => byte ^ 1) })
  expect((await scenario.run(inputs)).outputs.get('reason')).toBe('CHECKSUM_MISMATCH')
})

it('believes no empty report where there are objects, though others have rows', async () => {
  const scenario = await openWith({ a: inFormat('CSV', 'new/'), b: inFormat('CSV', 'old/') })
  await deliverInventory(scenario.world, BUCKET, 'a', { mutateRow: () => undefined })

  const run = await scenario.run({ buckets: locate('a', 'b').join('\n'), include: 'new/**\nold/**' })

  expectNoAnswer(run, 'INCOMPLETE_DELIVERY', 'configuration a has no row')
})

it('remediates once what they show, as approved from both', async () => {
  const scenario = await openWith({ a: inFormat('CSV', 'new/'), b: inFormat('CSV', 'old/') })
  const inputs = { ...scenario.remediation, buckets: locate('a', 'b').join('\n'), include: 'new/**\nold/**' }
  const plan = await scenario.run({ ...inputs, remediation: 'plan' })
  scenario.world.clock.advance(DAY_MS)
  await deliverEach(scenario)

  const run = await scenario.run({ ...inputs, 'approved-plan': plan.outputs.get('plan-id') ?? '' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  expectCopiedOnce(scenario.world, ['old/1', 'old/2'])
  expect(Object.values(statuses(scenario.world))).not.toContain('NOT-SSE')
  await scenario.run(inputs)
  expect(jobsOf(scenario.world)).toHaveLength(1)
})

it.each([
  ['the same location twice', { buckets: locate('a', 'a').join('\n') }, 'each location once'],
  [
    'a line without a location',
    { buckets: `${BUCKET}\n${locate('a')[0]}` },
    'each bucket once, or each time with another',
  ],
  ['the same configuration twice', { 'inventory-id': 'a,a' }, 'each id once'],
  [
    'S3 Select for several',
    { 'inventory-id': 'a,b', 'scan-engine': 's3-select' },
    'of which several reports are read together',
  ],
])('refuses %s', async (_, inputs, said) => {
  const scenario = await openWith({ a: inFormat('CSV') })

  expectNoAnswer(await scenario.run(inputs), 'INVALID_INPUT', said)
})
