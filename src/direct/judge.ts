// Decides which objects a direct copy skips, from their current state.

import { findDifference } from '../objects/difference.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import type { EncryptionStatus, TargetEncryption } from '../words/encryption.ts'
import { findBreach, type KeyRule } from '../words/key-rule.ts'
import type { ObjectOutcome } from './direct-outcome.ts'

export type JudgeRules = {
  readonly target: TargetEncryption
  /** The policy: an object that complies is never encrypted differently. */
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
  /** Objects modified after this time are not covered by the report. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** The outcome of an object that is not to be copied; undefined if it is to be copied. */
export function judgeObject(look: ObjectLook | undefined, rules: JudgeRules): ObjectOutcome | undefined {
  if (look === undefined) return { outcome: 'gone', bytes: 0 }
  const bytes = look.size
  const complies = findBreach(look, rules.accepted, rules.keyRule) === undefined
  if (complies || findDifference(look, rules.target) === undefined) {
    return { outcome: 'already', bytes }
  }
  if (look.lastModified > rules.unmodifiedSince.getTime()) return { outcome: 'changed', bytes }
  if (look.lock === 'locked') return { outcome: 'locked', bytes }
  if (look.archived) return { outcome: look.restoring ? 'restoring' : 'archived', bytes }
  // Two layers, or a key that only the customer has: replacing either would reduce protection.
  if (look.encryption === 'DSSE-KMS' || look.encryption === 'SSE-C') {
    return {
      outcome: 'failed',
      bytes,
      reason: `the object is encrypted with ${look.encryption}, which is never replaced`,
    }
  }
  // Encrypted with a customer's key after the report: a copy to SSE-S3 would remove it (decide/choose-by-need.ts
  // excludes such objects, too).
  if (look.encryption === 'SSE-KMS' && rules.target.status === 'SSE-S3') {
    const reason = 'the object is now encrypted with a KMS key, which a copy to SSE-S3 would remove'
    return { outcome: 'failed', bytes, reason }
  }
  return undefined
}
