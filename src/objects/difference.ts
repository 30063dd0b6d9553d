// Knows how an object that was looked at differs from what a remediation was to make of it.

import type { TargetEncryption } from '../words/encryption.ts'
import { isSameKey } from '../words/key-rule.ts'
import { say } from '../words/outside-text.ts'
import type { ObjectState } from './object-state.ts'

/** What the object has instead of the target; undefined when it is as wanted. */
export function findDifference(
  state: Extract<ObjectState, { exists: true }>,
  target: TargetEncryption,
): string | undefined {
  if (state.encryption !== target.status) return state.encryption
  if (target.status === 'SSE-S3') return undefined
  // HeadObject answers with the key's ARN: an alias cannot be compared with it.
  const isAlias = target.kmsKeyArn.includes(':alias/')
  if (!isAlias && !isSameKey(state.kmsKeyArn, target.kmsKeyArn))
    return say`SSE-KMS with the key ${state.kmsKeyArn ?? 'none'}`
  return target.bucketKey && !state.bucketKey ? 'SSE-KMS without bucket key' : undefined
}
