import { afterEach, expect, it } from '@jest/globals'
import { readHistory } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { jobsOf, oldKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

function move(world: World, name: string, region: string): void {
  const bucket = world.buckets.get(name)
  if (bucket) world.buckets.set(name, { ...bucket, region })
}

it.each([
  ['run', {}],
  ['confirm', {}],
  ['run', { 'copy-engine': 'direct' }],
])('%s with a work location in another Region is refused before anything is written', async (remediation, inputs) => {
  const scenario = await openScenario({
    // By a true clock: the SDK repeats every refusal whose Date is minutes away from its own.
    start: Date.now() - DAY_MS / 4,
    copiesDirectly: true,
    seed: (world) => seedFindings(world, oldKeys(3)),
  })
  move(scenario.world, WORK_BUCKET, 'us-east-1')
  const before = readHistory(scenario.world).length

  const result = await scenario.run({ ...scenario.remediation, ...inputs, remediation })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, jobs: 0 })
  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const told = result.annotated + result.summary
  for (const word of ['work-location', WORK_BUCKET, 'us-east-1', 'eu-west-1']) expect(told).toContain(word)
  expect(readHistory(scenario.world)).toHaveLength(before)
  expect([jobsOf(scenario.world), new Set(Object.values(statuses(scenario.world)))]).toEqual([[], new Set(['NOT-SSE'])])
})

it('goes on where source and work location lie in another Region than aws-region', async () => {
  const scenario = await openScenario({
    start: Date.now() - DAY_MS / 4,
    seed: (world) => seedFindings(world, oldKeys(3)),
  })
  for (const name of [BUCKET, WORK_BUCKET]) move(scenario.world, name, 'us-east-1')

  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({
    exitCode: 0,
    status: 'COMPLETE',
  })
})
