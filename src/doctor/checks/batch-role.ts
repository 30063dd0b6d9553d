// Whether jobs can run: the batch role, who can pass it, and the target key, each as a preflight judges it.

import { addStatement } from '../../policies/merge-policy.ts'
import {
  allowCommand,
  createRoleCommand,
  enableKeyCommand,
  keepKeyCommand,
  keyPolicyCommand,
  trustCommand,
} from '../commands.ts'
import type { BatchRoleFacts, BucketFacts } from '../facts.ts'
import { type Fix, inShell, inWorkflow, type Line } from '../line.ts'
import { lineOf } from '../preflight-line.ts'

export function checkBatchRole(facts: BucketFacts): readonly Line[] {
  return facts.preflight.map((check) => lineOf(check, facts.target.bucket, pasteFor(check, facts)))
}

type RoleCheck = BucketFacts['preflight'][number]

function pasteFor({ name, status }: RoleCheck, facts: BucketFacts): Fix['paste'] {
  const { batchRole, principalArn, targetKey } = facts
  if (name === 'target-key') return targetKey === undefined ? undefined : reviveKey(targetKey)
  if (batchRole === undefined || status !== 'wrong') return undefined
  const { arn } = batchRole
  switch (name) {
    case 'batch-role':
      return batchRole.knownArn === undefined
        ? inShell(`${createRoleCommand(arn, trustOf(facts))}\n${allowCommand(arn, 'jobs', batchRole.statements)}`)
        : inWorkflow(`batch-role-arn: ${batchRole.knownArn}`)
    case 'batch-role-trust':
      return inShell(trustCommand(arn, trustOf(facts)))
    case 'batch-role-permissions':
      return inShell(allowCommand(arn, 'jobs', batchRole.statements))
    case 'target-key-use':
      return pasteForKey(batchRole, targetKey)
    case 'pass-role':
      return principalArn === undefined
        ? undefined
        : inShell(allowCommand(principalArn, 'PassTheBatchRole', [pass(arn)]))
    default:
      return undefined
  }
}

/** The role needs permissions, and the policy of the key must allow them or delegate to those of the account. */
function pasteForKey({ arn, statements }: BatchRoleFacts, key: BucketFacts['targetKey']): Fix['paste'] {
  const role = allowCommand(arn, 'jobs', statements)
  const text = key?.policy !== undefined && 'seen' in key.policy ? key.policy.seen : ''
  const merged = addStatement(text, {
    Sid: 'LetTheBatchRoleUseTheKey',
    Effect: 'Allow',
    Principal: { AWS: arn },
    Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt', 'kms:ReEncryptTo'],
    Resource: '*',
  })
  return inShell(key === undefined || merged === undefined ? role : `${role}\n${keyPolicyCommand(key.arn, merged)}`)
}

/** As docs/iam/batch-role-trust-policy.json has it. */
const trustOf = ({ account }: BucketFacts) => [
  {
    Effect: 'Allow',
    Principal: { Service: SERVICE },
    Action: 'sts:AssumeRole',
    Condition: { StringEqualsIfExists: { 'aws:SourceAccount': account } },
  },
]

const pass = (arn: string) => ({
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: arn,
  Condition: { StringEquals: { 'iam:PassedToService': SERVICE } },
})

const SERVICE = 'batchoperations.s3.amazonaws.com'

function reviveKey({ arn, state }: NonNullable<BucketFacts['targetKey']>): Fix['paste'] {
  if (state === 'Disabled') return inShell(enableKeyCommand(arn))
  return state === 'PendingDeletion' ? inShell(keepKeyCommand(arn)) : undefined
}
