import { afterEach, it } from '@jest/globals'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { allowBatchRole, expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the batch role is wrong where it is refused by its own explicit deny, whatever a bucket allows', async () => {
  const scenario = await openPreflight()
  const deny: IamStatement = { Effect: 'Deny', Action: 's3:PutObject', Resource: `arn:aws:s3:::${BUCKET}/*` }
  scenario.roles.batch.policies = [...scenario.roles.batch.policies, { Statement: [deny] }]
  getBucket(scenario.world, BUCKET).policy = { Statement: [allowBatchRole('s3:PutObject')] }
  expectStopped(scenario, await runWithPreflight(scenario), 'batch-role-permissions', 'a policy of the role denies it')
})
