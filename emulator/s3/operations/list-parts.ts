// ListParts (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { renderOwner } from '../acl.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { findUpload } from '../multipart-uploads.ts'
import { readPageLength } from '../pages.ts'

/** The parts of an upload by number. */
export function listParts(call: BucketCall): EmulatorResponse {
  const { bucket, key, principal, query, world } = call
  authorizeS3(world, principal, 'ListMultipartUploadParts', { bucket, key })
  const upload = findUpload(call)
  const marker = Number(query.get('part-number-marker') ?? '0')
  const maxParts = readPageLength(world, query, 'max-parts')
  const left = [...upload.parts].filter(([number]) => number > marker).sort(([one], [other]) => one - other)
  const page = left.slice(0, maxParts)
  return answerXml(
    element('ListPartsResult', [
      element('Bucket', bucket.name),
      element('Key', key),
      element('UploadId', upload.uploadId),
      element('PartNumberMarker', marker),
      element('NextPartNumberMarker', page.at(-1)?.[0] ?? marker),
      element('MaxParts', maxParts),
      element('IsTruncated', left.length > page.length),
      element('ChecksumAlgorithm', upload.template.checksum?.algorithm),
      element('ChecksumType', upload.template.checksum?.type),
      ...page.map(([number, part]) =>
        element('Part', [
          element('PartNumber', number),
          element('LastModified', new Date(part.lastModified).toISOString()),
          element('ETag', `"${part.etag}"`),
          element('Size', part.size),
          part.checksum === undefined ? undefined : element(`Checksum${part.checksum.algorithm}`, part.checksum.value),
        ]),
      ),
      renderOwner(bucket.owner, 'Initiator'),
      renderOwner(bucket.owner),
      element('StorageClass', upload.template.storageClass),
    ]),
  )
}
