// Decides whether a run could carry out a plan as it was made: a person should only be asked to approve one that can.

import { explainWrong } from '../preflight/explain.ts'
import type { BucketResult } from './run-result.ts'

/**
 * Why no run of this plan would start, with what to do: a refusal that is not a limit, or a check of the preflight.
 * Undefined if a run can, perhaps with a higher limit, which leaves the plan as it is.
 */
export function explainDeadPlan({ plan, preflight = [] }: Pick<BucketResult, 'plan' | 'preflight'>) {
  const { refusal } = plan ?? {}
  return refusal !== undefined && !refusal.isOfLimit ? refusal : explainWrong(preflight)
}
