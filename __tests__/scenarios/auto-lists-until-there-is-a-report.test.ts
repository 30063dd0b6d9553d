// The source `auto`: a newcomer gets a verdict in minutes, and nobody who has a report gets another answer than its.

import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios, countOf, DAY_MS, expectNoAnswer } from '../support/scenario.ts'
import { allowInventory, openToList } from '../support/scenes/listing.ts'

afterEach(closeScenarios)

it('lists a bucket to which no report was delivered, and says why', async () => {
  const scenario = await openToList()
  allowInventory(scenario)

  const run = await scenario.run({ source: 'auto' })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.report).toMatchObject({
    buckets: [{ source: { kind: 'list', why: expect.stringContaining('No inventory report') } }],
  })
  expect(run.stdout).toContain('The bucket is listed instead (source: auto)')
})

it('lists a bucket without an inventory configuration', async () => {
  const scenario = await openToList()
  allowInventory(scenario)
  scenario.world.buckets.get(BUCKET)?.inventory.clear()

  const run = await scenario.run({ source: 'auto' })

  expect(run.outputs.get('findings')).toBe('2')
  expect(run.stdout).toContain('has no inventory configuration. The bucket is listed instead')
})

it('waits for the report of a bucket that is too large to list', async () => {
  const scenario = await openToList()
  allowInventory(scenario)

  const run = await scenario.run({ source: 'auto', 'max-evidence-requests': '3' })

  expectNoAnswer(run, 'NEVER_DELIVERED', 'at the latest by 2026-11-22 06:00 UTC', 'too large to be listed instead')
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('reads the report once there is one, and lists nothing', async () => {
  const scenario = await openToList({ deliver: true })
  allowInventory(scenario)

  const run = await scenario.run({ source: 'auto' })

  expect(run.report).toMatchObject({ buckets: [{ source: { kind: 'inventory' } }] })
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('does not hide a stale report behind a listing', async () => {
  const scenario = await openToList({ deliver: true })
  allowInventory(scenario)
  scenario.world.clock.advance(4 * DAY_MS)

  expectNoAnswer(await scenario.run({ source: 'auto' }), 'STALE')
})
