// PutObjectAnnotation (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeEncrypt } from '../access.ts'
import {
  describe,
  MAX_ANNOTATIONS,
  makeAnnotation,
  readName,
  refuseChangedObject,
  refuseWhereAbsent,
} from '../annotations.ts'
import { bytesBody } from '../body.ts'
import { answerXml, type BucketCall, invalidRequest, writerOf } from '../call.ts'
import { parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from '../checksum.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { changeVersion } from '../state.ts'

const MAX_PAYLOAD_BYTES = 1024 ** 2

/** Creates or replaces an annotation. The object's ETag and date do not change. */
export function putObjectAnnotation(call: BucketCall): EmulatorResponse {
  refuseWhereAbsent(call)
  const { bucket, headers, principal, request, world } = call
  const version = readRequestedVersion(call, 'PutObjectAnnotation')
  const name = readName(call)
  refuseChangedObject(call, version)
  const payload = request.body
  checkPayload(payload)
  // "Annotating your objects", "Encryption": SSE-C is not supported; others inherit the object's encryption.
  if (version.encryption.status === 'SSE-C') {
    throw invalidRequest('Annotations are not supported for objects encrypted with SSE-C')
  }
  authorizeEncrypt(world, principal, bucket, version.encryption)
  verifyContentMd5(headers, payload)
  const asked = headers['x-amz-sdk-checksum-algorithm']
  const algorithm = asked === undefined ? undefined : parseChecksumAlgorithm(asked)
  const annotation = makeAnnotation(world, payload, verifyChecksum(headers, bytesBody(payload), algorithm))
  const annotations = new Map(version.annotations).set(name, annotation)
  if (annotations.size > MAX_ANNOTATIONS) {
    throw new ServiceError(
      400,
      'AnnotationLimitExceeded',
      'The request would exceed the maximum number of annotations allowed per object.',
    )
  }
  changeVersion(world, bucket, version, { annotations }, writerOf(call))
  const result = element('PutObjectAnnotationOutput', [element('Key', call.key), element('AnnotationName', name)])
  return answerXml(result, describe(version, annotation))
}

function checkPayload(payload: Uint8Array): void {
  if (payload.length === 0) throw invalidRequest('The annotation payload must be at least 1 byte')
  if (payload.length > MAX_PAYLOAD_BYTES) {
    throw new ServiceError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(payload)
  } catch {
    throw new ServiceError(415, 'UnsupportedMediaType', 'The annotation payload is not valid UTF-8 encoded text.')
  }
}
