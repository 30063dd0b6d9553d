// Finds the multipart upload of a request, and stores its parts (S3 User Guide, "Uploading and copying objects using
// multipart upload").

import { ServiceError } from '../http.ts'
import type { Body, Checksum, MultipartUpload } from '../world.ts'
import { authorizeDecrypt, authorizeS3 } from './access.ts'
import { bodyLength } from './body.ts'
import { type BucketCall, invalidArgument, invalidRequest } from './call.ts'
import { parseCustomerKey } from './encryption.ts'
import { singlePartEtag } from './write.ts'

/** The upload of a request, or 404 NoSuchUpload. */
export function findUpload(call: BucketCall): MultipartUpload {
  const upload = call.bucket.uploads.get(call.query.get('uploadId') ?? '')
  if (upload !== undefined && upload.key === call.key) return upload
  throw new ServiceError(
    404,
    'NoSuchUpload',
    'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: call.query.get('uploadId') ?? '' },
  )
}

const MAX_PARTS = 10_000

type Part = { readonly body: Body; readonly checksum: Checksum | undefined }

/** The upload and the part number of a request, after checking that the caller may write there. */
export function openPart(call: BucketCall): { upload: MultipartUpload; partNumber: number } {
  const { bucket, key, principal, query, world } = call
  authorizeS3(world, principal, 'PutObject', { bucket, key })
  const text = query.get('partNumber') ?? ''
  const partNumber = /^\d+$/.test(text) ? Number(text) : 0
  if (partNumber < 1 || partNumber > MAX_PARTS) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text)
  }
  const upload = findUpload(call)
  const { encryption } = upload.template
  // Each part is decrypted again when the upload is completed (S3 User Guide, "Uploading and copying objects using
  // multipart upload").
  authorizeDecrypt(world, principal, bucket, encryption)
  if (parseCustomerKey(call.headers) !== encryption.customerKeyMd5) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    )
  }
  return { upload, partNumber }
}

/** Stores a part; it replaces an earlier one with the same number. */
export function storePart(call: BucketCall, upload: MultipartUpload, partNumber: number, part: Part) {
  const stored = {
    ...part,
    size: bodyLength(part.body),
    etag: singlePartEtag(part.body, upload.template.encryption, `${upload.uploadId} ${partNumber}`),
    lastModified: call.world.clock.now(),
  }
  upload.parts.set(partNumber, stored)
  return stored
}
