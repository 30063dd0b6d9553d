// Knows the few rows of a job manifest that a query set apart from those that S3 joins unread: a canary is chosen from
// them, so that the runner can leave it out of the job after it.

import type { OperationGroup } from '../findings/findings.ts'
import type { RowPart, RowSource } from '../findings/row-part.ts'

type Rows = Pick<OperationGroup, 'parts' | 'proof'>

export const isTrialPart = (part: RowPart): part is RowSource => typeof part !== 'string' && part.isTrial === true

/** The rows that a canary is chosen from: all, or those set apart if S3 is to join the others. */
export function partsToTry({ parts, proof }: Rows): readonly RowPart[] {
  const trial = parts.filter(isTrialPart)
  return proof === undefined || trial.length === 0 ? parts : trial
}
