// AWS Lambda function for S3 Batch Operations: encrypts each object in place, and keeps what a copy job cannot keep: the
// grants of its ACL, its website redirect location, and the Object Lock of the version that was copied. Everything else is
// kept as by any copy: data, metadata, tags, annotations, storage class. Node.js 22 or later; the SDK is the one that the
// runtime includes.
//
// The encryption is named by the user arguments of the job (payload version 2.0), or by environment variables:
// encryption / ENCRYPTION (SSE-S3, or SSE-KMS), kms-key-arn / KMS_KEY_ARN, bucket-key / BUCKET_KEY (true, or false).

import {
  CopyObjectCommand,
  GetBucketAclCommand,
  GetObjectAclCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'

/** S3 API Reference, "CopyObject": the largest object of one copy. */
const MAX_COPY_BYTES = 5 * 1024 ** 3

/** Why nothing is done about an object. Trusted text. */
class Refusal extends Error {}

const s3 = new S3Client({})

// Newer than the SDK of some runtimes, which would leave it out.
const refuseEventHold = (next) => async (request) => {
  const answer = await next(request)
  if (answer.response?.headers?.['x-amz-object-lock-event-hold'] === 'ON') throw new Refusal('is under an event hold')
  return answer
}
s3.middlewareStack.add(refuseEventHold, { step: 'deserialize', priority: 'low' })

/** S3 sends one task, or more; each gets a result. */
export async function handler(event) {
  const target = readTarget(event)
  const results = []
  for (const task of event.tasks) results.push({ taskId: task.taskId, ...(await run(task, target)) })
  const { invocationId, invocationSchemaVersion } = event
  return { invocationId, invocationSchemaVersion, treatMissingKeysAs: 'PermanentFailure', results }
}

function readTarget({ job: { userArguments = {} } }) {
  const encryption = userArguments.encryption ?? process.env.ENCRYPTION ?? 'SSE-S3'
  if (encryption === 'SSE-S3') return { ServerSideEncryption: 'AES256' }
  const SSEKMSKeyId = userArguments['kms-key-arn'] ?? process.env.KMS_KEY_ARN ?? ''
  const bucketKey = userArguments['bucket-key'] ?? process.env.BUCKET_KEY ?? 'true'
  if (encryption !== 'SSE-KMS' || !SSEKMSKeyId.startsWith('arn:') || !['true', 'false'].includes(bucketKey)) {
    throw new Error('Set encryption to SSE-S3, or to SSE-KMS with kms-key-arn, and bucket-key to true or false')
  }
  return { ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled: bucketKey === 'true' }
}

async function run(task, target) {
  try {
    return succeeded(await encrypt(readObject(task), target))
  } catch (error) {
    return describe(error)
  }
}

/** Keys are URL-encoded, a space as %20 or +. Payload version 1.0 has the ARN of the bucket, 2.0 its name. */
function readObject({ s3Bucket, s3BucketArn, s3Key, s3VersionId }) {
  if (s3VersionId) throw new Refusal('the job names versions: a copy of one would become current')
  return { Bucket: s3Bucket ?? s3BucketArn.split(':').at(-1), Key: decodeURIComponent(s3Key.replaceAll('+', ' ')) }
}

/** One conditional copy: it writes everything or nothing, and only onto the object that was read. */
async function encrypt(object, target) {
  const before = await s3.send(new HeadObjectCommand(object))
  if (isAsWanted(before, target)) return 'is encrypted like this already'
  refuse(before, target)
  const grants = await readGrants(object)
  const lock = await readLock(object)
  if (before.ObjectLockMode !== undefined && lock.ObjectLockMode === undefined) throw new Refusal('its lock is unclear')
  const source = [object.Bucket, ...object.Key.split('/')].map(encodeURIComponent).join('/')
  const { CopySourceVersionId: VersionId } = await s3.send(
    new CopyObjectCommand({
      ...object,
      CopySource: source,
      CopySourceIfMatch: before.ETag,
      IfMatch: before.ETag,
      MetadataDirective: 'COPY',
      TaggingDirective: 'COPY',
      StorageClass: before.StorageClass ?? 'STANDARD',
      ...target,
      ...(before.WebsiteRedirectLocation && { WebsiteRedirectLocation: before.WebsiteRedirectLocation }),
      ...grants,
      ...withoutPast(lock),
    }),
  )
  const after = await s3.send(new HeadObjectCommand(object))
  if (!isKept(before, after, target)) throw new Refusal('was copied, and differs afterwards: compare its versions')
  // What another client changed between reading and copying is still there in the version that was copied.
  if (VersionId !== undefined) await compareSource({ ...object, VersionId }, { grants, lock })
  return 'encrypted'
}

function isAsWanted(head, target) {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled = false } = head
  if (ServerSideEncryption !== target.ServerSideEncryption) return false
  if (target.SSEKMSKeyId === undefined) return true
  return SSEKMSKeyId === target.SSEKMSKeyId && BucketKeyEnabled === target.BucketKeyEnabled
}

