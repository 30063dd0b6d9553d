// Knows when objects are looked at for website redirects: where a plan has jobs copy them in a bucket that is a website, in
// every mode, so that a plan says what a run would do.

import { join } from 'node:path'
import { holdBackRedirects } from './batch/redirects.ts'
import { asActionError } from './errors.ts'
import type { Deps } from './external/deps.ts'
import { createLook } from './external/evidence-edge.ts'
import type { BucketHandle } from './external/s3.ts'
import type { BucketFacts, BucketPlan } from './plan.ts'
import type { ScanResult } from './scan/result.ts'

export type RedirectScene = {
  readonly scan: ScanResult
  readonly plan: BucketPlan
  readonly facts: BucketFacts
  readonly source: BucketHandle
  readonly spoolFolder: string
  readonly deps: Deps
  /** The plan of a scan. */
  readonly planOf: (scan: ScanResult) => BucketPlan
}

/** Scan and plan without what a job would harm; or the plan refused, where not every object could be looked at. */
export async function keepRedirectsOut(scene: RedirectScene): Promise<Pick<RedirectScene, 'scan' | 'plan'>> {
  const { scan, plan, facts, source, spoolFolder, deps, planOf } = scene
  const copies = plan.jobs.filter((job) => job.operation === 'S3PutObjectCopy')
  if (facts.website !== 'some' || plan.refusal !== undefined || copies.length === 0) return { scan, plan }
  try {
    const sorted = await holdBackRedirects(scan, {
      bucket: plan.bucket,
      copies,
      folder: join(spoolFolder, plan.bucket),
      deps: { look: createLook(source), sleep: deps.sleep },
      signal: deps.signal,
    })
    return { scan: sorted, plan: sorted === scan ? plan : planOf(sorted) }
  } catch (error) {
    if (deps.signal.aborted) throw error
    const { message, hint = '' } = asActionError(error, 'INTERNAL_ERROR')
    return { scan, plan: { ...plan, refusal: { message: `Website redirects: ${message}`, hint } } }
  }
}
