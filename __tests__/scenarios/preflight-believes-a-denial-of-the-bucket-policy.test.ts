import { afterEach, it } from '@jest/globals'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('does not call fine what the simulation allows and the bucket policy denies', async () => {
  const scenario = await openPreflight()
  const deny: IamStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject*',
    Resource: `arn:aws:s3:::${BUCKET}/*`,
  }
  getBucket(scenario.world, BUCKET).policy = { Statement: [deny] }
  expectStopped(scenario, await runWithPreflight(scenario), 'batch-role-permissions', 'the bucket policy denies it')
})
