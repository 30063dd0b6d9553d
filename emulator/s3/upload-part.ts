// UploadPart and UploadPartCopy (S3 API Reference).

import type { EmulatorResponse } from '../http.ts'
import type { Body, Checksum, MultipartUpload } from '../world.ts'
import { element } from '../xml.ts'
import { authorizeDecrypt, authorizeS3 } from './access.ts'
import { bodyLength, bytesBody, sliceBody } from './body.ts'
import { computeChecksum, parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from './checksum.ts'
import { MAX_COPY_BYTES, readCopySource } from './copy.ts'
import { parseCopySource } from './copy-object.ts'
import { findUpload } from './create-multipart-upload.ts'
import { parseCustomerKey, renderEncryptionHeaders } from './encryption.ts'
import { renderChecksumHeaders } from './object-headers.ts'
import { answerXml, type BucketCall, invalidArgument, invalidRequest } from './request.ts'
import { singlePartEtag } from './write.ts'

const MAX_PARTS = 10_000

type Part = { readonly body: Body; readonly checksum: Checksum | undefined }

/** Stores the body as a part; a later one of the same number takes its place. */
export function uploadPart(call: BucketCall): EmulatorResponse {
  const { upload, partNumber } = openPart(call)
  verifyContentMd5(call.headers, call.request.body)
  const body = bytesBody(call.request.body)
  const { checksum } = upload.template
  const asked = checksum === undefined ? undefined : parseChecksumAlgorithm(checksum.algorithm)
  const part = storePart(call, upload, partNumber, { body, checksum: verifyChecksum(call.headers, body, asked) })
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      ...renderEncryptionHeaders(upload.template.encryption),
      ...renderChecksumHeaders(part),
    },
  }
}

/** Stores an object, or `x-amz-copy-source-range` of it, as a part. */
export function uploadPartCopy(call: BucketCall): EmulatorResponse {
  const { upload, partNumber } = openPart(call)
  // A part takes bytes, never tags.
  const source = readCopySource(call.world, { ...parseCopySource(call), taggingDirective: 'REPLACE' })
  const range = parseCopyRange(call.headers['x-amz-copy-source-range'], source.size)
  const body = sliceBody(source.body, range.start, range.end)
  if (bodyLength(body) > MAX_COPY_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    )
  }
  const algorithm = upload.template.checksum?.algorithm
  const part = storePart(call, upload, partNumber, {
    body,
    checksum:
      algorithm === undefined
        ? undefined
        : { algorithm, value: computeChecksum(parseChecksumAlgorithm(algorithm), body) },
  })
  return answerXml(
    element('CopyPartResult', [
      element('LastModified', new Date(part.lastModified).toISOString()),
      element('ETag', `"${part.etag}"`),
      part.checksum === undefined ? undefined : element(`Checksum${part.checksum.algorithm}`, part.checksum.value),
    ]),
    renderEncryptionHeaders(upload.template.encryption),
  )
}

function openPart(call: BucketCall): { upload: MultipartUpload; partNumber: number } {
  const { bucket, key, principal, query, world } = call
  authorizeS3(world, principal, 'PutObject', { bucket, key })
  const text = query.get('partNumber') ?? ''
  const partNumber = /^\d+$/.test(text) ? Number(text) : 0
  if (partNumber < 1 || partNumber > MAX_PARTS) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text)
  }
  const upload = findUpload(call)
  const { encryption } = upload.template
  // Each part is decrypted again when the upload is completed (S3 User Guide, "Uploading and copying objects using multipart upload").
  authorizeDecrypt(world, principal, bucket, encryption)
  if (parseCustomerKey(call.headers) !== encryption.customerKeyMd5) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    )
  }
  return { upload, partNumber }
}

function storePart(call: BucketCall, upload: MultipartUpload, partNumber: number, part: Part) {
  const stored = {
    ...part,
    size: bodyLength(part.body),
    etag: singlePartEtag(part.body, upload.template.encryption, `${upload.uploadId} ${partNumber}`),
    lastModified: call.world.clock.now(),
  }
  upload.parts.set(partNumber, stored)
  return stored
}

/** `bytes=first-last`, both needed and both within the source. */
function parseCopyRange(header: string | undefined, size: number): { start: number; end: number } {
  if (header === undefined) return { start: 0, end: size }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? []
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    )
  }
  if (Number(last) >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    )
  }
  return { start: Number(first), end: Number(last) + 1 }
}
