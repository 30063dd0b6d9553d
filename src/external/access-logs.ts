// Detects that server access logs are delivered to a bucket, from its policy or its ACL.

import { GetBucketAclCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3'
import type { BucketHandle } from './bucket-handle.ts'

/** S3 User Guide, "Enabling Amazon S3 server access logging": the principals that deliver logs. */
const LOGGING_SERVICE = 'logging.s3.amazonaws.com'
const LOG_DELIVERY_GROUP = 'http://acs.amazonaws.com/groups/s3/LogDelivery'

type Statement = { readonly Effect?: unknown; readonly Principal?: unknown }

/** True if a bucket policy allows the logging service. @throws SyntaxError if it is not JSON */
function allowsLogDelivery(policy: string): boolean {
  const { Statement: given } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] }
  return [given ?? []].flat().some(({ Effect, Principal }) => {
    const { Service } = (typeof Principal === 'object' ? (Principal ?? {}) : {}) as { readonly Service?: unknown }
    return Effect === 'Allow' && [Service].flat().includes(LOGGING_SERVICE)
  })
}

/** Needs s3:GetBucketPolicy; the caller handles NoSuchBucketPolicy. */
export async function policyTakesLogs({ client, bucket, owner }: BucketHandle): Promise<boolean> {
  const answer = await client.send(new GetBucketPolicyCommand({ Bucket: bucket, ExpectedBucketOwner: owner }))
  return allowsLogDelivery(answer.Policy ?? '{}')
}

/** Needs s3:GetBucketAcl. */
export async function aclTakesLogs({ client, bucket, owner }: BucketHandle): Promise<boolean> {
  const answer = await client.send(new GetBucketAclCommand({ Bucket: bucket, ExpectedBucketOwner: owner }))
  return (answer.Grants ?? []).some(({ Grantee }) => Grantee?.URI === LOG_DELIVERY_GROUP)
}
