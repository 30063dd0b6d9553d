// Creates a job: provides its job manifest, and retries CreateJob until it is certain that the job exists.

import type { CreateJobCommandInput } from '@aws-sdk/client-s3-control'
import { faultOf, isAmbiguous, mayPass, type RetryPolicy, type Timing, Tries } from '../time/retry.ts'
import { ActionError, asActionError, messageOf } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'
import { InterruptedError } from './abort.ts'
import type { JobCalls, WorkFiles } from './batch-deps.ts'
import {
  JOB_MANIFEST_PART_BYTES,
  type JobManifestAddress,
  type JobManifestSource,
  jobManifestKey,
  streamJobManifest,
} from './job-manifest.ts'
import { bareEtag } from './job-request.ts'
import { joinJobManifest } from './joined-manifest.ts'
import { manifestRecordKey, recordChoice } from './manifest-record.ts'
import type { RemediationOptions } from './options.ts'
import type { KnownJob } from './start.ts'

/** @throws ActionError if S3 refuses it, or stores something other than what was sent */
async function uploadJobManifest(
  source: JobManifestSource,
  { sha256, etag: expected, bytes }: JobManifestAddress,
  { workLocation }: RemediationOptions,
  deps: WorkFiles,
): Promise<void> {
  const key = jobManifestKey(workLocation.prefix, source.bucket, sha256)
  const { etag } = await deps.putJobManifest({
    bucket: workLocation.bucket,
    key,
    bytes,
    partBytes: JOB_MANIFEST_PART_BYTES,
    body: () => streamJobManifest(source),
  })
  if (bareEtag(etag) === expected) return
  throw new ActionError(
    'REMEDIATION_FAILED',
    `The job manifest s3://${workLocation.bucket}/${key} is not what was uploaded: its ETag is ${encodeText(bareEtag(etag)) || 'missing'}, not ${expected}.`,
    { hint: 'No job was started. Delete the object, and check who else can write to the work location.' },
  )
}

/**
 * The job manifest of these rows: as an earlier run recorded it, or uploaded now. Rows without an order are recorded once
 * they are uploaded, so that every later run uses these bytes.
 * @throws ActionError as above, or if what was recorded is not there
 */
export async function provideJobManifest(
  source: JobManifestSource,
  own: JobManifestAddress,
  recorded: JobManifestAddress,
  options: RemediationOptions,
  deps: WorkFiles,
): Promise<JobManifestAddress> {
  if (recorded.etag !== own.etag) return await confirmThere(source.bucket, recorded, options, deps)
  const isJoined = own.etag === ''
  if (!isJoined) await uploadJobManifest(source, own, options, deps)
  const made = isJoined ? await joinJobManifest(source, own, options, deps) : own
  if (source.origin === undefined) return made
  const chosen = await recordChoice(source, made, options.workLocation, deps)
  return chosen.etag === made.etag ? chosen : await confirmThere(source.bucket, chosen, options, deps)
}

async function confirmThere(
  bucket: string,
  recorded: JobManifestAddress,
  { workLocation }: RemediationOptions,
  deps: WorkFiles,
): Promise<JobManifestAddress> {
  const key = jobManifestKey(workLocation.prefix, bucket, recorded.sha256)
  const found = await deps.findJobManifest(key)
  if (bareEtag(found?.etag) === recorded.etag) return recorded
  const where = `s3://${workLocation.bucket}/${key}`
  throw new ActionError(
    'REMEDIATION_FAILED',
    `The job manifest ${where}, which an earlier run recorded, is ${found === undefined ? 'gone' : 'another one'}.`,
    {
      hint: `No job was started. Remove its record s3://${workLocation.bucket}/${manifestRecordKey(workLocation.prefix, bucket, recorded.identity)}, and run again.`,
    },
  )
}

const CREATING: RetryPolicy = { tries: 5, firstPauseMs: 2000 }

/**
 * CreateJob, retried with the same token while S3 is busy or does not respond: S3 creates one job per token. If it
 * remains uncertain whether the job exists, the list of jobs decides.
 */
export async function createOrAdopt(
  request: CreateJobCommandInput,
  findSame: () => Promise<KnownJob | undefined>,
  { signal }: Pick<RemediationOptions, 'signal'>,
  deps: Pick<JobCalls, 'createJob'> & Timing,
): Promise<{ jobId: string; origin: 'created' | 'attached'; known: KnownJob | undefined }> {
  const tries = new Tries(CREATING, { ...deps, signal })
  for (;;) {
    try {
      return { jobId: await deps.createJob(request), origin: 'created', known: undefined }
    } catch (error) {
      if (error instanceof InterruptedError) throw error
      if (mayPass(error) && (await tries.again())) continue
      const isTaken = faultOf(error) === 'token-conflict'
      const isInDoubt = isAmbiguous(error) || isTaken
      const known = isInDoubt ? await findSame() : undefined
      if (known) return { jobId: known.jobId, origin: 'attached', known }
      // Another run has just created the job: S3 may list it a little later.
      if (!isTaken || !(await tries.again()))
        throw isInDoubt ? inDoubt(error) : asActionError(error, 'REMEDIATION_FAILED')
    }
  }
}

function inDoubt(error: unknown): ActionError {
  const said = `S3 did not confirm that the job was created, and lists none: ${messageOf(error)}`
  return new ActionError('REMEDIATION_FAILED', said, {
    hint: 'Run again: the same request is sent with the same token, so at most one job exists.',
    cause: error,
  })
}
