import { afterEach, expect, it } from '@jest/globals'
import { batchSettings, expectCopiedOnce, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['nobody waits', { wait: 'false' }, 'New'],
  ['the wait is over', { 'wait-timeout': '10m', 'poll-interval': '30s' }, 'Active'],
])('leaves the job running when %s, and the next run waits for the same one', async (_name, inputs, status) => {
  const scenario = await openScenario()
  const { world } = scenario
  Object.assign(batchSettings(world).pacing, { activePolls: 30, tasksPerPoll: 0 })

  const first = await scenario.run({ ...scenario.remediation, ...inputs })

  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1 })
  expect(onlyJob(world).status).toBe(status)

  batchSettings(world).pacing.tasksPerPoll = 1
  const next = await scenario.run(scenario.remediation)

  expect(remediationOutputs(next)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(next.outputs.get('job-ids')).toBe(first.outputs.get('job-ids'))
  expect(countOperations(world)).toMatchObject({ CreateJob: 1, PutObject: 1 })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})

it('succeeds with a pending job where findings only warn', async () => {
  const scenario = await openScenario()

  const result = await scenario.run({ ...scenario.remediation, wait: 'false', 'on-findings': 'warn' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'PENDING' })
  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('starts nothing again after the job of this very report has finished', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const first = await scenario.run(scenario.remediation)

  const again = await scenario.run(scenario.remediation)

  expect(remediationOutputs(again)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2', failed: '0' })
  expect(again.outputs.get('job-ids')).toBe(first.outputs.get('job-ids'))
  expect(countOperations(world)).toMatchObject({ CreateJob: 1, PutObject: 1 })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
