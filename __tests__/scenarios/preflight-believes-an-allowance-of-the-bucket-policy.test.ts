import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, takePermission } from '../support/scenario.ts'
import {
  ALL_FINE,
  allowBatchRole,
  BATCH_ROLE,
  openPreflight,
  runWithPreflight,
  statusesOf,
} from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('takes what no policy of the role allows for fine where the bucket policy names the role', async () => {
  const scenario = await openPreflight()
  takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectTagging')
  getBucket(scenario.world, BUCKET).policy = { Statement: [allowBatchRole('s3:PutObjectTagging')] }

  const result = await runWithPreflight(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual(ALL_FINE)
})
