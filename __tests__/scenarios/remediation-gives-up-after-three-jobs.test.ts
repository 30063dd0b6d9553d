import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { openSix } from '../support/scenes/ended-jobs.ts'

afterEach(closeScenarios)

it('gives up after three jobs that cannot do it, and says why', async () => {
  const scenario = await openSix()
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObject')
  for (let attempt = 1; attempt <= 3; attempt += 1) await scenario.run(scenario.remediation)

  const fourth = await scenario.run(scenario.remediation)

  expect(remediationOutputs(fourth)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(fourth.annotated).toContain('3 jobs for this inventory report have ended and 6 objects still fail')
  expect(jobsOf(scenario.world)).toHaveLength(3)
})
