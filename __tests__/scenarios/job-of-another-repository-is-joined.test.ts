import { afterEach, expect, it } from '@jest/globals'
import { batchSettings, expectCopiedOnce, jobsOf, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('joins the job of another repository, whose request is the same', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  batchSettings(world).pacing.newPolls = 2
  const other = { GITHUB_REPOSITORY: 'octo-org/other', GITHUB_RUN_ID: '99' }

  const [one, two] = await Promise.all([
    scenario.run(scenario.remediation),
    scenario.run(scenario.remediation, { env: other }),
  ])

  expect(remediationOutputs(one)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(remediationOutputs(two)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(jobsOf(world)).toHaveLength(1)
  expect(Object.fromEntries(onlyJob(world).tags)).toEqual({
    's3-encryption-compliance': 'remediation',
    's3-encryption-compliance-bucket': BUCKET,
    's3-encryption-compliance-plan': expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
