// Runs each operation of a job on one object, with the batch role (S3 User Guide, "Operations supported by S3 Batch
// Operations" and the page of each operation).

import { ServiceError } from '../http.ts'
import { authorizeKms, authorizeS3, mayS3 } from '../s3/access.ts'
import { invalidRequest, noSuchKey } from '../s3/call.ts'
import { type CopyRequest, makeCopy } from '../s3/copy.ts'
import type { EncryptionRequest } from '../s3/encryption.ts'
import { isLocked } from '../s3/object-lock.ts'
import { startRestore } from '../s3/restores.ts'
import { changeVersion, findVersion, getBucket } from '../s3/state.ts'
import { checkTags } from '../s3/tags.ts'
import { answerTo } from '../unsettled.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import { invokeForTask } from './invoke-for-task.ts'
import type { Job, Task, TaskResult } from './job.ts'
import type { CopyOperation, JobOperation } from './job-operation.ts'
import { batchState } from './state.ts'

const SUCCESS: TaskResult = { succeeded: true, httpStatus: 200, errorCode: '', message: 'Successful' }

type Run = {
  readonly world: World
  readonly principal: Principal
  readonly writer: string
  readonly task: Task
  readonly key: string
}

/** Runs one task on the world's objects and returns the result; never throws. Only functions take time. */
export function runTask(world: World, job: Job, principal: Principal, task: Task): TaskResult | Promise<TaskResult> {
  const scripted = job.script.script.failTask?.(task)
  if (scripted !== undefined) return { succeeded: false, ...scripted }
  // S3 User Guide, "Configuring inventory with Batch Operations": an empty version id fails the task, not the job.
  if (task.versionId === '') return failure(invalidRequest('Task failed due to missing VersionId'))
  if (task.key === undefined) return failure(invalidRequest('Task failed due to an invalid URL-encoded key'))
  const { operation } = job.request
  if (operation.name === 'LambdaInvoke') return invokeForTask(world, job, principal, task, operation)
  try {
    runOperation({ world, principal, writer: `job:${job.id}`, task, key: task.key }, operation)
    return SUCCESS
  } catch (error) {
    if (error instanceof ServiceError) return failure(error)
    throw error
  }
}

function failure(error: ServiceError): TaskResult {
  return { succeeded: false, httpStatus: error.status, errorCode: error.code, message: error.message }
}

function runOperation(run: Run, operation: Exclude<JobOperation, { name: 'LambdaInvoke' }>): void {
  if (operation.name === 'S3PutObjectCopy') copy(run, operation)
  else if (operation.name === 'S3UpdateObjectEncryption') updateEncryption(run, operation)
  else if (operation.name === 'S3InitiateRestoreObject') restore(run, operation)
  else if (operation.name === 'S3ComputeObjectChecksum') refuseChecksum()
  else if (operation.name === 'S3PutObjectTagging') replaceTags(run, 'Put', checkTags(operation.tags))
  else replaceTags(run, 'Delete', new Map())
}

/** Such jobs can be created, and cancelled before they run; their tasks are not emulated, so that none seems to work. */
function refuseChecksum(): never {
  throw new ServiceError(501, 'NotImplemented', 'The emulator cannot compute checksums')
}

function copy(run: Run, operation: CopyOperation): void {
  const { world, principal, key, task } = run
  const destinationKey = `${operation.targetKeyPrefix}${key}`
  const ending = task.versionId === undefined ? '' : 'Version'
  // The guide's sample role may read and write ACLs; whether the service requires that is UNCONFIRMED.
  if (answerTo(world, 'copy-task-acl') === 'asked') {
    authorizeS3(world, principal, `GetObject${ending}Acl`, { bucket: getBucket(world, task.bucket), key })
    const target = { bucket: getBucket(world, operation.targetBucket), key: destinationKey }
    authorizeS3(world, principal, 'PutObjectAcl', target)
  }
  const { copiesLose } = batchState(world).settings
  const losesTags = copiesLose === 'tags'
  makeCopy(world, {
    sourceBucket: task.bucket,
    sourceKey: key,
    sourceVersionId: task.versionId,
    destinationBucket: operation.targetBucket,
    destinationKey,
    principal,
    storageClass: copiesLose === 'storage-class' ? undefined : operation.storageClass,
    ...chooseMetadata(world, operation),
    taggingDirective: operation.newTags === undefined && !losesTags ? 'COPY' : 'REPLACE',
    newTags: losesTags ? new Map() : operation.newTags,
    annotationDirective: chooseAnnotations(run, operation),
    encryption: chooseEncryption(operation),
    ifModifiedSince: operation.modifiedSince,
    // UNCONFIRMED that a task respects it: the reference only says that it is accepted.
    ifUnmodifiedSince: answerTo(world, 'copy-time-limit') === 'honoured' ? operation.unmodifiedSince : undefined,
    writer: run.writer,
  })
}

/**
 * S3 API Reference, "S3CopyObjectOperation": without NewObjectMetadata all metadata is copied, otherwise the given
 * metadata is assigned. Whether that drops the rest under MetadataDirective COPY is UNCONFIRMED, hence the switch.
 */
