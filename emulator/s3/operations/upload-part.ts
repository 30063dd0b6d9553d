// UploadPart (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { bytesBody } from '../body.ts'
import type { BucketCall } from '../call.ts'
import { parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from '../checksum.ts'
import { renderEncryptionHeaders } from '../encryption.ts'
import { openPart, storePart } from '../multipart-uploads.ts'
import { renderChecksumHeaders } from '../object-headers.ts'

/** Stores the body as a part; it replaces an earlier one with the same number. */
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
