// GetKeyPolicy (KMS API Reference, "GetKeyPolicy").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { IamPolicy } from '../../iam/types.ts'
import { findKey } from '../access.ts'
import { answerJson, type KmsCall } from '../call.ts'
import type { KmsKey } from '../key.ts'

/** KMS API Reference, "GetKeyPolicy": the only valid name is `default`. */
export function getKeyPolicy(call: KmsCall): EmulatorResponse {
  const key = findKey(call, 'GetKeyPolicy')
  const { PolicyName = 'default' } = call.body
  if (PolicyName !== 'default') throw new ServiceError(400, 'NotFoundException', 'No such policy exists')
  return answerJson(200, { Policy: JSON.stringify(key.policy ?? defaultPolicyOf(key)), PolicyName: 'default' })
}

/** KMS Developer Guide, "Default key policy": everything is delegated to the policies of the account. */
const defaultPolicyOf = ({ arn, account }: KmsKey): IamPolicy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM policies',
      Effect: 'Allow',
      Principal: { AWS: `arn:${arn.split(':')[1]}:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})
