// Proves with HeadObject that a job encrypted its objects.

import { findDifference } from '../objects/difference.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { findBreach } from '../words/key-rule.ts'
import type { ProofRules, TaskProof } from './operation.ts'

/** For a job that should give its objects `target`. */
export function proveEncryption({ target }: { readonly target: TargetEncryption }, rules: ProofRules): TaskProof {
  return {
    async succeeded(key, { headObject }) {
      const seen = await headObject(key)
      // Deleted after the job: nothing is left that could be unencrypted.
      return seen && findDifference(seen, target)
    },
    async settled(key, { headObject }) {
      const seen = await headObject(key)
      if (seen === undefined || findBreach(seen, rules.accepted, rules.keyRule) === undefined) return undefined
      return findDifference(seen, target)
    },
  }
}
