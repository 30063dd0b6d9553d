import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { openSix, SIX_KEYS } from '../support/scenes/ended-jobs.ts'

afterEach(closeScenarios)

it('tells a job whose job manifest the batch role cannot read, and starts afresh once it can', async () => {
  const scenario = await openSix()
  const { batch } = scenario.roles
  const { policies } = batch
  takePermission(scenario, batch.arn, 'ReadJobManifests', 's3:GetObject')

  const first = await scenario.run(scenario.remediation)

  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '0', failed: '0' })
  expect(first.summary).toContain('Reading the manifest is forbidden')
  batch.policies = policies
  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({ succeeded: '6', failed: '0' })
  expectCopiedOnce(scenario.world, SIX_KEYS)
})
