// Counts the work of a remediation, in the same way for outputs, summary and issue.

import type { JobOutcome } from '../batch/job-outcome.ts'
import { countDone, countFailed, type DirectResult } from '../direct/direct-outcome.ts'

type TaskCounts = { readonly succeeded: number; readonly failed: number }

/**
 * Tasks of jobs, from the rows of their completion reports, and direct copies, each counted as a task. Undefined while
 * nothing was counted. Objects that were skipped, such as those that must be restored first, are not failures.
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
