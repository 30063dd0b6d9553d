// Renders the predicate of an in-toto attestation about a run (https://github.com/in-toto/attestation): what was read, by
// which policy, what was concluded and what was done. Its subject is the JSON report, and it is computed from the text of
// that report alone, so that anyone who has the report can compute it again.

import { createHash } from 'node:crypto'
import type { RunResult } from '../result/run-result.ts'
import { renderJson } from './json.ts'

/** Incremented when a reader of the old form could be misled. */
const PREDICATE_VERSION = 1

type Tally = { readonly objects: number; readonly bytes: number | string | null }
type InventoryReport = Readonly<Record<'destinationBucket' | 'inventoryManifestKey' | 'inventoryManifestMd5', string>>
type Job = {
  readonly jobId: string
  readonly operation: string
  readonly status: string
  readonly tasks?: { readonly succeeded: number; readonly failed: number; readonly notAttempted: number }
  readonly completionReport?: { readonly manifest: string; readonly manifestSha256: string }
}
type Bucket = {
  readonly bucket: string
  readonly account?: string
  readonly region?: string
  readonly verdict?: string
  readonly reason?: string
  readonly policySha256?: string
  readonly source?: { readonly kind: string; readonly asOf: string }
  readonly report?: InventoryReport
  readonly reports?: readonly InventoryReport[]
  readonly scan?: { readonly current: Readonly<Record<string, Tally>>; readonly findings: Tally }
  readonly jobs: readonly Job[]
}
type Report = {
  readonly verdict?: string
  readonly reason?: string
  readonly run: Readonly<Record<string, string>>
  readonly planId?: string
  readonly remediation: { readonly mode: string; readonly status: string }
  readonly buckets: readonly Bucket[]
}

/** Pretty-printed JSON, ending in a newline. */
export const renderEvidence = (result: RunResult): string => describeEvidence(renderJson(result))

/** The predicate for the text of a JSON report, which must be one of this action. */
export function describeEvidence(reportText: string): string {
  const { verdict, reason, run, planId, remediation, buckets } = JSON.parse(reportText) as Report
  const predicate = {
    schemaVersion: PREDICATE_VERSION,
    reportSha256: createHash('sha256').update(reportText).digest('hex'),
    run,
    verdict,
    reason,
    remediation: { mode: remediation.mode, status: remediation.status },
    planId,
    buckets: buckets.map(describeBucket),
  }
  return `${JSON.stringify(predicate, undefined, 2)}\n`
}

function describeBucket({ report, reports = report && [report], source, scan, jobs, ...bucket }: Bucket) {
  const { account, region, verdict, reason, policySha256 } = bucket
  return {
    bucket: bucket.bucket,
    account,
    region,
    verdict,
    reason,
    policySha256,
    source: source && { kind: source.kind, asOf: source.asOf },
    inventoryManifests: reports?.map(({ destinationBucket, inventoryManifestKey, inventoryManifestMd5 }) => ({
      object: `${destinationBucket}/${inventoryManifestKey}`,
      md5: inventoryManifestMd5,
    })),
    objects: scan && Object.values(scan.current).reduce((sum, { objects }) => sum + objects, 0),
    findings: scan?.findings,
    jobs: jobs.map(({ jobId, operation, status, tasks, completionReport }) => ({
      jobId,
      operation,
      status,
      tasks: tasks && { succeeded: tasks.succeeded, failed: tasks.failed, notAttempted: tasks.notAttempted },
      completionReport,
    })),
  }
}
