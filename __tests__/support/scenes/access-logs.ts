// Knows the scene of a bucket that takes access logs.

import { getBucket } from '../../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import type { Bucket, World } from '../../../emulator/world.ts'
import { allowTargetKey, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, OLD, openScenario, type Scenario } from '../scenario.ts'

export const grantByPolicy = (bucket: Bucket) => {
  bucket.policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${BUCKET}/*`,
      },
    ],
  }
}

export const grantByAcl = (bucket: Bucket) => {
  bucket.ownership = 'BucketOwnerPreferred'
  bucket.grants = ['WRITE', 'READ_ACP'].map((permission) => ({
    grantee: 'http://acs.amazonaws.com/groups/s3/LogDelivery',
    permission,
  }))
}

export async function openLogTarget(prepare: (bucket: Bucket, world: World) => void) {
  const scenario = await openScenario({
    seed: (world) => {
      prepare(getBucket(world, BUCKET), world)
      seedFindings(world, oldKeys(2))
      seedObject(world, BUCKET, { key: 'new', size: 100, status: 'SSE-S3', lastModified: OLD })
    },
  })
  const { arn } = seedKmsKey(scenario.world)
  allowTargetKey(scenario, arn)
  const { batch } = scenario.roles
  const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource: arn }] }]
  return { scenario, inputs: kmsInputs(scenario, arn) }
}

const kmsInputs = ({ remediation }: Scenario, arn: string) => ({
  ...remediation,
  'target-encryption': 'SSE-KMS',
  'kms-key-arn': arn,
})
