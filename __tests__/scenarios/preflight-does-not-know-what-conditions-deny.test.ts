import { afterEach, it } from '@jest/globals'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { expectUnknown, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('does not know what a bucket policy denies under conditions nobody can foresee', async () => {
  const scenario = await openPreflight()
  const deny: IamStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${BUCKET}/*`,
    Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  }
  getBucket(scenario.world, BUCKET).policy = { Statement: [deny] }
  expectUnknown(
    await runWithPreflight(scenario),
    'batch-role-permissions',
    'the bucket policy denies it under conditions',
  )
})
