// Carries out the part of a bucket's plan that this action does itself, object by object, without copying.

import { recordFolder } from '../batch/tag-records.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { tagEach } from '../direct/tag-each.ts'
import { createRecordCalls } from '../external/batch-edge.ts'
import { createTagCalls } from '../external/tag-edge.ts'
import { describeOneByOne } from '../report/one-by-one-section.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatCount } from '../words/numbers.ts'
import type { DirectScene } from './act-directly.ts'
import { logGroup } from './progress.ts'

type OneByOneScene = DirectScene & { readonly plan: BucketPlan; readonly startedAt: number }

const PROGRESS_EVERY_OBJECTS = 1000

/** The bucket with the outcome. */
export async function actOneByOne(bucket: BucketResult, scene: OneByOneScene): Promise<BucketResult> {
  const { deps, jobs, mode, plan, startedAt } = scene
  const planned = plan.oneByOne ?? []
  if (planned.length === 0) return bucket
  if (mode === 'confirm') return { ...bucket, oneByOne: { planned, result: undefined } }
  const deadline = new AbortController()
  const stopTimer = deps.startTimer(Math.max(0, startedAt + jobs.waitTimeoutMs - deps.now()), () => deadline.abort())
  const signal = AbortSignal.any([deps.signal, deadline.signal])
  try {
    const result = await tagEach(plan.bucket, { planned, deps: createTagDeps(scene), signal })
    logGroup(describeOneByOne(plan.bucket, result), deps)
    const recordsAt = `s3://${jobs.work.bucket}/${recordFolder(jobs.work.prefix, plan.bucket)}/`
    return { ...bucket, recordsAt, oneByOne: { planned, result } }
  } finally {
    stopTimer()
  }
}

function createTagDeps({ bucket, deps, jobs, source, work }: OneByOneScene) {
  let done = 0
  return {
    ...createTagCalls(source),
    ...createRecordCalls({ work, timing: deps }),
    workPrefix: jobs.work.prefix,
    onProgress: (objects: number) => {
      done += objects
      if (done % PROGRESS_EVERY_OBJECTS === 0)
        deps.log.progress(`${bucket}: ${formatCount(done)} objects tagged or checked`)
    },
  }
}
