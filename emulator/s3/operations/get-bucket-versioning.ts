// GetBucketVersioning (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** `<Status>` is absent in a bucket that never had versioning. */
export function getBucketVersioning(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketVersioning')
  const { versioning } = call.bucket
  return answerXml(
    element('VersioningConfiguration', [element('Status', versioning === 'Unversioned' ? undefined : versioning)]),
  )
}
