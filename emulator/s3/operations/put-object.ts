// PutObject (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import type { ObjectVersion } from '../../world.ts'
import { bytesBody } from '../body.ts'
import { type BucketCall, versionHeader } from '../call.ts'
import { parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from '../checksum.ts'
import { checkWriteConditions, parseWriteConditions } from '../conditions.ts'
import { renderEncryptionHeaders } from '../encryption.ts'
import { renderChecksumHeaders } from '../object-headers.ts'
import { checkKeyLength, readObjectTemplate } from '../object-template.ts'
import { currentVersion } from '../state.ts'
import { putSinglePart } from '../write.ts'

/** Writes the body as a new version. */
export function putObject(call: BucketCall): EmulatorResponse {
  checkKeyLength(call.key)
  const { bucket, headers, request } = call
  const conditions = parseWriteConditions(headers)
  const template = readObjectTemplate(call, conditions)
  verifyContentMd5(headers, request.body)
  const asked = headers['x-amz-sdk-checksum-algorithm']
  const body = bytesBody(request.body)
  const checksum = verifyChecksum(headers, body, asked === undefined ? undefined : parseChecksumAlgorithm(asked))
  checkWriteConditions(currentVersion(bucket, call.key), conditions, call.key)
  const version = putSinglePart(call.world, bucket, { ...template, body, size: request.body.length, checksum })
  return { status: 200, headers: renderWriteHeaders(call, version) }
}

/** The headers of a write's response about the new version. */
function renderWriteHeaders(call: BucketCall, version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...versionHeader(call.bucket, version),
    ...renderEncryptionHeaders(version.encryption),
    ...renderChecksumHeaders(version),
  }
}
