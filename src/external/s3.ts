// Knows S3: each function is one question or one act, answered in this project's words, refusals explained.

import {
  type DefaultRetention,
  GetBucketEncryptionCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketReplicationCommand,
  type GetBucketReplicationCommandOutput,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListBucketInventoryConfigurationsCommand,
  paginateListObjectsV2,
  type S3Client,
  type InventoryConfiguration as SdkInventoryConfiguration,
} from '@aws-sdk/client-s3'
import { ActionError } from '../errors.ts'
import { type ConfigurationLookup, type InventoryConfiguration, parseBucketArn } from '../inventory/location.ts'
import type { BucketFacts, TargetEncryption } from '../plan.ts'
import { aclTakesLogs, policyTakesLogs } from './access-logs.ts'
import { errorNameOf, explainAwsError, httpStatusOf } from './aws-errors.ts'
import { type ActionOf, type Attempt, needing } from './permissions.ts'

export type BucketUse = 'source' | 'destination' | 'work'

/** A bucket with the client of its Region and the account that must own it. */
export type BucketHandle = {
  readonly client: S3Client
  /** What the bucket is for, and so which statements let it be listed and read. */
  readonly use: BucketUse
  readonly bucket: string
  readonly owner: string
  readonly partition: string
}

/** The statements by which a bucket is listed, and its objects are read. */
const STATEMENTS = {
  source: { list: 'ReadInventoryConfigurations', read: 'VerifyObjects' },
  destination: { list: 'FindReports', read: 'ReadReports' },
  work: { list: 'FindWorkLocation', read: 'WriteJobManifestsReadCompletionReports' },
} as const satisfies Readonly<Record<BucketUse, object>>

export const bucketArn = (handle: Pick<BucketHandle, 'partition' | 'bucket'>) =>
  `arn:${handle.partition}:s3:::${handle.bucket}`

const toList = (handle: BucketHandle) => needing(STATEMENTS[handle.use].list, 's3:ListBucket', bucketArn(handle))
const toRead = (handle: BucketHandle, key: string) =>
  needing(STATEMENTS[handle.use].read, 's3:GetObject', `${bucketArn(handle)}/${key}`)
const toReadConfigurations = (handle: BucketHandle) =>
  needing('ReadInventoryConfigurations', 's3:GetInventoryConfiguration', bucketArn(handle))

async function asking<T>(attempt: Attempt, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw explainAwsError(error, attempt)
  }
}

/** The Region a bucket lies in; S3 tells it also when it redirects or refuses (API reference, "HeadBucket"). */
export async function findRegion(handle: BucketHandle): Promise<string | undefined> {
  try {
    const answer = await handle.client.send(
      new HeadBucketCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner }),
    )
    return answer.BucketRegion
  } catch (error) {
    const headers = (error as { $response?: { headers?: Record<string, string> } }).$response?.headers ?? {}
    const region = headers['x-amz-bucket-region']
    const status = httpStatusOf(error)
    if (region !== undefined && (status === 301 || status === 400)) return region
    throw explainAwsError(error, toList(handle))
  }
}

/** All inventory configurations of the source bucket. */
export async function listInventoryConfigurations(handle: BucketHandle): Promise<InventoryConfiguration[]> {
  const attempt = toReadConfigurations(handle)
  const found: InventoryConfiguration[] = []
  let token: string | undefined
  do {
    const page = await asking(attempt, () =>
      handle.client.send(
        new ListBucketInventoryConfigurationsCommand({
          Bucket: handle.bucket,
          ExpectedBucketOwner: handle.owner,
          ContinuationToken: token,
        }),
      ),
    )
    found.push(...(page.InventoryConfigurationList ?? []).flatMap(reshapeConfiguration))
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  return found
}

/** The inventory configuration of that id. A 404 means that there is none (S3 API Reference, "Error responses"). */
export async function findInventoryConfiguration(handle: BucketHandle, id: string): Promise<ConfigurationLookup> {
  const attempt = toReadConfigurations(handle)
  try {
    const answer = await handle.client.send(
      new GetBucketInventoryConfigurationCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner, Id: id }),
    )
    const [found] =
      answer.InventoryConfiguration === undefined ? [] : reshapeConfiguration(answer.InventoryConfiguration)
    return found ?? 'absent'
  } catch (error) {
    if (httpStatusOf(error) === 404 && errorNameOf(error) !== 'NoSuchBucket') return 'absent'
    const explained = explainAwsError(error, attempt)
    if (explained.code === 'ACCESS_DENIED') return 'denied'
    throw explained
  }
}

