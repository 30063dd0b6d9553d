// Knows what proves that a job encrypted its objects: HeadObject says so.

import { findDifference } from '../objects/difference.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { findBreach } from '../words/key-rule.ts'
import type { ProofRules, TaskProof } from './operation.ts'

/** For a job that is to give its objects `target`. */
export function proveEncryption({ target }: { readonly target: TargetEncryption }, rules: ProofRules): TaskProof {
  return {
    async succeeded(bucket, key, { headObject }) {
      const state = await headObject(bucket, key)
      // Deleted after the job: nothing is left that could be unencrypted.
      return state.exists ? findDifference(state, target) : undefined
    },
    async settled(bucket, key, { headObject }) {
      const state = await headObject(bucket, key)
      if (!state.exists || findBreach(state, rules.accepted, rules.keyRule) === undefined) return undefined
      return findDifference(state, target)
    },
  }
}