function chooseMetadata(
  world: World,
  { metadataDirective, newMetadata }: CopyOperation,
): Pick<CopyRequest, 'metadataDirective' | 'newHeaders' | 'newMetadata'> {
  const { copiesLose } = batchState(world).settings
  const supplied = newMetadata !== undefined && answerTo(world, 'new-object-metadata') === 'drops-metadata'
  const drops = copiesLose === 'metadata' || supplied
  if (metadataDirective === 'COPY' && !drops) return { metadataDirective: 'COPY' }
  return { metadataDirective: 'REPLACE', newHeaders: newMetadata?.headers, newMetadata: newMetadata?.userMetadata }
}

/**
 * UNCONFIRMED whether a job without the permissions for annotations is refused (403) or copies without them, and
 * whether it needs the version forms of the permissions.
 */
function chooseAnnotations({ world, principal, task, key }: Run, operation: CopyOperation): 'COPY' | 'EXCLUDE' {
  const { copiesLose } = batchState(world).settings
  if (operation.annotationDirective === 'EXCLUDE' || copiesLose === 'annotations') return 'EXCLUDE'
  const source = { bucket: getBucket(world, task.bucket), key }
  const target = { bucket: getBucket(world, operation.targetBucket), key: `${operation.targetKeyPrefix}${key}` }
  if (findVersion(source.bucket, key, task.versionId)?.annotations === undefined) return 'COPY'
  if (answerTo(world, 'annotation-version-forms') === 'asked') {
    authorizeS3(world, principal, 'GetObjectVersionAnnotation', source)
    authorizeS3(world, principal, 'PutObjectVersionAnnotation', target)
  }
  if (answerTo(world, 'forbidden-annotations') === 'refused') return 'COPY'
  const may =
    mayS3(world, principal, 'GetObjectAnnotation', source) && mayS3(world, principal, 'PutObjectAnnotation', target)
  return may ? 'COPY' : 'EXCLUDE'
}

/** A key id alone means SSE-KMS; without any setting the target bucket's default applies. */
function chooseEncryption({ newMetadata, kmsKeyId, bucketKey }: CopyOperation): EncryptionRequest | undefined {
  if (newMetadata?.sseAlgorithm === 'AES256') return { algorithm: 'AES256' }
  if (kmsKeyId === undefined && newMetadata?.sseAlgorithm === undefined) return undefined
  return { algorithm: 'aws:kms', kmsKeyArn: kmsKeyId, bucketKey }
}

/** The version that a task is about, after checking that the role may do `action` to it. */
function findTarget(run: Run, action: string): { readonly bucket: Bucket; readonly version: ObjectVersion } {
  const { world, principal, key, task } = run
  const bucket = getBucket(world, task.bucket)
  authorizeS3(world, principal, action, { bucket, key })
  const version = findVersion(bucket, key, task.versionId)
  if (version === undefined || version.isDeleteMarker) throw noSuchKey(key, task.versionId)
  return { bucket, version }
}

const KEY_USES = ['Encrypt', 'Decrypt', 'GenerateDataKey']

/**
 * S3 User Guide, "Updating server-side encryption for existing data": no data moves; date, ETag and version are
 * unchanged.
 */
function updateEncryption(run: Run, operation: Extract<JobOperation, { name: 'S3UpdateObjectEncryption' }>): void {
  const { world, principal } = run
  const { bucket, version } = findTarget(run, 'UpdateObjectEncryption')
  authorizeS3(world, principal, 'PutObject', { bucket, key: run.key })
  const { status, kmsKeyArn } = version.encryption
  if (status !== 'SSE-S3' && status !== 'SSE-KMS') {
    throw invalidRequest(`The encryption of an object encrypted with ${status} cannot be updated`)
  }
  // UNCONFIRMED for event holds, which are newer than the page.
  const isFree = answerTo(world, 'held-key-change') === 'made'
  const lock = isFree ? { ...version.lock, eventHold: false } : version.lock
  if (isLocked({ lock }, world.clock.now())) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  if (operation.kmsKeyArn.split(':')[4] !== bucket.owner) {
    throw invalidRequest("The KMS key must belong to the bucket owner's account")
  }
  // Which permission is needed for which key is UNCONFIRMED. KMS API Reference, "ReEncrypt", has ReEncryptTo and
  // ReEncryptFrom.
  const asksAll = answerTo(world, 'update-encryption-keys') === 'all-of-both'
  const ofNew = [...KEY_USES, 'ReEncryptTo', ...(asksAll ? ['ReEncryptFrom'] : [])]
  const ofOld = asksAll ? ofNew : ['Decrypt', 'ReEncryptFrom']
  for (const action of ofNew) authorizeKms(world, principal, bucket, action, operation.kmsKeyArn)
  if (kmsKeyArn !== undefined) for (const action of ofOld) authorizeKms(world, principal, bucket, action, kmsKeyArn)
  const encryption = { status: 'SSE-KMS' as const, kmsKeyArn: operation.kmsKeyArn, bucketKey: operation.bucketKey }
  changeVersion(world, bucket, version, { encryption }, run.writer)
}

function restore(run: Run, operation: Extract<JobOperation, { name: 'S3InitiateRestoreObject' }>): void {
  const { bucket, version } = findTarget(run, 'RestoreObject')
  startRestore(run.world, bucket, version, { days: operation.days, tier: operation.tier, writer: run.writer })
}

function replaceTags(run: Run, verb: 'Put' | 'Delete', tags: ReadonlyMap<string, string>): void {
  const action = run.task.versionId === undefined ? `${verb}ObjectTagging` : `${verb}ObjectVersionTagging`
  const { bucket, version } = findTarget(run, action)
  changeVersion(run.world, bucket, version, { tags }, run.writer)
}
