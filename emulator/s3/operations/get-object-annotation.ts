// GetObjectAnnotation (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { Annotation, ObjectVersion } from '../../world.ts'
import { authorizeDecrypt } from '../access.ts'
import { answerWhereAbsent, describe, readName } from '../annotations.ts'
import type { BucketCall } from '../call.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** The text of one annotation. */
export function getObjectAnnotation(call: BucketCall): EmulatorResponse {
  const absent = answerWhereAbsent(call)
  if (absent !== undefined) return absent
  const version = readRequestedVersion(call, 'GetObjectAnnotation')
  const annotation = findAnnotation(call, version)
  authorizeDecrypt(call.world, call.principal, call.bucket, version.encryption)
  const { checksum, lastModified, payload } = annotation
  const isAsked = call.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED'
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'last-modified': new Date(lastModified).toUTCString(),
      ...describe(version, annotation),
      ...(isAsked
        ? {
            [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
            'x-amz-checksum-type': 'FULL_OBJECT',
          }
        : {}),
    },
    body: payload,
  }
}

function findAnnotation(call: BucketCall, { annotations }: ObjectVersion): Annotation {
  const found = annotations?.get(readName(call))
  if (found !== undefined) return found
  throw new ServiceError(404, 'NoSuchAnnotation', 'The specified annotation does not exist on this object.')
}
