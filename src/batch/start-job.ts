// Starts a planned job: finds earlier jobs, addresses the rows, decides, uploads, and creates a job or attaches to one.

import type { CreateJobCommandInput } from '@aws-sdk/client-s3-control'
import type { PlannedJob, PlannedTrial } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import type { BatchDeps, Listeners } from './batch-deps.ts'
import type { CanarySource } from './canary.ts'
import { createOrAdopt, provideJobManifest } from './create-job.ts'
import { type CoveredPart, splitCovered } from './finished-jobs.ts'
import type { JobTraits } from './foreign.ts'
import {
  type JobManifestAddress,
  type JobManifestSource,
  MAX_JOB_MANIFEST_BYTES,
  MAX_JOB_TASKS,
} from './job-manifest.ts'
import {
  bucketArnOf,
  buildCreateJobRequest,
  buildOperation,
  fingerprintOf,
  formerFingerprintOf,
  isCanaryLabel,
  labelsFor,
} from './job-request.ts'
import { addressGroup, addressRows, findUnshrunk } from './job-rows.ts'
import { addressJoined } from './joined-manifest.ts'
import type { RemediationOptions } from './options.ts'
import { findRemaining } from './remaining-rows.ts'
import { isSameJob } from './same-job.ts'
import { decideStart, type KnownJob, type StartDecision } from './start.ts'
import { surveyJobs } from './survey.ts'
import { workPlaceOf } from './work-place.ts'

/** The result of starting one planned job. `covered` are the parts that earlier jobs have already processed. */
export type StartResult = { readonly covered: readonly CoveredPart[] } & (
  | {
      readonly kind: 'started'
      readonly jobId: string
      readonly origin: 'created' | 'attached'
      /** What S3 returned about an existing job; undefined for a new one. */
      readonly known: KnownJob | undefined
      readonly source: JobManifestSource
      readonly rows: number
    }
  | { readonly kind: 'blocked'; readonly by: KnownJob }
  | { readonly kind: 'unproven'; readonly job: KnownJob; readonly reason: string; readonly rows: number }
  | { readonly kind: 'covered' }
  | { readonly kind: 'refused'; readonly error: ActionError }
  /** Nothing was started: a canary of these rows must pass first. */
  | { readonly kind: 'untried'; readonly planned: PlannedTrial; readonly canary: CanarySource }
)

/**
 * `isTried`: the canary of the plan, if it needs one, has passed.
 * @throws ActionError if S3 refuses a step; InterruptedError
 */
export async function startJob(
  bucket: string,
  planned: PlannedJob,
  options: RemediationOptions,
  deps: BatchDeps,
  isTried = false,
): Promise<StartResult> {
  const Operation = buildOperation(bucket, planned, options.partition)
  const joined = addressJoined(planned, Operation)
  const whole = joined ?? (await addressGroup(bucket, planned))
  const fingerprint = fingerprintOf(bucket, planned, options, whole.identity)
  const survey = await surveyJobs(traitsOf(bucket, planned, options), options.proof, deps, options.signal)
  const wanted = { sourceBucket: bucket, operation: planned.operation, request: { Operation } }
  const earlier = { finished: survey.finished, wanted }
  const { read, source, left } = await findRemaining(planned, { whole, joined }, earlier, options, deps)
  const { own, address } = await addressRows(source, left, options, deps)
  const covered = splitCovered(read, source.exclusions ?? [], address)
  const isOfPlan = (known: KnownJob) =>
    known.description.fingerprint === fingerprintFor(known, bucket, planned, options, whole.identity)
  const attempts = read.filter(isOfPlan).length
  // S3 remembers a token: after a job that has ended, the same findings need another one.
  const attempt = attempts + survey.earlier.filter(isOfPlan).length
  const request = buildRequest(bucket, planned, options, address, { fingerprint, attempt })
  const unshrunk = await findUnshrunk(survey.live, source, options, deps, (rows) =>
    buildRequest(bucket, planned, options, rows, { fingerprint, attempt }),
  )
  const isUnshrunk = ({ job }: KnownJob) => unshrunk !== undefined && isSameJob(job, unshrunk.request, bucket)
  const isSame = (known: KnownJob) => isOfPlan(known) && (isSameJob(known.job, request, bucket) || isUnshrunk(known))
  const decision = decideStart({ live: survey.live, finished: read, isSame, attempts, remainingRows: address.rows })
  if (needsCanary(planned, decision, options) && !isTried && attempts === 0) {
    return { kind: 'untried', planned, canary: { rows: source, fingerprint }, covered: [] }
  }
  switch (decision.kind) {
    case 'wait-for':
      return { kind: 'blocked', by: decision.job, covered: [] }
    case 'unproven':
      return { ...decision, rows: address.rows, covered }
    case 'covered':
      return { kind: 'covered', covered }
    case 'refuse':
      return { kind: 'refused', error: new ActionError('REMEDIATION_REFUSED', decision.message, decision), covered }
    case 'attach': {
      deps.onJobCreated(decision.job.jobId)
      const { job: known } = decision
      tellOtherPlace(known, bucket, options, deps)
      const own = (!isSameJob(known.job, request, bucket) && unshrunk) || { source, rows: address.rows }
      return {
        kind: 'started',
        jobId: decision.job.jobId,
        origin: 'attached',
        known,
        source: own.source,
        rows: own.rows,
        covered,
      }
    }
    case 'create': {
      const provided = await provideJobManifest(source, own, address, options, deps)
      const asked = buildRequest(bucket, planned, options, provided, { fingerprint, attempt })
      const created = await createOrAdopt(
        asked,
        async () => {
          const again = await surveyJobs(traitsOf(bucket, planned, options), options.proof, deps, options.signal)
          const isAsked = (known: KnownJob) => isOfPlan(known) && isSameJob(known.job, asked, bucket)
          return [...again.live, ...again.finished].find((known) => isSame(known) || isAsked(known))
        },
        options,
        deps,
      )
      deps.onJobCreated(created.jobId)
      return { kind: 'started', ...created, source, rows: address.rows, covered }
    }
  }
}

