// Decides which copy jobs are tried on a few objects first (ADR 6).

import type { EncryptionNaming } from './encryption-naming.ts'

/** If the copy jobs of a plan have more objects than this, each job gets a canary. */
const CANARY_ABOVE_OBJECTS = 1000
/** Objects in one canary. */
export const CANARY_OBJECTS = 5
/** Objects checked, evenly spread over a group, to find some with properties that could be lost. */
export const MAX_CANARY_LOOKS = 100

/**
 * Objects of a group that are copied and compared before the others; 0 if no canary is needed. `planObjects` is the
 * total of all copy jobs of the bucket. A canary is always needed if the job must name its encryption in
 * NewObjectMetadata: it is not documented what then happens to user metadata.
 */
export function countCanaryObjects(naming: EncryptionNaming, planObjects: number, groupObjects: number): number {
  if (naming !== 'new-object-metadata' && planObjects <= CANARY_ABOVE_OBJECTS) return 0
  return Math.min(CANARY_OBJECTS, groupObjects)
}
