// GetBucketOwnershipControls (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** Every bucket has a rule since April 2023: BucketOwnerEnforced unless another was set. */
export function getBucketOwnershipControls(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketOwnershipControls')
  const rule = element('Rule', [element('ObjectOwnership', call.bucket.ownership)])
  return answerXml(element('OwnershipControls', [rule]))
}
