// CreateMultipartUpload (S3 API Reference).

import { createHash } from 'node:crypto'
import type { EmulatorResponse } from '../../http.ts'
import type { Checksum } from '../../world.ts'
import { element } from '../../xml.ts'
import { answerXml, type BucketCall, invalidRequest } from '../call.ts'
import { parseChecksumAlgorithm } from '../checksum.ts'
import { renderEncryptionHeaders } from '../encryption.ts'
import { checkKeyLength, readObjectTemplate } from '../object-template.ts'

/** Starts an upload; everything except the bytes is set now. */
export function createMultipartUpload(call: BucketCall): EmulatorResponse {
  checkKeyLength(call.key)
  const { bucket, headers, key, world } = call
  const template = { ...readObjectTemplate(call), checksum: parseUploadChecksum(headers) }
  const uploadId = createHash('sha256')
    .update(`upload ${world.log.length} ${bucket.uploads.size} ${bucket.name}/${key}`)
    .digest('base64url')
  bucket.uploads.set(uploadId, { uploadId, key, initiated: world.clock.now(), template, parts: new Map() })
  const { checksum } = template
  const checksumHeaders =
    checksum === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type ?? 'COMPOSITE' }
  return answerXml(
    element('InitiateMultipartUploadResult', [
      element('Bucket', bucket.name),
      element('Key', key),
      element('UploadId', uploadId),
    ]),
    { ...checksumHeaders, ...renderEncryptionHeaders(template.encryption) },
  )
}

/** The algorithm of an upload, with an empty value; CRC-64 is only for whole objects, SHA only for parts. */
function parseUploadChecksum(headers: Readonly<Record<string, string>>): Checksum | undefined {
  const name = headers['x-amz-checksum-algorithm']
  if (name === undefined) return undefined
  const algorithm = parseChecksumAlgorithm(name)
  const type = headers['x-amz-checksum-type'] ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE')
  const isPossible =
    type === 'FULL_OBJECT' ? !algorithm.startsWith('SHA') : type === 'COMPOSITE' && algorithm !== 'CRC64NVME'
  if (!isPossible)
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    )
  return { algorithm, value: '', type: type === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE' }
}
