import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario, passNight } from '../support/scenario.ts'

afterEach(closeScenarios)

it('names a suspended job of an overtaken plan, how to cancel it, and when S3 fails it', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  const [job] = jobsOf(world)
  await passNight(scenario)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 1 })
  const command = `aws s3control update-job-status --region eu-west-1 --account-id ${world.account} --job-id ${job?.id} --requested-job-status Cancelled`
  expect(run.stdout).toContain(command)
  expect(run.stdout).toContain('S3 fails it on 2026-12-20')
  expect(countOperations(world)).toMatchObject({ CreateJob: 1 })
})
