// Looks at everything that a run with these inputs needs, without changing anything, and judges it.

import type { Line } from '../../doctor/line.ts'
import { judgeRole, judgeRun } from '../../doctor/registry.ts'
import type { Deps } from '../../external/deps.ts'
import type { BucketTarget, Inputs } from '../../settings/settings-of-a-run.ts'
import { forEachAtOnce } from '../../time/at-once.ts'
import { ActionError } from '../../words/errors.ts'
import type { SignedIn } from '../access.ts'
import { diagnoseBucket } from './look-at-bucket.ts'
import { lookAtRole } from './look-at-role.ts'
import { lookAtRun } from './look-at-run.ts'
import { findAccess, takeBuckets } from './take-buckets.ts'

const BUCKETS_AT_ONCE = 8

/** All lines: of the run, of each role, and of each bucket in the order of the inputs. */
export async function diagnose(inputs: Inputs, deps: Deps): Promise<readonly Line[]> {
  const { lines: ofLines, signedIn, targets } = await takeBuckets(inputs, deps)
  const ofRun = judgeRun(await lookAtRun(inputs, deps))
  const ofRoles = await Promise.all(signedIn.map(async (role) => judgeRole(await lookAtRole(role, deps))))
  const ofBuckets = await diagnoseBuckets(targets, signedIn, deps)
  if (deps.signal.aborted) throw new ActionError('INTERRUPTED', 'The run was cancelled.', { hint: 'Run it again.' })
  return [...ofRun, ...ofRoles.flat(), ...ofLines, ...ofBuckets]
}

async function diagnoseBuckets(
  targets: readonly BucketTarget[],
  signedIn: readonly SignedIn[],
  deps: Deps,
): Promise<readonly Line[]> {
  const lines: (readonly Line[])[] = []
  const accessOf = findAccess(signedIn)
  await forEachAtOnce(targets.entries(), BUCKETS_AT_ONCE, async ([index, target]) => {
    if (deps.signal.aborted) return
    const access = accessOf(target)
    lines[index] =
      access instanceof ActionError ? [notLookedAt(target.bucket)] : await diagnoseBucket({ target, access, deps })
  })
  return lines.flat()
}

/** The line of a bucket for which nobody could sign in. */
export const notLookedAt = (bucket: string): Line => ({
  check: 'source-bucket',
  about: bucket,
  status: 'unknown',
  found: 'Nothing of this bucket was looked at, because nobody could sign in.',
  fix: { say: 'First mend oidc-token and role.' },
})