/** Our words for S3's; a configuration without a readable destination cannot be followed and is left out. */
function reshapeConfiguration(configuration: SdkInventoryConfiguration): InventoryConfiguration[] {
  const destination = configuration.Destination?.S3BucketDestination
  const destinationBucket = parseBucketArn(destination?.Bucket ?? '')
  if (destination?.Format === undefined || destinationBucket === undefined) return []
  return [
    {
      id: configuration.Id ?? '',
      enabled: configuration.IsEnabled ?? false,
      frequency: configuration.Schedule?.Frequency,
      includedVersions: configuration.IncludedObjectVersions,
      filterPrefix: configuration.Filter?.Prefix,
      optionalFields: configuration.OptionalFields ?? [],
      format: destination.Format,
      destinationBucket,
      destinationOwner: destination.AccountId,
      destinationPrefix: destination.Prefix,
    },
  ]
}

/** The "folders" directly under a prefix, names without the prefix and the closing "/". */
export async function listFolders(handle: BucketHandle, prefix: string): Promise<string[]> {
  const attempt = toList(handle)
  const folders: string[] = []
  const input = { Bucket: handle.bucket, Prefix: prefix, Delimiter: '/', ExpectedBucketOwner: handle.owner }
  await asking(attempt, async () => {
    for await (const page of paginateListObjectsV2({ client: handle.client }, input)) {
      for (const common of page.CommonPrefixes ?? []) folders.push((common.Prefix ?? '').slice(prefix.length, -1))
    }
  })
  return folders
}

/** The oldest LastModified on the first page of a bucket's listing, or undefined when the bucket is empty. */
export async function findAnyObject(handle: BucketHandle, prefix: string): Promise<Date | undefined> {
  const attempt = toList(handle)
  return await asking(attempt, async () => {
    const input = { Bucket: handle.bucket, Prefix: prefix, ExpectedBucketOwner: handle.owner }
    for await (const page of paginateListObjectsV2({ client: handle.client, pageSize: 1000 }, input)) {
      const times = (page.Contents ?? []).flatMap((object) =>
        object.LastModified ? [object.LastModified.getTime()] : [],
      )
      return times.length === 0 ? undefined : new Date(Math.min(...times))
    }
    return undefined
  })
}

/** GetObject as it is, missing keys as undefined. */
export async function getObject(
  handle: BucketHandle,
  key: string,
  options: { readonly range?: string; readonly ifMatch?: string; readonly signal?: AbortSignal } = {},
): Promise<GetObjectCommandOutput | undefined> {
  const attempt = toRead(handle, key)
  try {
    return await handle.client.send(
      new GetObjectCommand({
        Bucket: handle.bucket,
        Key: key,
        ExpectedBucketOwner: handle.owner,
        Range: options.range,
        IfMatch: options.ifMatch,
      }),
      options.signal === undefined ? {} : { abortSignal: options.signal },
    )
  } catch (error) {
    if (errorNameOf(error) === 'NoSuchKey') return undefined
    if (httpStatusOf(error) === 412) throw changed(handle, key)
    throw explainAwsError(error, attempt)
  }
}

export function changed(handle: BucketHandle, key: string): ActionError {
  return new ActionError('INCOMPLETE_DELIVERY', `s3://${handle.bucket}/${key} was replaced while it was read.`, {
    hint: 'A newer report is being delivered over this one. Run the job again.',
  })
}

/** HeadObject; undefined where the object is gone (404, also for a delete marker). */
export async function headObject(handle: BucketHandle, key: string): Promise<HeadObjectCommandOutput | undefined> {
  const attempt = toRead(handle, key)
  try {
    return await handle.client.send(
      new HeadObjectCommand({ Bucket: handle.bucket, Key: key, ExpectedBucketOwner: handle.owner }),
    )
  } catch (error) {
    if (httpStatusOf(error) === 404) return undefined
    throw explainAwsError(error, attempt)
  }
}

/** What a plan must know of the source bucket. Needs the remediation role's read permissions. */
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
        : // Also where no configuration is there: S3 then encrypts new objects with SSE-S3 (S3 User Guide, "Default encryption FAQ").
          { algorithm: 'AES256' },
    // Without ownership controls the old default holds: the object writer owns, and ACLs count.
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

/** Each once, as far as S3 names them by ARNs that can be read. */
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

/** For what only the price or a warning needs: a role that may not ask still remediates. */
async function unknownWhereRefused(asked: Promise<boolean>): Promise<'some' | 'none' | 'unknown'> {
  try {
    return (await asked) ? 'some' : 'none'
  } catch (error) {
    if (error instanceof ActionError && error.code === 'ACCESS_DENIED') return 'unknown'
    throw error
  }
}

async function absentAs<T>(code: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (errorNameOf(error) === code) return undefined
    throw error
  }
}
