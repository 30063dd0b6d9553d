// Compares the state of an object with the state that a remediation should have produced.

import type { TargetEncryption } from '../words/encryption.ts'
import { isSameKey, type SeenEncryption } from '../words/key-rule.ts'
import { say } from '../words/outside-text.ts'

/** What the object has instead of the target; undefined if it is as required. */
export function findDifference(seen: SeenEncryption, target: TargetEncryption): string | undefined {
  if (seen.encryption !== target.status) return seen.encryption
  if (target.status === 'SSE-S3') return undefined
  // HeadObject returns the key's ARN, which cannot be compared with an alias.
  const isAlias = target.kmsKeyArn.includes(':alias/')
  if (!isAlias && !isSameKey(seen.kmsKeyArn, target.kmsKeyArn))
    return say`SSE-KMS with the key ${seen.kmsKeyArn ?? 'none'}`
  return target.bucketKey && !seen.bucketKey ? 'SSE-KMS without bucket key' : undefined
}