function refuse({ ArchiveStatus, ContentLength = 0, Restore = '', ServerSideEncryption = '', StorageClass }, target) {
  // Two layers never become one.
  const isDoubled = ServerSideEncryption === 'aws:kms:dsse' && target.ServerSideEncryption !== ServerSideEncryption
  if (isDoubled) throw new Refusal('is encrypted with DSSE-KMS')
  const isUnderKey = ServerSideEncryption.startsWith('aws:')
  if (isUnderKey && target.SSEKMSKeyId === undefined) throw new Refusal(`is encrypted with ${ServerSideEncryption}`)
  if (ContentLength > MAX_COPY_BYTES) throw new Refusal('is larger than 5 GB')
  const isArchived = ['GLACIER', 'DEEP_ARCHIVE'].includes(StorageClass) || ArchiveStatus !== undefined
  if (isArchived && !Restore.includes('ongoing-request="false"')) throw new Refusal('is archived: restore it first')
}

const GRANT_MEMBERS = {
  FULL_CONTROL: 'GrantFullControl',
  READ: 'GrantRead',
  READ_ACP: 'GrantReadACP',
  WRITE_ACP: 'GrantWriteACP',
}

/** Every grant as a member of CopyObject; nothing if only the owner has access. */
async function readGrants(object) {
  const { Grants = [], Owner } = await s3.send(new GetObjectAclCommand(object))
  const { Owner: bucketOwner } = await s3.send(new GetBucketAclCommand({ Bucket: object.Bucket }))
  if (Owner?.ID !== bucketOwner?.ID) throw new Refusal('belongs to another account, and a copy would not')
  const isOwn = ({ Grantee, Permission }) => Grantee?.ID === Owner?.ID && Permission === 'FULL_CONTROL'
  if (Grants.every(isOwn)) return {}
  const members = {}
  for (const { Grantee = {}, Permission } of Grants) {
    const grantee = Grantee.ID ? `id="${Grantee.ID}"` : Grantee.URI && `uri="${Grantee.URI}"`
    const member = GRANT_MEMBERS[Permission]
    if (!grantee || member === undefined) throw new Refusal('has a grant that a copy cannot have')
    members[member] = [...(members[member]?.split(', ') ?? []), grantee].sort().join(', ')
  }
  return members
}

/** Asked for explicitly: HeadObject leaves out what the role may not see. */
async function readLock(object) {
  const { Retention } = await orNothing(new GetObjectRetentionCommand(object))
  const { LegalHold } = await orNothing(new GetObjectLegalHoldCommand(object))
  const isUnknown = Retention !== undefined && Retention.Mode === undefined
  if (isUnknown || Retention?.EventHold === 'ON') throw new Refusal('has a hold that a copy cannot have')
  return {
    ...(Retention && { ObjectLockMode: Retention.Mode, ObjectLockRetainUntilDate: Retention.RetainUntilDate }),
    ...(LegalHold && { ObjectLockLegalHoldStatus: LegalHold.Status }),
  }
}

/** A version without a lock: 404, or 400 in a bucket without Object Lock. */
async function orNothing(command) {
  try {
    return await s3.send(command)
  } catch (error) {
    const isNone = error.name === 'NoSuchObjectLockConfiguration' || error.name === 'InvalidRequest'
    if (isNone) return {}
    throw error
  }
}

/** S3 accepts no date in the past: such a retention protects nothing any more. */
function withoutPast({ ObjectLockMode, ObjectLockRetainUntilDate: until, ...hold }) {
  return until > new Date() ? { ObjectLockMode, ObjectLockRetainUntilDate: until, ...hold } : hold
}

function isKept(before, after, target) {
  const same = ['ContentLength', 'ContentType', 'StorageClass', 'WebsiteRedirectLocation', 'TagCount']
  return isAsWanted(after, target) && same.every((name) => before[name] === after[name])
}

async function compareSource(version, { grants, lock }) {
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other)
  if (isSame(await readGrants(version), grants) && isSame(await readLock(version), lock)) return
  throw new Refusal(`its ACL or lock changed during the copy: see version ${version.VersionId}`)
}

const succeeded = (text) => ({ resultCode: 'Succeeded', resultString: text })

/** A result string has one line. */
const oneLine = (text) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 500)

/**
 * S3 runs a task again after a temporary failure: for throttled requests, S3's own errors, those of the network, and for
 * an object that changed meanwhile, which is then read again.
 */
function describe(error) {
  if (error instanceof Refusal) return { resultCode: 'PermanentFailure', resultString: error.message }
  const status = error.$metadata?.httpStatusCode
  if (status === 404) return succeeded('no such object: nothing to encrypt')
  const isPassing = status === undefined ? error.$metadata !== undefined || error.code !== undefined : isRetried(status)
  const resultString = oneLine(`${error.name}: ${error.message}`)
  return { resultCode: isPassing ? 'TemporaryFailure' : 'PermanentFailure', resultString }
}

const isRetried = (status) => status >= 500 || [409, 412, 429].includes(status)
