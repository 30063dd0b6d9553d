// Checks findings with HeadObject before anything is done about them (plan-looks.ts): in every mode, so that a plan
// shows what a run would do.

import { join } from 'node:path'
import type { BucketPlan, PlanRules } from '../decide/bucket-plan.ts'
import { countRequests, type PlannedLook, planLooks } from '../decide/plan-looks.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { createHeadObject } from '../external/head-object.ts'
import type { Findings } from '../findings/findings.ts'
import { sortFindings } from '../objects/sort-findings.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import { asActionError } from '../words/errors.ts'

type LookScene = {
  readonly scan: Findings
  readonly plan: BucketPlan
  readonly facts: BucketFacts
  readonly rules: Pick<PlanRules, 'engine' | 'maxLooks'>
  readonly source: BucketHandle
  readonly spoolFolder: string
  readonly deps: Deps
  /** Makes the plan of a scan. */
  readonly planOf: (scan: Findings) => BucketPlan
}

/** Scan and plan after the checks; the plan is refused if not every object could be checked. */
export async function lookFirst(scene: LookScene): Promise<Pick<LookScene, 'scan' | 'plan'>> {
  const { scan, plan, facts, rules, deps, planOf } = scene
  const looks = planLooks(plan, facts, rules)
  const requests = countRequests(looks)
  if (plan.refusal !== undefined || requests === 0 || requests > rules.maxLooks) return { scan, plan }
  try {
    const sorted = await look(looks, scene)
    return { scan: sorted, plan: planOf(sorted) }
  } catch (error) {
    if (deps.signal.aborted) throw error
    const { message, hint = '' } = asActionError(error, 'INTERNAL_ERROR')
    return {
      scan,
      plan: { ...plan, refusal: { message: `The findings could not be checked first: ${message}`, hint } },
    }
  }
}

function look(looks: readonly PlannedLook[], { scan, plan, facts, source, spoolFolder, deps }: LookScene) {
  return sortFindings(scan, {
    bucket: plan.bucket,
    placeOf: new Map(looks.map(({ group, place }) => [group, place])),
    folder: join(spoolFolder, plan.bucket),
    deps: {
      look: createHeadObject(source, {
        looking: 'LookAtObjects',
        locks: facts.objectLockEnabled,
        hiddenLocks: 'unknown',
      }),
      sleep: deps.sleep,
    },
    signal: deps.signal,
  })
}
