// Requests that only the doctor makes: the default encryption of the destination bucket, the lifecycle configuration of
// the work bucket, the jobs of the account.

import { GetBucketEncryptionCommand, GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3'
import { ListJobsCommand, type S3ControlClient } from '@aws-sdk/client-s3-control'
import type { DefaultEncryption } from '../doctor/facts.ts'
import type { Lifecycle } from '../doctor/lifecycle.ts'
import { absentAs, asking } from './asking.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'

/** SSE-S3 if none was ever set (S3 User Guide, "Default encryption FAQ"). @throws ActionError */
export async function readDefaultEncryption(handle: BucketHandle): Promise<DefaultEncryption> {
  const attempt = needing('SeeWhetherReportsAreDelivered', 's3:GetEncryptionConfiguration', bucketArn(handle))
  const command = new GetBucketEncryptionCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner })
  const answer = await asking(attempt, () =>
    absentAs('ServerSideEncryptionConfigurationNotFoundError', () => handle.client.send(command)),
  )
  const rule = answer?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault
  return { algorithm: rule?.SSEAlgorithm ?? 'AES256', kmsKeyArn: rule?.KMSMasterKeyID }
}

/** Every rule with every member that S3 returned, so that all of it can be sent back. @throws ActionError */
export async function readLifecycle(handle: BucketHandle): Promise<Lifecycle> {
  const attempt = needing('SeeWhetherUnfinishedUploadsEnd', 's3:GetLifecycleConfiguration', bucketArn(handle))
  const command = new GetBucketLifecycleConfigurationCommand({
    Bucket: handle.bucket,
    ExpectedBucketOwner: handle.owner,
  })
  const answer = await asking(attempt, () =>
    absentAs('NoSuchLifecycleConfiguration', () => handle.client.send(command)),
  )
  return {
    rules: answer?.Rules ?? [],
    transitionDefaultMinimumObjectSize: answer?.TransitionDefaultMinimumObjectSize,
  }
}

/** Asks for one job of the account, to see whether jobs may be listed. @throws ActionError */
export async function tryListJobs(client: S3ControlClient, account: string): Promise<void> {
  await asking(needing('FindJobs', 's3:ListJobs', '*'), () =>
    client.send(new ListJobsCommand({ AccountId: account, MaxResults: 1 })),
  )
}
