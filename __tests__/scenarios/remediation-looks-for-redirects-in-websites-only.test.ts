import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf, takePermission } from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it('looks at nothing for a plan of direct copies, which keep redirects', async () => {
  const scenario = await openWebsite(2, 1)
  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan', 'copy-engine': 'direct' })
  expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('looks at nothing where the bucket is no website', async () => {
  const scenario = await openWebsite(2, 0, false)
  const run = await scenario.run(scenario.remediation)
  // What the verification looks at, once each.
  expect(countOf(run, 'HeadObject')).toBe(2)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
})

it('says what it does not know without s3:GetBucketWebsite', async () => {
  const scenario = await openWebsite(2, 0, false)
  takePermission(scenario, scenario.roles.remediation.arn, 'ReadBucketSettings', 's3:GetBucketWebsite')
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('could not be read (s3:GetBucketWebsite is not allowed)')
})
