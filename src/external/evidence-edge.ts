// Knows how an object is looked at for evidence on AWS's side: HeadObject, refusing to guess at what it does not know.

import { HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { isLocked } from '../findings/object-lock.ts'
import type { LookAtObject, ObjectGlance } from '../objects/look-each.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { encodeText } from '../words/outside-text.ts'
import { explainAwsError, httpStatusOf, isNetworkError, isThrottling } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { readLock } from './lock-edge.ts'
import { toObjectLook } from './look-edge.ts'
import { needing } from './permissions.ts'

/** S3 API Reference, "HeadObject": the algorithms this action knows. */
const KNOWN_ALGORITHMS: readonly (string | undefined)[] = ['AES256', 'aws:kms', 'aws:kms:dsse', undefined]

/**
 * HeadObject of objects of one bucket. Without a checksum asked for, no key has to be usable. `locks`: each object's lock is asked
 * for, too, unless HeadObject shows one already.
 */
export function createLook(source: BucketHandle, { locks = false }: { readonly locks?: boolean } = {}): LookAtObject {
  const { client, bucket, owner, partition } = source
  return async (key, signal) => {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: decodeKey(key), ExpectedBucketOwner: owner })
    try {
      const { locked, ...glance } = toGlance(key, await client.send(command, { abortSignal: signal }))
      return locks ? { ...glance, lock: locked ? 'locked' : await seeLock(source, key, signal) } : glance
    } catch (error) {
      if (httpStatusOf(error) === 404) return undefined
      if (httpStatusOf(error) === 400) throw notUnderstood(key, 'HTTP 400, as for an object under SSE-C')
      const resource = `${bucketArn({ partition, bucket })}/${key}`
      const explained = explainAwsError(error, needing('LookAtObjects', 's3:GetObject', resource))
      // Whatever may pass by itself is tried again.
      const mayPass = isThrottling(error) || isNetworkError(error)
      if (!mayPass || explained.code === 'ACCESS_DENIED' || explained.code === 'SERVICE_UNAVAILABLE') throw explained
      throw new ActionError('SERVICE_UNAVAILABLE', explained.message, { cause: error })
    }
  }
}

/** `unknown` only where the role may not see it: every other failure ends the look. */
async function seeLock(source: BucketHandle, key: EncodedKey, signal: AbortSignal): Promise<ObjectGlance['lock']> {
  try {
    return isLocked(await readLock(source, key, undefined, signal)) ? 'locked' : 'none'
  } catch (error) {
    if (error instanceof ActionError && error.code === 'ACCESS_DENIED') return 'unknown'
    throw error
  }
}

function toGlance(key: string, answer: HeadObjectCommandOutput): ObjectLook {
  if (!KNOWN_ALGORITHMS.includes(answer.ServerSideEncryption)) {
    throw notUnderstood(key, `x-amz-server-side-encryption ${encodeText(String(answer.ServerSideEncryption))}`)
  }
  if (answer.LastModified === undefined) throw notUnderstood(key, 'no Last-Modified')
  return toObjectLook(answer)
}

const notUnderstood = (key: string, answer: string) =>
  new ActionError('EVIDENCE_MISSING', `HeadObject of ${key} answered with ${answer}, which is not understood.`, {
    hint: 'Look at the object: it may have been written again since the report. Wait for the next report, or exclude the key.',
  })
