// Leaves out of a planned job what earlier jobs did. Where S3 joins the rows, only those that were set apart for trials can
// be left out: the runner reads no others.

import type { PlannedJob } from '../operations/registry.ts'
import type { BatchDeps } from './batch-deps.ts'
import { listExclusions, type ReadJob, readFinishedJobs, type Wanted } from './finished-jobs.ts'
import {
  addressJobManifest,
  type JobManifestAddress,
  type JobManifestSource,
  readJobManifestKeys,
  sourceOf,
} from './job-manifest.ts'
import { isCanaryLabel } from './job-request.ts'
import { listLeftAlone, listLeftOut } from './job-rows.ts'
import { addressWithout, refuseToStream } from './joined-manifest.ts'
import type { RemediationOptions } from './options.ts'
import type { KnownJob } from './start.ts'
import { isTrialPart } from './trial-rows.ts'

type Earlier = { readonly finished: readonly KnownJob[]; readonly wanted: Omit<Wanted, 'keys'> }

/** `read`: the earlier jobs, with what they did. */
type Remaining = {
  readonly read: readonly ReadJob[]
  readonly source: JobManifestSource
  readonly left: JobManifestAddress
}

/** `joined`: the address of all rows if S3 can join them. @throws ActionError if they cannot be read */
export async function findRemaining(
  planned: PlannedJob,
  { whole, joined }: { readonly whole: JobManifestAddress; readonly joined: JobManifestAddress | undefined },
  earlier: Earlier,
  options: RemediationOptions,
  deps: BatchDeps,
): Promise<Remaining> {
  const tried = joined && (await leaveOutCanary(planned, joined, earlier, options, deps))
  if (tried !== undefined) return tried
  const { read, source } = await leaveOut(planned, planned.group.parts, earlier, options, deps)
  if (source.exclusions?.length === 0) return { read, source, left: whole }
  refuseToStream(planned)
  const streamed = { ...source, proof: undefined }
  return { read, source: streamed, left: await addressJobManifest(streamed) }
}

/** Undefined if rows must be left out that S3 would join: of other jobs, or of a canary that was chosen otherwise. */
async function leaveOutCanary(
  planned: PlannedJob,
  joined: JobManifestAddress,
  earlier: Earlier,
  options: RemediationOptions,
  deps: BatchDeps,
): Promise<Remaining | undefined> {
  const isOther = ({ description }: KnownJob) => !isCanaryLabel(description.storageClass)
  if (earlier.finished.some(isOther)) return undefined
  const { read, source } = await leaveOut(planned, planned.group.parts.filter(isTrialPart), earlier, options, deps)
  if (source.exclusions?.length === 0) return { read, source, left: joined }
  // Every task of a canary must be found among the rows, or one of them is where nobody looks.
  const tasks = read.reduce(
    (sum, { job, done }) => sum + (done ? (job.ProgressSummary?.TotalNumberOfTasks ?? NaN) : 0),
    0,
  )
  const isMore = listLeftOut(options).length + listLeftAlone(planned, options).length > 0
  const left = isMore ? undefined : await addressWithout(source, joined)
  const found = left?.excluded.reduce((sum, count) => sum + count, 0)
  return left === undefined || found !== tasks ? undefined : { read, source, left }
}

/** `parts`: rows by which the encoding of completion reports is told. */
async function leaveOut(
  planned: PlannedJob,
  parts: JobManifestSource['parts'],
  { finished, wanted }: Earlier,
  options: RemediationOptions,
  deps: BatchDeps,
): Promise<Pick<Remaining, 'read'> & { readonly source: JobManifestSource }> {
  const bucket = wanted.sourceBucket
  const keys = () => readJobManifestKeys({ bucket, parts })
  const read = await readFinishedJobs(finished, { ...wanted, keys }, deps, options.signal)
  const exclusions = [...listLeftOut(options), ...listExclusions(read), ...listLeftAlone(planned, options)]
  return { read, source: { ...sourceOf(bucket, planned.group), exclusions } }
}
