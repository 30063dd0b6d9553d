// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { stsSettings } from '../../emulator/sts/session-policy.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOperations, expectNoAnswer } from '../support/scenario.ts'
import { allowed, ofS3, openBroad } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

it('a session policy that STS packs to more than it takes is followed by a shorter one, which renewals keep to', async () => {
  const scenario = await openBroad()
  stsSettings(scenario.world).packedSizeOf = (text) => (text.includes('arn:') ? 101 : 60)
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('restricted to what this run needs, by action (')
  expect(allowed(scenario.world, [['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)]])).toEqual([])
})

it('a session policy that STS packs to more than it takes is refused by name where even the shortest is too large, and S3 is never asked', async () => {
  const scenario = await openBroad()
  stsSettings(scenario.world).packedSizeOf = () => 101
  expectNoAnswer(await scenario.run(), 'NO_CREDENTIALS', 'PackedPolicyTooLarge', 'narrow-session: false')
  expect(countOperations(scenario.world, ['s3', 's3-control'])).toEqual({})
})
