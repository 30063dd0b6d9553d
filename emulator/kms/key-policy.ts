// Knows key policies: without the word of its key policy, or its delegation to the account, nobody may use a KMS key (KMS
// Developer Guide, "Key policies in AWS KMS", "Default key policy").

import type { AuthorizeOptions } from '../iam/evaluate.ts'
import type { IamPolicy } from '../iam/types.ts'
import type { KmsKey } from '../world.ts'

export function keyPolicyOf({ arn, account, policy }: KmsKey): IamPolicy {
  if (policy !== undefined) return policy
  const root = `arn:${arn.split(':')[1]}:iam::${account}:root`
  const Statement = [
    { Sid: 'Enable IAM policies', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' } as const,
  ]
  return { Version: '2012-10-17', Statement }
}

/** How a request for a key is decided. */
export const byKeyPolicy = (key: KmsKey): AuthorizeOptions => ({
  resourcePolicy: keyPolicyOf(key),
  resourceOwner: key.account,
  resourcePolicyMustAllow: true,
})
