// Counts the work of a remediation, in the same way for outputs, summary and issue.

import type { JobOutcome } from '../batch/job-outcome.ts'
import { countDone, countFailed, type DirectResult } from '../direct/direct-outcome.ts'
import { jobOperationOf } from '../operations/registry.ts'

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

/** Objects that a job only prepared, and that a later run acts on; requests that were made before count as well. */
export function countRequested(job: JobOutcome): number {
  const { prepares } = jobOperationOf(job)
  if (prepares === undefined) return 0
  const { reconciliation: rows } = job
  const again = (rows?.failures ?? []).filter(({ errorCode }) => errorCode === prepares.askedBefore)
  return (rows?.succeeded ?? 0) + again.reduce((sum, { tasks }) => sum + tasks, 0)
}
