import { afterEach, expect, it } from '@jest/globals'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, takePermission } from '../support/scenario.ts'
import { FORBIDDEN } from '../support/scenes/ended-jobs.ts'

afterEach(closeScenarios)

it('tells a job that S3 ended because more than half of its tasks failed', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1100), { size: 1 }) })
  // The five objects that are copied first come through.
  scriptJob(scenario.world, {})
  scriptJob(scenario.world, { failTask: () => FORBIDDEN })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '5', failed: '1000' })
  expect(result.summary).toContain('FailureThresholdExceeded')
})

it('fails five tasks and not a thousand where the batch role lacks a permission', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1100), { size: 1 }) })
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObject')

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '0', failed: '5' })
  expect(result.annotated).toContain('The canary failed: 5 of its tasks failed')
})
