// Reads what the posture of a bucket is judged by. Each setting has a request and a permission of its own; one that may not
// be read does not keep the others from being read.

import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  type GetBucketReplicationCommandOutput,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type ObjectLockConfiguration,
  type PublicAccessBlockConfiguration,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3'
import type {
  DefaultEncryption,
  ObjectLock,
  PostureFacts,
  PublicAccessBlock,
  ReplicationRule,
} from '../posture/posture.ts'
import { asActionError } from '../words/errors.ts'
import type { Look } from '../words/look.ts'
import { absentAs, asking } from './asking.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import type { Deps } from './deps.ts'
import { withinTime } from './limit.ts'
import type { ActionOf } from './permissions.ts'

/** The posture is shown beside the verdict, which does not wait for it any longer. */
const TIME_LIMIT_MS = 30_000

type Reading = Pick<Deps, 'signal' | 'startTimer'>
type Facts = Pick<PostureFacts, 'encryption' | 'policy' | 'publicAccess' | 'versioning' | 'objectLock' | 'replication'>

/**
 * Never throws: what cannot be read is unseen. Unless everything is `wanted`, a role that may not read the first setting,
 * which only the posture needs, is asked for no other: one refused request in CloudTrail, not six.
 */
export async function readPostureFacts(
  handle: BucketHandle,
  region: string,
  { wanted, ...deps }: Reading & { readonly wanted: boolean },
): Promise<PostureFacts> {
  const { bucket, owner: account, partition } = handle
  const about = { bucket, account, partition, region }
  const reader = createReader(handle, deps)
  const publicAccess = await reader.publicAccess()
  if (!wanted && 'unseen' in publicAccess && publicAccess.unseen.code === 'ACCESS_DENIED') {
    const { unseen } = publicAccess
    const same = { unseen }
    return {
      ...about,
      publicAccess,
      encryption: same,
      policy: same,
      versioning: same,
      objectLock: same,
      replication: same,
    }
  }
  return { ...about, publicAccess, ...(await readOthers(reader)) }
}

async function readOthers(reader: ReturnType<typeof createReader>): Promise<Omit<Facts, 'publicAccess'>> {
  const [encryption, policy, versioning, objectLock, replication] = await Promise.all([
    reader.encryption(),
    reader.policy(),
    reader.versioning(),
    reader.objectLock(),
    reader.replication(),
  ])
  return { encryption, policy, versioning, objectLock, replication }
}

/** One request for each setting. */
function createReader(handle: BucketHandle, deps: Reading) {
  const input = { Bucket: handle.bucket, ExpectedBucketOwner: handle.owner }
  const { client } = handle
  const look = <T>(permission: ActionOf<'SeePosture'>, read: () => Promise<T>): Promise<Look<T>> =>
    withinTime(TIME_LIMIT_MS, () => asking(needing('SeePosture', permission, bucketArn(handle)), read), deps).then(
      (seen) => ({ seen }),
      (error: unknown) => ({ unseen: asActionError(error, 'SERVICE_UNAVAILABLE') }),
    )
  const ask = <T>(permission: ActionOf<'SeePosture'>, absent: string, send: () => Promise<T>) =>
    look(permission, () => absentAs(absent, send))
  return {
    publicAccess: async () =>
      map(
        await ask('s3:GetBucketPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', () =>
          client.send(new GetPublicAccessBlockCommand(input)),
        ),
        (answer) => readFlags(answer?.PublicAccessBlockConfiguration),
      ),
    encryption: async () =>
      map(
        await ask('s3:GetEncryptionConfiguration', 'ServerSideEncryptionConfigurationNotFoundError', () =>
          client.send(new GetBucketEncryptionCommand(input)),
        ),
        (answer) => readEncryption(answer?.ServerSideEncryptionConfiguration?.Rules?.[0]),
      ),
    policy: async () =>
      map(
        await ask('s3:GetBucketPolicy', 'NoSuchBucketPolicy', () => client.send(new GetBucketPolicyCommand(input))),
        (answer) => answer?.Policy ?? '{"Statement":[]}',
      ),
    versioning: async () =>
      map(
        await look('s3:GetBucketVersioning', () => client.send(new GetBucketVersioningCommand(input))),
        ({ Status }) => Status ?? ('Unversioned' as const),
      ),
    objectLock: async () =>
      map(
        await ask('s3:GetBucketObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError', () =>
          client.send(new GetObjectLockConfigurationCommand(input)),
        ),
        (answer) => readLock(answer?.ObjectLockConfiguration),
      ),
    replication: async () =>
      map(
        await ask('s3:GetReplicationConfiguration', 'ReplicationConfigurationNotFoundError', () =>
          client.send(new GetBucketReplicationCommand(input)),
        ),
        readRules,
      ),
  }
}

const map = <A, B>(look: Look<A>, change: (seen: A) => B): Look<B> =>
  'seen' in look ? { seen: change(look.seen) } : look

const readFlags = (found: PublicAccessBlockConfiguration | undefined): PublicAccessBlock => ({
  blockPublicAcls: found?.BlockPublicAcls === true,
  ignorePublicAcls: found?.IgnorePublicAcls === true,
  blockPublicPolicy: found?.BlockPublicPolicy === true,
  restrictPublicBuckets: found?.RestrictPublicBuckets === true,
})

const readLock = (found: ObjectLockConfiguration | undefined): ObjectLock => ({
  isEnabled: found?.ObjectLockEnabled === 'Enabled',
  mode: found?.Rule?.DefaultRetention?.Mode,
  hasEventHold: found?.Rule?.DefaultRetention?.DefaultEventHold !== undefined,
})

/** Without a rule, S3 encrypts new objects with SSE-S3 (S3 User Guide, "Default encryption FAQ"). */
function readEncryption(rule: ServerSideEncryptionRule | undefined): DefaultEncryption {
  const named = rule?.ApplyServerSideEncryptionByDefault
  const algorithm = named?.SSEAlgorithm
  return {
    algorithm: algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse' ? algorithm : 'AES256',
    key: named?.KMSMasterKeyID,
    bucketKey: rule?.BucketKeyEnabled ?? false,
    blocksSseC: rule?.BlockedEncryptionTypes?.EncryptionType?.includes('SSE-C') ?? false,
  }
}

const readRules = (answer: GetBucketReplicationCommandOutput | undefined): readonly ReplicationRule[] =>
  (answer?.ReplicationConfiguration?.Rules ?? [])
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ ID, Destination, SourceSelectionCriteria }) => ({
      id: ID ?? '',
      takesKmsObjects: SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled',
      replicaKey: Destination?.EncryptionConfiguration?.ReplicaKmsKeyID,
    }))
