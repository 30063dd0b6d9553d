// Reads the settings of the source bucket that a plan depends on.

import {
  type DefaultRetention,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketReplicationCommand,
  type GetBucketReplicationCommandOutput,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3'
import { parseBucketArn } from '../inventory/location.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { aclTakesLogs, policyTakesLogs } from './access-logs.ts'
import { absentAs, asking } from './asking.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import type { ActionOf } from './permissions.ts'

/** The settings of the source bucket that a plan needs. Requires the remediation role's read permissions. */
export async function readBucketFacts(handle: BucketHandle, target: TargetEncryption['status']): Promise<BucketFacts> {
  const input = { Bucket: handle.bucket, ExpectedBucketOwner: handle.owner }
  const about = <T>(permission: ActionOf<'ReadBucketSettings'>, ask: () => Promise<T>) =>
    asking(needing('ReadBucketSettings', permission, bucketArn(handle)), ask)
  const [versioning, encryption, ownership, lock, replication, lifecycle, notifications, website, accessLogs] =
    await Promise.all([
      about('s3:GetBucketVersioning', () => handle.client.send(new GetBucketVersioningCommand(input))),
      about('s3:GetEncryptionConfiguration', () =>
        absentAs('ServerSideEncryptionConfigurationNotFoundError', () =>
          handle.client.send(new GetBucketEncryptionCommand(input)),
        ),
      ),
      about('s3:GetBucketOwnershipControls', () =>
        absentAs('OwnershipControlsNotFoundError', () =>
          handle.client.send(new GetBucketOwnershipControlsCommand(input)),
        ),
      ),
      about('s3:GetBucketObjectLockConfiguration', () =>
        absentAs('ObjectLockConfigurationNotFoundError', () =>
          handle.client.send(new GetObjectLockConfigurationCommand(input)),
        ),
      ),
      about('s3:GetReplicationConfiguration', () =>
        absentAs('ReplicationConfigurationNotFoundError', () =>
          handle.client.send(new GetBucketReplicationCommand(input)),
        ),
      ),
      unknownWhereRefused(about('s3:GetLifecycleConfiguration', () => hasLifecycleRules(handle))),
      unknownWhereRefused(about('s3:GetBucketNotification', () => hasNotifications(handle))),
      unknownWhereRefused(about('s3:GetBucketWebsite', () => isWebsite(handle))),
      target === 'SSE-KMS' ? takesAccessLogs(handle) : ('none' as const),
    ])
  const rule = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]
  const named = rule?.ApplyServerSideEncryptionByDefault
  const algorithm = named?.SSEAlgorithm
  return {
    versioning: versioning.Status ?? 'Unversioned',
    defaultEncryption:
      algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse'
        ? { algorithm, kmsKeyArn: named?.KMSMasterKeyID, bucketKey: rule?.BucketKeyEnabled ?? false }
        : // Also if there is no configuration: S3 then encrypts new objects with SSE-S3 (S3 User Guide, "Default encryption FAQ").
          { algorithm: 'AES256' },
    // Without ownership controls the old default applies: the object writer is the owner, and ACLs are enabled.
    aclsEnabled: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership !== 'BucketOwnerEnforced',
    objectLockEnabled: lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
    defaultLock: readDefaultLock(lock?.ObjectLockConfiguration?.Rule?.DefaultRetention),
    hasEncryptionConfiguration: rule !== undefined,
    replicates: listReplications(replication).length > 0,
    replicaBuckets: findReplicaBuckets(replication),
    lifecycle,
    notifications,
    website,
    accessLogs,
  }
}

function readDefaultLock(defaults: DefaultRetention | undefined): NonNullable<BucketFacts['defaultLock']> {
  if (defaults?.DefaultEventHold !== undefined) return 'event-hold'
  return defaults?.Mode === undefined ? 'none' : 'retention'
}

type Replication = GetBucketReplicationCommandOutput | undefined

const listReplications = (replication: Replication) =>
  (replication?.ReplicationConfiguration?.Rules ?? []).filter((rule) => rule.Status === 'Enabled')

/** Each bucket once, if S3 names it by a valid ARN. */
const findReplicaBuckets = (replication: Replication) => [
  ...new Set(
    listReplications(replication).flatMap(({ Destination }) => parseBucketArn(Destination?.Bucket ?? '') ?? []),
  ),
]

async function hasLifecycleRules({ client, bucket, owner }: BucketHandle): Promise<boolean> {
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket, ExpectedBucketOwner: owner })
  const answer = await absentAs('NoSuchLifecycleConfiguration', () => client.send(command))
  return (answer?.Rules ?? []).some((rule) => rule.Status === 'Enabled')
}

async function hasNotifications({ client, bucket, owner }: BucketHandle): Promise<boolean> {
  const command = new GetBucketNotificationConfigurationCommand({ Bucket: bucket, ExpectedBucketOwner: owner })
  const answer = await client.send(command)
  const { TopicConfigurations = [], QueueConfigurations = [], LambdaFunctionConfigurations = [] } = answer
  const listeners = TopicConfigurations.length + QueueConfigurations.length + LambdaFunctionConfigurations.length
  return listeners > 0 || answer.EventBridgeConfiguration !== undefined
}

async function isWebsite({ client, bucket, owner }: BucketHandle): Promise<boolean> {
  const command = new GetBucketWebsiteCommand({ Bucket: bucket, ExpectedBucketOwner: owner })
  return (await absentAs('NoSuchWebsiteConfiguration', () => client.send(command))) !== undefined
}

async function takesAccessLogs(handle: BucketHandle): Promise<'some' | 'none' | 'unknown'> {
  const about = (permission: ActionOf<'FindAccessLogTargets'>, ask: () => Promise<boolean | undefined>) => {
    const attempt = needing('FindAccessLogTargets', permission, bucketArn(handle))
    return unknownWhereRefused(asking(attempt, ask).then((found) => found === true))
  }
  const found = await Promise.all([
    about('s3:GetBucketPolicy', () => absentAs('NoSuchBucketPolicy', () => policyTakesLogs(handle))),
    about('s3:GetBucketAcl', () => aclTakesLogs(handle)),
  ])
  return found.find((answer) => answer === 'some') ?? found.find((answer) => answer === 'unknown') ?? 'none'
}

/** For settings that only the price or a warning needs: without the permission, the run still remediates. */
async function unknownWhereRefused(asked: Promise<boolean>): Promise<'some' | 'none' | 'unknown'> {
  try {
    return (await asked) ? 'some' : 'none'
  } catch (error) {
    if (error instanceof ActionError && error.code === 'ACCESS_DENIED') return 'unknown'
    throw error
  }
}
