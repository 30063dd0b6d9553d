// Knows which copy jobs are tried on a few objects first (ADR 6).

import type { EncryptionNaming } from './encryption-naming.ts'

/** A plan whose copy jobs have more objects than this tries each of them. */
const CANARY_ABOVE_OBJECTS = 1000
/** Objects of one canary. */
export const CANARY_OBJECTS = 5
/** Objects checked, evenly spread over a group, to find some that have something to lose. */
export const MAX_CANARY_LOOKS = 100

/**
 * Objects of a group that are copied and compared before the others; 0 where there is no need. `planObjects` are those of
 * all copy jobs of the bucket. Where the job must name its encryption in NewObjectMetadata there always is: what becomes
 * of user metadata then is not documented.
 */
export function countCanaryObjects(naming: EncryptionNaming, planObjects: number, groupObjects: number): number {
  if (naming !== 'new-object-metadata' && planObjects <= CANARY_ABOVE_OBJECTS) return 0
  return Math.min(CANARY_OBJECTS, groupObjects)
}
