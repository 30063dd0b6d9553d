// Knows how the work of a remediation is counted, the same in outputs, summary and issue.

import type { JobOutcome } from '../batch/job-outcome.ts'
import { countDone, countFailed, type DirectResult } from '../direct/direct-outcome.ts'

type TaskCounts = { readonly succeeded: number; readonly failed: number }

/**
 * Tasks of jobs, as the rows of their completion reports say, and direct copies, each a task of this action's own.
 * Undefined as long as nothing was counted. What was left alone, such as an object that must be restored first, did not fail.
 */
export function countTasks(jobs: readonly JobOutcome[], copies: readonly DirectResult[]): TaskCounts | undefined {
  const counted = [
    ...jobs.flatMap(({ reconciliation }) => reconciliation ?? []),
    ...copies.map((copy) => ({ succeeded: countDone(copy), failed: countFailed(copy) })),
  ]
  if (counted.length === 0) return undefined
  const sum = (of: keyof TaskCounts) => counted.reduce((total, counts) => total + counts[of], 0)
  return { succeeded: sum('succeeded'), failed: sum('failed') }
}
