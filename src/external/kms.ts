// Checks a KMS key before objects are encrypted with it: DescribeKey, GetKeyPolicy.

import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from '@aws-sdk/client-kms'
import type { KeyDescription } from '../decide/target-key.ts'
import { ActionError } from '../words/errors.ts'
import { needing } from './attempt.ts'
import { errorNameOf, explainAwsError } from './aws-errors.ts'

/** @throws ActionError, whose hint contains the statement to add if the permission is missing */
export async function describeKey(client: KMSClient, kmsKeyArn: string): Promise<KeyDescription> {
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: kmsKeyArn }))
    return { state: key?.KeyState, usage: key?.KeyUsage, spec: key?.KeySpec }
  } catch (error) {
    if (errorNameOf(error) === 'NotFoundException') {
      throw new ActionError('INVALID_INPUT', `kms-key-arn names ${kmsKeyArn}, which does not exist.`, {
        hint: 'Set kms-key-arn to the full ARN of an existing key.',
        cause: error,
      })
    }
    const attempt = needing('LookAtTargetKey', 'kms:DescribeKey', kmsKeyArn)
    const { code, message, hint } = explainAwsError(error, attempt)
    const statement = JSON.stringify({ Effect: 'Allow', Action: attempt.permission, Resource: kmsKeyArn })
    const whatToDo = code === 'ACCESS_DENIED' ? `Add ${statement} to the role. ${hint ?? ''}` : (hint ?? '')
    throw new ActionError(code, `The key in kms-key-arn could not be checked. ${message}`, {
      hint: whatToDo,
      cause: error,
    })
  }
}

/** The text of the key's policy; every key has one, named `default` (KMS API Reference, "GetKeyPolicy"). */
export async function readKeyPolicy(
  client: KMSClient,
  kmsKeyArn: string,
  sid: 'ReadPolicyOfTargetKey' | 'LookAtReportKey' = 'ReadPolicyOfTargetKey',
): Promise<string> {
  try {
    const { Policy: policy = '' } = await client.send(
      new GetKeyPolicyCommand({ KeyId: kmsKeyArn, PolicyName: 'default' }),
    )
    return policy
  } catch (error) {
    throw explainAwsError(error, needing(sid, 'kms:GetKeyPolicy', kmsKeyArn))
  }
}

/** The key that reports are encrypted with. @throws ActionError INVALID_INPUT if it does not exist */
export async function describeReportKey(client: KMSClient, kmsKeyArn: string): Promise<KeyDescription> {
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: kmsKeyArn }))
    return { state: key?.KeyState, usage: key?.KeyUsage, spec: key?.KeySpec }
  } catch (error) {
    if (errorNameOf(error) === 'NotFoundException') {
      throw new ActionError('INVALID_INPUT', `Reports are to be encrypted with ${kmsKeyArn}, which does not exist.`, {
        hint: 'Name an existing key in the inventory configuration, or use SSE-S3.',
        cause: error,
      })
    }
    throw explainAwsError(error, needing('LookAtReportKey', 'kms:DescribeKey', kmsKeyArn))
  }
}
