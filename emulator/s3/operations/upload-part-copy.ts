// UploadPartCopy (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { bodyLength, sliceBody } from '../body.ts'
import { answerXml, type BucketCall, invalidArgument, invalidRequest } from '../call.ts'
import { computeChecksum, parseChecksumAlgorithm } from '../checksum.ts'
import { MAX_COPY_BYTES, readCopySource } from '../copy.ts'
import { parseCopySource } from '../copy-source.ts'
import { renderEncryptionHeaders } from '../encryption.ts'
import { openPart, storePart } from '../multipart-uploads.ts'

/** Stores an object, or `x-amz-copy-source-range` of it, as a part. */
export function uploadPartCopy(call: BucketCall): EmulatorResponse {
  const { upload, partNumber } = openPart(call)
  // A part copies bytes, never tags.
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

/** `bytes=first-last`, both required and within the source. */
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
