// GetObjectTagging (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { answerXml, type BucketCall, versionHeader } from '../call.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { renderTagging } from '../tags.ts'

/** The tags of a version. */
export function getObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectTagging')
  return answerXml(renderTagging(version.tags), versionHeader(call.bucket, version))
}
