// Carries out a bucket's direct copies, and finishes those of an interrupted earlier run.

import type { BucketPlan } from '../decide/bucket-plan.ts'
import { finishLeftCopies } from '../direct/copy-directly.ts'
import { copyPlanned } from '../direct/copy-planned.ts'
import type { DirectDeps, DirectProgress } from '../direct/direct-deps.ts'
import type { DirectOutcomeOfPlan } from '../direct/direct-outcome.ts'
import type { Unrestored } from '../direct/find-unrestored.ts'
import { createAnnotationCalls } from '../external/annotation-edge.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { createObjectCalls } from '../external/direct-edge.ts'
import { createUploadJournal } from '../external/upload-journal.ts'
import { describeDirectCopies } from '../report/log.ts'
import type { JobInputs } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import { logGroup, sayCopyProgress } from './progress.ts'

/** Where objects are copied, and where the copies are recorded. */
export type DirectScene = {
  readonly bucket: string
  readonly mode: 'confirm' | 'run'
  readonly jobs: JobInputs
  readonly source: BucketHandle
  readonly work: BucketHandle
  readonly deps: Deps
}

type CopyScene = DirectScene & {
  readonly target: BucketTarget
  readonly plan: BucketPlan
  readonly startedAt: number
}

/** The copies that this action makes itself. They cannot be suspended, so `confirm` leaves them to a later `run`. */
export async function copyDirectly(
  scene: CopyScene,
  knownEnds: Unrestored['ends'],
): Promise<DirectOutcomeOfPlan | undefined> {
  const { deps, jobs, mode, plan, startedAt, target } = scene
  const planned = plan.directCopies
  if (planned.length === 0) return undefined
  if (mode === 'confirm') return { planned, result: undefined }
  const deadline = new AbortController()
  const stopTimer = deps.startTimer(Math.max(0, startedAt + jobs.waitTimeoutMs - deps.now()), () => deadline.abort())
  const signal = AbortSignal.any([deps.signal, deadline.signal])
  const policy = { accepted: target.accepted, keyRule: target.keyRule, knownEnds }
  try {
    const result = await copyPlanned(plan.bucket, planned, policy, createDirectDeps(scene), signal)
    logGroup(describeDirectCopies(plan.bucket, result), deps)
    return { planned, result }
  } finally {
    stopTimer()
  }
}

/**
 * Finishes multipart copies of earlier runs: objects get their missing annotations. If there are none, it only lists
 * the journal. Returns an error for the run to report; a journal that cannot be read is only a warning.
 */
export async function finishEarlierCopies(scene: DirectScene): Promise<ActionError | undefined> {
  const { bucket, deps, mode } = scene
  if (mode !== 'run' || deps.signal.aborted) return undefined
  try {
    const { given, uploadsLeft } = await finishLeftCopies(createDirectDeps(scene))
    if (given > 0)
      deps.log.info(
        `${bucket}: ${formatNoun(given, 'object')} received annotations that an earlier run had not written`,
      )
    const [first] = uploadsLeft
    if (first === undefined) return undefined
    return new ActionError(
      'REMEDIATION_FAILED',
      say`${uploadsLeft.length} copies in parts of an earlier run could not be finished: ${first.reason}`,
      { hint: 'Each has a record under direct-copies/ in the work location; run again, or check its object.' },
    )
  } catch (error) {
    deps.log.warning(`${bucket}: unfinished copies of earlier runs could not be checked: ${messageOf(error)}`)
    return undefined
  }
}

/** `plan`: undefined if nothing is copied, so locks do not matter. */
function createDirectDeps(scene: DirectScene & { readonly plan?: BucketPlan }): DirectDeps {
  const { bucket, deps, jobs, plan, source, work } = scene
  return {
    ...createObjectCalls(source, { locks: plan?.objectLock !== undefined }),
    ...createAnnotationCalls(source, 'LookAtObjectsToCopy', deps),
    ...createUploadJournal(work, jobs.work.prefix, bucket, deps),
    now: deps.now,
    sleep: deps.sleep,
    random: Math.random,
    onProgress: limitProgress(deps, bucket),
  }
}

const PROGRESS_INTERVAL_MS = 10_000

function limitProgress(deps: Deps, bucket: string): (progress: DirectProgress) => void {
  let toldAt = deps.now()
  return (progress) => {
    const now = deps.now()
    if (now - toldAt < PROGRESS_INTERVAL_MS) return
    toldAt = now
    deps.log.progress(`${bucket}: ${sayCopyProgress(progress)}`)
  }
}
