// Looks at the posture of a bucket, which is shown beside the verdict and changes nothing about it.

import type { Deps } from '../external/deps.ts'
import { readPostureFacts } from '../external/posture-edge.ts'
import { judgePosture } from '../posture/judge.ts'
import { describePosture } from '../report/posture-section.ts'
import type { BucketPosture } from '../result/run-result.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import type { Located } from './examined.ts'
import { logGroup } from './progress.ts'

/** Undefined for an operation on selected objects. Never throws: what may not be looked at is unknown. */
export async function lookAtPosture(
  target: BucketTarget,
  { region, source }: Located,
  deps: Deps,
): Promise<BucketPosture | undefined> {
  if (target.asked !== undefined) return undefined
  const { signal, startTimer } = deps
  const wanted = target.requiredPosture.length > 0
  const lines = judgePosture(await readPostureFacts(source, region, { signal, startTimer, wanted }), target)
  const posture = { lines, required: target.requiredPosture }
  logGroup(describePosture(target.bucket, posture), deps)
  return posture
}
