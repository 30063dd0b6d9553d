// Objects under keys that the owner does not have are told when they jump, change neither verdict nor objects, and what a
// source does not show is said to be unknown.

import { createHash } from 'node:crypto'
import { afterEach, expect, it } from '@jest/globals'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, DAY_MS, expectNoAnswer, openScenario, type Scenario } from '../support/scenario.ts'
import { addFindings, compareIn, takeBaseline } from '../support/scenes/baseline.ts'
import { openToList } from '../support/scenes/listing.ts'

afterEach(closeScenarios)

const customerKeyMd5 = createHash('md5').update('k').digest('base64')

/** An attacker encrypts objects in place, under a key of their own. */
function attack({ world }: Scenario, count: number): void {
  for (let index = 0; index < count; index++)
    seedObject(world, BUCKET, { key: `taken/${index}`, size: 9, status: 'SSE-C', customerKeyMd5 })
}

it('tells the first objects under SSE-C, by an inventory', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  attack(scenario, 3)
  await addFindings(scenario, [])

  const run = await compareIn(scenario, folder, { inputs: { signals: 'foreign-key, sse-c' } })

  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('new-findings')]).toEqual([0, 'NON_COMPLIANT', '0'])
  expect(run.outputs.get('signals')).toBe('["sse-c"]')
  const words = 'acme-data: 3 objects under keys that come with each request (SSE-C), 0 in the baseline.'
  const [warning] = run.annotations.filter(({ properties }) => properties.get('title') === 'Signal: sse-c')
  expect([warning?.level, warning?.message.split('\n')[0]]).toEqual(['warning', words])
  expect(run.summary).toContain('### Signals')
  expect(run.maskedLog).toContain(`Signal: ${words}`)
  expect(run.report).toMatchObject({
    baseline: {
      signals: [
        { bucket: BUCKET, signal: 'sse-c', before: 0, now: 3, isJump: true },
        { bucket: BUCKET, signal: 'foreign-key', before: 0, now: 0, isJump: false },
      ],
    },
  })
})

it('tells nothing where nothing jumps', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)

  const run = await compareIn(scenario, folder, { inputs: { signals: 'sse-c' } })

  expect(run.outputs.get('signals')).toBe('[]')
  expect(run.summary).toContain('No jump since the baseline.')
  expect(run.annotated).not.toContain('Signal')
})

it('says that an inventory does not show whose KMS keys are used', async () => {
  const seed = ({ world }: Scenario) => {
    const { arn: kmsKeyArn } = seedKmsKey(world, { account: '999988887777' })
    seedObject(world, BUCKET, { key: 'k', size: 9, status: 'SSE-KMS', kmsKeyArn })
  }
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  seed(scenario)
  await addFindings(scenario, [])

  const run = await compareIn(scenario, folder, { inputs: { signals: 'foreign-key' } })

  expect(run.outputs.get('signals')).toBe('[]')
  expect(run.summary).toContain('are unknown, because the source does not show their keys')
  expect(run.report).toMatchObject({ baseline: { signals: [{ before: 0, now: null, isJump: false }] } })
})

it('tells objects under keys of other accounts, by a listing, which keeps every finding, too', async () => {
  const scenario = await openToList({
    seed: (world) => seedObject(world, BUCKET, { key: 'open', size: 9, status: 'NOT-SSE', lastModified: 0 }),
  })
  const folder = await takeBaseline(scenario, { source: 'list' })
  const { world } = scenario
  const own = seedKmsKey(world)
  const theirs = seedKmsKey(world, { account: '999988887777' })
  seedObject(world, BUCKET, { key: 'a', size: 9, status: 'SSE-KMS', kmsKeyArn: own.arn })
  seedObject(world, BUCKET, { key: 'b', size: 9, status: 'SSE-KMS', kmsKeyArn: theirs.arn })
  world.clock.advance(DAY_MS)

  const run = await compareIn(scenario, folder, { inputs: { signals: 'foreign-key', source: 'list' } })

  expect(run.outputs.get('signals')).toBe('["foreign-key"]')
  expect(run.outputs.get('unchanged-findings')).toBe('1')
  expect(run.report).toMatchObject({ baseline: { signals: [{ before: 0, now: 1, isJump: true }] } })
})

it.each([
  [{ signals: 'sse-d', baseline: 'b.csv' }, 'the nearest is `sse-c`'],
  [{ signals: 'sse-c' }, 'only with `baseline`'],
])('refuses %j before anything is called', async (inputs, why) => {
  const scenario = await openScenario()
  const run = await scenario.run(inputs)
  expectNoAnswer(run, 'INVALID_INPUT', 'signals is ', why)
  expect(run.requests).toEqual([])
})
