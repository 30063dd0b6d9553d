import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import type { World } from '../../emulator/world.ts'
import {
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
  workObjects,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const seed = (change: (bucket: ReturnType<typeof getBucket>) => void) => (world: World) => {
  change(getBucket(world, BUCKET))
  seedFindings(world, oldKeys(3))
}
const unversioned = seed((bucket) => {
  bucket.versioning = 'Unversioned'
})

describe('a remediation is refused, and nothing is written,', () => {
  it.each([
    ['by jobs in a bucket without versioning', unversioned, { 'copy-engine': 'batch' }, 'allow-unversioned'],
    ['of too many for direct copies', unversioned, { 'max-direct-objects': '2' }, 'allow-unversioned'],
    [
      'of more direct copies than allowed',
      seed(() => {}),
      { 'copy-engine': 'direct', 'max-direct-objects': '2' },
      'at least 3',
    ],
    ['of more objects than max-objects', seed(() => {}), { 'max-objects': '2' }, 'set max-objects to at least 3'],
    ['that costs more than max-cost', seed(() => {}), { 'max-cost': '0.24' }, 'set max-cost to at least 0.25'],
  ])('%s', async (_name, seeding, inputs, words) => {
    const scenario = await openScenario({ seed: seeding })

    const result = await scenario.run({ ...scenario.remediation, ...inputs, 'on-findings': 'warn' })

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
    expect(result.annotated).toContain(words)
    expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
    expect(Object.values(statuses(scenario.world))).toEqual(['NOT-SSE', 'NOT-SSE', 'NOT-SSE'])
  })
})

it.each([
  ['an unversioned bucket when allow-unversioned says so', unversioned, { 'allow-unversioned': 'true' }],
  ['exactly max-objects objects', seed(() => {}), { 'max-objects': '3' }],
  ['what costs exactly max-cost', seed(() => {}), { 'max-cost': '0.25' }],
])('does %s', async (_name, seeding, inputs) => {
  const scenario = await openScenario({ seed: seeding })

  const result = await scenario.run({ ...scenario.remediation, ...inputs })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
  expectCopiedOnce(scenario.world, oldKeys(3))
})
