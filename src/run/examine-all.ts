// Limits how many buckets are examined concurrently, and groups the log lines of each.

import { availableParallelism } from 'node:os'
import { createCrews } from '../engines/inventory-scan/crews.ts'
import type { Deps } from '../external/deps.ts'
import { collectGroup } from '../external/front.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { ActionError } from '../words/errors.ts'
import type { AccessOf } from './access.ts'
import { type Examination, examineBucket } from './examine.ts'
import { type Examined, giveUp } from './examined.ts'
import { findKeptFormat } from './kept-findings.ts'

/** Number of buckets examined concurrently: each scan already uses every core, but waits for S3 before and after. */
const BUCKETS_AT_ONCE = 3

/**
 * Examines all buckets; the results are in the order of the targets. Never throws: a bucket that cannot be examined is
 * reported as such. If there are several, the lines of each are printed when it is done; only its progress is logged
 * immediately.
 */
export async function examineAll(
  {
    targets,
    ownRates,
    approvedPlan,
    baseline,
    findingsFile,
  }: Pick<Inputs, 'targets' | 'ownRates' | 'approvedPlan' | 'baseline' | 'findingsFile'>,
  accessOf: AccessOf,
  spoolFolder: string,
  deps: Deps,
): Promise<readonly Examined[]> {
  const crews = createCrews(availableParallelism(), deps)
  const findingRows = findKeptFormat({ baseline, findingsFile })
  const shared = { spoolFolder, ownRates, approvedPlan, findingRows, crews }
  try {
    const [only] = targets
    if (targets.length === 1 && only !== undefined) {
      deps.log.group(titleOf(only))
      return [await examine(only, accessOf, { ...shared, deps, sayProgress: deps.log.progress })]
    }
    deps.log.endGroup()
    return await examineSeveral(targets, accessOf, shared, deps)
  } finally {
    await crews.stop()
  }
}

type Shared = Omit<Examination, 'identity' | 's3ForRegion' | 'deps' | 'sayProgress'>

async function examineSeveral(targets: readonly BucketTarget[], accessOf: AccessOf, shared: Shared, deps: Deps) {
  const results: Examined[] = []
  let done = 0
  await forEachAtOnce(targets.entries(), BUCKETS_AT_ONCE, async ([index, target]) => {
    const group = collectGroup(deps.log)
    results[index] = await examine(target, accessOf, {
      ...shared,
      deps: { ...deps, log: group.log },
      sayProgress: (line) => deps.log.progress(`${target.bucket}: ${line}`),
    })
    done++
    group.print(`${titleOf(target)} (${done} of ${targets.length})`)
  })
  return results
}

const titleOf = ({ bucket }: BucketTarget) => `Scan s3://${bucket}`

async function examine(
  target: BucketTarget,
  accessOf: AccessOf,
  rest: Omit<Examination, 'identity' | 's3ForRegion'>,
): Promise<Examined> {
  // After a cancel there are only seconds left for reporting: buckets that are still waiting are not started.
  if (rest.deps.signal.aborted) {
    return giveUp(target, new ActionError('INTERRUPTED', 'The run was cancelled before this bucket was examined.'))
  }
  const access = accessOf(target)
  if (access instanceof ActionError) {
    rest.deps.log.info(`The bucket could not be read: ${access.message}`)
    return giveUp(target, access)
  }
  return await examineBucket(target, { ...access, ...rest })
}
