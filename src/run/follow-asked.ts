// Looks at objects whose restore is asked for by itself: before the jobs, and until the last can be read.

import type { JobOutcome } from '../batch/job-outcome.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { type Archived, followRestores, lookAtArchived } from '../direct/follow-restores.ts'
import type { OneByOneResult } from '../direct/one-by-one.ts'
import { createHeadObject } from '../external/head-object.ts'
import { jobOperationOf } from '../operations/registry.ts'
import { describeOneByOne } from '../report/one-by-one-section.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { formatNoun } from '../words/numbers.ts'
import type { DirectScene } from './act-directly.ts'
import { logGroup } from './progress.ts'

type AskedScene = DirectScene & {
  readonly target: BucketTarget
  readonly plan: BucketPlan
  readonly startedAt: number
}

/** S3 takes hours: objects are looked at far less often than jobs. */
const PAUSES_OF_JOBS = 10

/** Undefined where no restore is asked for by itself. */
export async function lookAtAsked({ deps, plan, source, target }: AskedScene): Promise<Archived | undefined> {
  const restores = plan.jobs.filter((job) => target.asked !== undefined && jobOperationOf(job).prepares !== undefined)
  if (restores.length === 0) return undefined
  const headObject = createHeadObject(source, { looking: 'VerifyObjects' })
  const groups = restores.map(({ group }) => group)
  return await lookAtArchived(plan.bucket, groups, { headObject }, deps.signal)
}

export async function followAsked(
  archived: Archived,
  outcomes: readonly JobOutcome[],
  { deps, jobs, plan, source, startedAt }: AskedScene,
): Promise<OneByOneResult> {
  const isOpen = outcomes.some(({ state }) => state === 'pending' || state === 'awaiting-confirmation')
  const result = await followRestores(
    archived,
    { wasAsked: outcomes.length > 0, isOpen },
    {
      wait: jobs.wait && !isOpen,
      deadline: startedAt + jobs.waitTimeoutMs,
      pauseMs: jobs.pollIntervalMs * PAUSES_OF_JOBS,
      signal: deps.signal,
    },
    {
      headObject: createHeadObject(source, { looking: 'VerifyObjects' }),
      sleep: deps.sleep,
      now: deps.now,
      onWait: (left) => deps.log.progress(`${plan.bucket}: ${formatNoun(left, 'object')} being restored by S3`),
    },
  )
  logGroup(describeOneByOne(plan.bucket, result), deps)
  return result
}
