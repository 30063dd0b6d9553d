// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { allowed, BATCH_ROLE, ofS3, openBroad } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

it('a session of a run encrypts, and writes to its own places only', async () => {
  const scenario = await openBroad()

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  const own = [
    ['s3:PutObject', ofS3(`${BUCKET}/old/1`)],
    ['s3:PutObject', ofS3(`${WORK_BUCKET}/s3-encryption/x`)],
    ['s3:CreateJob', '*'],
  ] as const
  expect(allowed(scenario.world, own)).toEqual(own)
  const foreign = [
    ['s3:PutObject', ofS3(`${DESTINATION_BUCKET}/inventory/x`)],
    ['s3:PutObject', ofS3('another/x')],
    ['s3:PutObject', ofS3(`${WORK_BUCKET}/another/x`)],
    ['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)],
    ['s3:DeleteObject', ofS3(`${WORK_BUCKET}/s3-encryption/x`)],
    ['s3:BypassGovernanceRetention', ofS3(`${BUCKET}/old/1`)],
  ] as const
  expect(allowed(scenario.world, foreign)).toEqual([])
  const passed = { 'iam:passedtoservice': 'batchoperations.s3.amazonaws.com' }
  expect(allowed(scenario.world, [['iam:PassRole', BATCH_ROLE]], passed)).toHaveLength(1)
  expect(
    allowed(scenario.world, [['iam:PassRole', BATCH_ROLE]], { 'iam:passedtoservice': 'lambda.amazonaws.com' }),
  ).toEqual([])
  expect(allowed(scenario.world, [['iam:PassRole', 'arn:aws:iam::111122223333:role/admin']], passed)).toEqual([])
})
