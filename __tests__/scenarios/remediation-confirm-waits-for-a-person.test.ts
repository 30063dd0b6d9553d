import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, onlyJob, remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('creates the job suspended, and a later run confirms and completes the same one', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const confirm = { ...scenario.remediation, remediation: 'confirm' }

  const first = await scenario.run(confirm)

  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(onlyJob(world)).toMatchObject({ status: 'Suspended', request: { confirmationRequired: true } })
  expect(statuses(world)).toMatchObject({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })

  const again = await scenario.run(confirm)

  expect(remediationOutputs(again)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(onlyJob(world).status).toBe('Suspended')

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(run.outputs.get('job-ids')).toBe(first.outputs.get('job-ids'))
  expect(countOperations(world)).toMatchObject({ CreateJob: 1, UpdateJobStatus: 1, PutObject: 1 })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
