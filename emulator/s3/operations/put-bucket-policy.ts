// PutBucketPolicy (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { IamPolicy } from '../../iam/types.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** S3 User Guide, "Bucket policies for Amazon S3": 20 KB. */
const MAX_BYTES = 20 * 1024

/** Replaces the policy; all its members are kept. 400 if it is not a policy document, or too large. */
export function putBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketPolicy')
  if (call.request.body.byteLength > MAX_BYTES)
    throw new ServiceError(400, 'PolicyTooLarge', 'The policy exceeds the maximum allowed document size.')
  call.bucket.policy = parsePolicy(new TextDecoder().decode(call.request.body))
  return { status: 204 }
}

function parsePolicy(text: string): IamPolicy {
  const malformed = new ServiceError(400, 'MalformedPolicy', 'This policy contains invalid Json')
  let document: { Version?: string; Statement?: unknown }
  try {
    document = JSON.parse(text)
  } catch {
    throw malformed
  }
  if (typeof document !== 'object' || document === null || document.Statement === undefined) throw malformed
  const statements = (
    Array.isArray(document.Statement) ? document.Statement : [document.Statement]
  ) as IamPolicy['Statement']
  if (statements.some(({ Effect }) => Effect !== 'Allow' && Effect !== 'Deny')) {
    throw new ServiceError(400, 'MalformedPolicy', 'Missing required field Effect')
  }
  return { ...document, Statement: statements }
}
