import { afterEach, expect, it } from '@jest/globals'
import { CANCEL, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('is for trusted events only', async () => {
  const scenario = await openScenario()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })

  const run = await scenario.run(CANCEL, { event: { name: 'pull_request', payload: {} } })

  expect(run.exitCode).toBe(1)
  expect(run.summary).toContain('REMEDIATION_REFUSED')
  expect(onlyJob(scenario.world).status).toBe('Suspended')
})

it('says so where there is nothing to cancel', async () => {
  const scenario = await openScenario()
  const run = await scenario.run(CANCEL)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'NONE', jobs: 0 })
  expect(run.stdout).toContain('no job of this action that has not ended')
})
