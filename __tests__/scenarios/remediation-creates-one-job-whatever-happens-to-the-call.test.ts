import { afterEach, expect, it } from '@jest/globals'
import type { Fault } from '../../emulator/traffic.ts'
import { batchSettings, expectCopiedOnce, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario, requestsOf } from '../support/scenario.ts'

afterEach(closeScenarios)

const slowDown = { kind: 'error', status: 503, code: 'SlowDown' } as const
const broken = { kind: 'error', status: 500, code: 'InternalError' } as const

it.each<[string, Omit<Fault, 'match'>, number]>([
  ['is asked to slow down', { phase: 'before', effect: slowDown, times: 2 }, 3],
  ['loses its answer', { phase: 'after', effect: { kind: 'reset' }, times: 1 }, 2],
  ['loses its answer time and again', { phase: 'after', effect: { kind: 'reset' }, times: 4 }, 5],
  ['is answered 500 though the job is there', { phase: 'after', effect: broken, times: 2 }, 3],
])('creates exactly one job when CreateJob %s', async (_name, fault, calls) => {
  const scenario = await openScenario()
  const { world } = scenario
  world.faults.push({ ...fault, match: { operation: 'CreateJob' } })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(requestsOf(result, 'CreateJob')).toHaveLength(calls)
  expect(onlyJob(world).status).toBe('Complete')
  expectCopiedOnce(world, ['old/1', 'old/2'])
})

it.each(['model', 'guide'] as const)(
  'waits for a job that S3 does not find at first (%s names)',
  async (errorNames) => {
    const scenario = await openScenario()
    Object.assign(batchSettings(scenario.world), { callsBeforeVisible: 3, errorNames })

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  },
)

it('keeps waiting while DescribeJob is throttled and broken', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  for (const effect of [slowDown, broken, { kind: 'reset' } as const])
    world.faults.push({ match: { operation: 'DescribeJob' }, phase: 'before', effect, times: 2 })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
})
