// The three writes of a setup. S3 knows no condition for any of them: what another program writes between the read and
// the write is replaced, which is why each is read back and compared.

import {
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  type LifecycleRule as SdkRule,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'
import type { Lifecycle } from '../doctor/lifecycle.ts'
import type { describeNewConfiguration } from '../inventory/new-configuration.ts'
import { asking } from './asking.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'

const named = ({ bucket, owner }: BucketHandle) => ({ Bucket: bucket, ExpectedBucketOwner: owner })

/** Creates the configuration; one of the same id is replaced. @throws ActionError */
export async function putInventoryConfiguration(
  handle: BucketHandle,
  configuration: ReturnType<typeof describeNewConfiguration>,
): Promise<void> {
  const attempt = needing('CreateInventoryConfigurations', 's3:PutInventoryConfiguration', bucketArn(handle))
  const InventoryConfiguration = configuration as never
  await asking(attempt, () =>
    handle.client.send(
      new PutBucketInventoryConfigurationCommand({ ...named(handle), Id: configuration.Id, InventoryConfiguration }),
    ),
  )
}

/** Replaces the policy. @throws ActionError */
export async function putBucketPolicy(handle: BucketHandle, policy: object): Promise<void> {
  const attempt = needing('LetS3DeliverReports', 's3:PutBucketPolicy', bucketArn(handle))
  await asking(attempt, () =>
    handle.client.send(new PutBucketPolicyCommand({ ...named(handle), Policy: JSON.stringify(policy) })),
  )
}

/** Replaces all rules, with the minimum size that was read: without it, S3 would set its default again. */
export async function putLifecycle(handle: BucketHandle, lifecycle: Lifecycle): Promise<void> {
  const attempt = needing('EndUnfinishedUploads', 's3:PutLifecycleConfiguration', bucketArn(handle))
  await asking(attempt, () =>
    handle.client.send(
      new PutBucketLifecycleConfigurationCommand({
        ...named(handle),
        LifecycleConfiguration: { Rules: lifecycle.rules as SdkRule[] },
        TransitionDefaultMinimumObjectSize: lifecycle.transitionDefaultMinimumObjectSize as
          | TransitionDefaultMinimumObjectSize
          | undefined,
      }),
    ),
  )
}
