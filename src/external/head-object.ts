// Reads the state of an object: HeadObject, rejecting responses it does not understand, and the lock if it matters.

import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { isLocked } from '../findings/object-lock.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { faultOf } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { encodeText } from '../words/outside-text.ts'
import { type Attempt, needing } from './attempt.ts'
import { httpStatusOf } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { absentAs404, calling } from './faults.ts'
import { readLock } from './lock-edge.ts'
import { toObjectLook } from './look-edge.ts'

export type LookOptions = {
  /** The statement that allows it. */
  readonly looking: 'LookAtObjects' | 'LookAtObjectsToCopy' | 'VerifyObjects'
  /** Whether checksums are requested: for an object under a KMS key, that requires permissions for the key. */
  readonly checksums?: boolean
  /** Whether the bucket has Object Lock; then the lock is requested, too, unless HeadObject already shows one. */
  readonly locks?: boolean | undefined
  /** What to do if the role is not allowed to see a lock. */
  readonly hiddenLocks?: 'refuse' | 'unknown'
}

/** API Reference, "HeadObject". A HEAD response has no body, so AWS does not say which permission is missing. */
const FOR_CHECKSUM = ' (under a KMS key also kms:Decrypt and kms:GenerateDataKey of that key)'

/**
 * HeadObject of the current version; undefined if it does not exist.
 * @throws ActionError, with its fault; EVIDENCE_MISSING for a response that is not understood
 */
export function createHeadObject(source: BucketHandle, options: LookOptions) {
  const { looking, checksums = false, locks = false } = options
  return async (key: EncodedKey, signal?: AbortSignal): Promise<ObjectLook | undefined> => {
    const attempt = needing(looking, 's3:GetObject', `${bucketArn(source)}/${key}`, checksums ? FOR_CHECKSUM : '')
    const look = await headObject(source, decodeKey(key), { attempt, checksums, signal }).catch((error) => {
      const isBadRequest = httpStatusOf(error.cause) === 400
      throw isBadRequest ? notUnderstood(key, 'HTTP 400, as for an object under SSE-C') : error
    })
    if (look === undefined || look.lock === 'locked' || !locks) return look
    const lock = await seeLock(source, key, options, signal)
    return lock && { ...look, lock }
  }
}

/** Undefined for an object that no longer exists. */
async function seeLock(
  source: BucketHandle,
  key: EncodedKey,
  { hiddenLocks = 'refuse' }: LookOptions,
  signal: AbortSignal | undefined,
): Promise<ObjectLook['lock'] | undefined> {
  try {
    const lock = await absentAs404(() => readLock(source, key, undefined, signal))
    return lock && (isLocked(lock) ? 'locked' : 'none')
  } catch (error) {
    if (hiddenLocks === 'unknown' && faultOf(error) === 'access-denied') return 'unknown'
    throw error
  }
}

type Head = { readonly attempt: Attempt; readonly checksums?: boolean; readonly signal?: AbortSignal | undefined }

/** S3 API Reference, "HeadObject": the algorithms that this action knows. */
const KNOWN_ALGORITHMS: readonly (string | undefined)[] = ['AES256', 'aws:kms', 'aws:kms:dsse', undefined]

/** HeadObject for any bucket; `name` is the key as S3's API takes it. */
export async function headObject(
  { client, bucket, owner }: BucketHandle,
  name: string,
  { attempt, checksums = false, signal }: Head,
): Promise<ObjectLook | undefined> {
  const asked = { Bucket: bucket, Key: name, ExpectedBucketOwner: owner }
  const command = new HeadObjectCommand({ ...asked, ...(checksums && { ChecksumMode: 'ENABLED' }) })
  const options = signal === undefined ? {} : { abortSignal: signal }
  const answer = await absentAs404(() => calling(attempt, () => client.send(command, options)))
  if (answer === undefined) return undefined
  const { ServerSideEncryption: algorithm, LastModified } = answer
  if (!KNOWN_ALGORITHMS.includes(algorithm)) {
    throw notUnderstood(encodeText(name), `x-amz-server-side-encryption ${encodeText(String(algorithm))}`)
  }
  if (LastModified === undefined) throw notUnderstood(encodeText(name), 'no Last-Modified')
  return toObjectLook(answer)
}

const notUnderstood = (key: string, answer: string) =>
  new ActionError('EVIDENCE_MISSING', `HeadObject of ${key} answered with ${answer}, which is not supported.`, {
    hint: 'Check the object: it may have been modified since the report. Wait for the next report, or exclude the key.',
  })