function tellOtherPlace({ job, jobId }: KnownJob, bucket: string, options: RemediationOptions, deps: Listeners): void {
  const place = workPlaceOf(job, bucket)
  const { workLocation: own } = options
  if (place === undefined || (place.bucket === own.bucket && place.prefix === own.prefix)) return
  deps.warn(
    say`Job ${jobId} has another work location, s3://${place.bucket}/${place.prefix}: the run attaches to it and reads its completion report there.`,
  )
}

/**
 * True if the job to create needs a canary first, or if its canary is running. A finished job of the same plan was
 * tried before it was started.
 */
function needsCanary(
  planned: PlannedJob,
  decision: StartDecision,
  { proof }: RemediationOptions,
): planned is PlannedTrial {
  if (!('canaryObjects' in planned) || planned.canaryObjects === 0) return false
  if (decision.kind === 'create') return true
  if (decision.kind !== 'wait-for') return false
  const { storageClass, reportCreatedAt } = decision.job.description
  return isCanaryLabel(storageClass) && reportCreatedAt.getTime() === proof.asOf.getTime()
}

function traitsOf(bucket: string, planned: PlannedJob, { partition }: RemediationOptions): JobTraits {
  return {
    operation: planned.operation,
    sourceBucket: bucket,
    sourceBucketArn: bucketArnOf(partition, bucket),
    storageClass: planned.group.storageClass,
    labels: labelsFor(planned),
  }
}

/** The fingerprint of a job of this plan, as the version of the action that created the job would have written it. */
function fingerprintFor(
  { description, job }: KnownJob,
  bucket: string,
  planned: PlannedJob,
  options: RemediationOptions,
  identity: string,
): string | undefined {
  if (description.format === 2) return fingerprintOf(bucket, planned, options, identity)
  const place = workPlaceOf(job, bucket)
  return place && formerFingerprintOf(bucket, planned, options, identity, place)
}

function buildRequest(
  bucket: string,
  planned: PlannedJob,
  options: RemediationOptions,
  address: JobManifestAddress,
  plan: { readonly fingerprint: string; readonly attempt: number },
): CreateJobCommandInput {
  if (address.rows > MAX_JOB_TASKS || address.bytes > MAX_JOB_MANIFEST_BYTES) {
    throw new ActionError(
      'REMEDIATION_REFUSED',
      `The job manifest of ${bucket} (${planned.group.storageClass}) has ${address.rows} rows in ${address.bytes} bytes, ` +
        `more than one job takes (${MAX_JOB_TASKS} rows, ${MAX_JOB_MANIFEST_BYTES} bytes).`,
      { hint: 'Narrow the scan with include, and remediate the bucket in parts.' },
    )
  }
  const content = {
    sha256: address.sha256,
    identity: address.identity,
    // Known in advance, because the upload uses SSE-S3 and a fixed part size; the upload's ETag is compared with it.
    etag: address.etag,
    ...plan,
  }
  return buildCreateJobRequest(bucket, planned, options, content, options.mode === 'confirm')
}
