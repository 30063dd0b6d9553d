// PutObjectTagging (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { parseXml } from '../../xml.ts'
import type { BucketCall } from '../call.ts'
import { changeSetting } from '../object-changes.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { parseTagging } from '../tags.ts'

/** Replaces the whole tag set. */
export function putObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectTagging')
  return changeSetting(call, version, { tags: parseTagging(parseXml(call.request.body)) })
}
