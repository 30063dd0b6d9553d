// Turns a planned job into a CreateJob request, and defines when two requests are the same.

import { createHash } from 'node:crypto'
import type { CreateJobCommandInput, JobManifest, JobOperation, JobReport, S3Tag } from '@aws-sdk/client-s3-control'
import { JOB_OPERATIONS, jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { renderJobDescription } from './job-description.ts'
import { jobManifestKey } from './job-manifest.ts'
import { canonicalJson } from './job-meaning.ts'
import type { JobSettings } from './options.ts'
import { completionReportPrefixOf, type WorkPlace } from './work-place.ts'

export function bucketArnOf(partition: string, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`
}

/**
 * What the job does with each object of its group. @throws ActionError for objects that it would leave in a wrong state
 */
export function buildOperation(bucket: string, job: PlannedJob, partition: string): JobOperation {
  return jobOperationOf(job).request(job, { bucket, bucketArn: bucketArnOf(partition, bucket) })
}

/**
 * Tags for IAM policies on who may confirm and cancel which jobs (docs/iam). They are equal for everyone who requests
 * the same job, in any repository and run: the token is equal, and S3 refuses a different request with the same token.
 */
export function tagJob(bucket: string, fingerprint: string): S3Tag[] {
  return [
    { Key: JOB_TAG, Value: 'remediation' },
    { Key: `${JOB_TAG}-bucket`, Value: bucket },
    { Key: `${JOB_TAG}-plan`, Value: fingerprint },
  ]
}

const JOB_TAG = 's3-encryption-compliance'

const CANARY_LABEL = 'CANARY_'

/** The label of the objects in a job's description: both restores and copies can apply to one storage class. */
const labelOf = (job: PlannedJob) =>
  `${isCanary(job) ? CANARY_LABEL : (jobOperationOf(job).label ?? '')}${job.group.storageClass}`

/** Labels that jobs for the same objects may have: a canary and the job after it belong together. */
export function labelsFor(job: PlannedJob): readonly string[] {
  const { hasCanaries, label = '' } = jobOperationOf(job)
  return [label, ...(hasCanaries ? [CANARY_LABEL] : [])].map((before) => `${before}${job.group.storageClass}`)
}

export const isCanary = (job: PlannedJob) => 'isCanary' in job && job.isCanary === true
export const isCanaryLabel = (label: string) => label.startsWith(CANARY_LABEL)

/** The storage class of a label. */
export function storageClassOf(label: string): string {
  const before = [CANARY_LABEL, ...JOB_OPERATIONS.flatMap((operation) => operation.label ?? [])]
  return label.slice(before.find((text) => label.startsWith(text))?.length ?? 0)
}

export function buildCompletionReport(
  bucket: string,
  settings: Pick<JobSettings, 'partition' | 'workLocation'>,
): JobReport {
  return {
    Enabled: true,
    Bucket: bucketArnOf(settings.partition, settings.workLocation.bucket),
    Prefix: completionReportPrefixOf(settings.workLocation, bucket),
    Format: 'Report_CSV_20180820',
    ReportScope: 'AllTasks',
    ExpectedBucketOwner: settings.workLocation.owner,
  }
}

function buildManifest(bucket: string, settings: JobSettings, content: { sha256: string; etag: string }): JobManifest {
  const key = jobManifestKey(settings.workLocation.prefix, bucket, content.sha256)
  return {
    // Two columns, never VersionId: a copy of a given version would become current and hide newer data.
    Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
    Location: {
      ObjectArn: `${bucketArnOf(settings.partition, settings.workLocation.bucket)}/${key}`,
      ETag: bareEtag(content.etag),
    },
  }
}

/** S3 returns the ETag in a manifest location without quotes (AWS CLI reference, "describe-job"). */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^"|"$/g, '')
}

type JobContent = {
  /** The job manifest of this attempt. */
  readonly sha256: string
  readonly etag: string
  /** Of its rows, whatever their order. */
  readonly identity: string
  /** Of the whole plan, the same for every attempt. */
  readonly fingerprint: string
  /** Finished jobs of the same plan. */
  readonly attempt: number
}

/** The request. ConfirmationRequired is always set: without it, the job would wait for a person. */
export function buildCreateJobRequest(
  bucket: string,
  job: PlannedJob,
  settings: JobSettings,
  content: JobContent,
  confirmationRequired: boolean,
): CreateJobCommandInput {
  const operation = buildOperation(bucket, job, settings.partition)
  return {
    AccountId: settings.account,
    ConfirmationRequired: confirmationRequired,
    Operation: operation,
    Report: buildCompletionReport(bucket, settings),
    // Derived from the work, not from the request: if two concurrent runs differ in work location, role or priority, S3
    // creates the job of one, and the other gets IdempotencyException and attaches to that job.
    ClientRequestToken: hashParts([...identify(bucket, job, settings, content.identity), `attempt ${content.attempt}`]),
    Manifest: buildManifest(bucket, settings, content),
    Description: renderJobDescription({
      bucket,
      storageClass: labelOf(job),
      reportCreatedAt: settings.proof.asOf,
      fingerprint: content.fingerprint,
      format: 2,
    }),
    Tags: tagJob(bucket, content.fingerprint),
    Priority: settings.priority,
    RoleArn: settings.roleArn,
  }
}

/**
 * 16 hex digits that are equal exactly if account, Region, bucket, report, rows and operation are equal. `identity` is
 * that of all planned rows. The location of job manifests and reports is not included: another work location is no
 * reason to copy again.
 */
export function fingerprintOf(bucket: string, job: PlannedJob, settings: JobSettings, identity: string): string {
  return hashParts(identify(bucket, job, settings, identity)).slice(0, 16)
}

/** The fingerprint in jobs of description format 1, which includes the work location. */
export function formerFingerprintOf(
  bucket: string,
  job: PlannedJob,
  settings: JobSettings,
  sha256: string,
  place: WorkPlace,
): string {
  const workLocation = { ...place, owner: settings.workLocation.owner }
  const report = canonicalJson(buildCompletionReport(bucket, { ...settings, workLocation }))
  return hashParts([...identifyWork(bucket, job, settings, sha256), report, ...markCanary(job)]).slice(0, 16)
}

/** The properties that identify a plan. */
const identify = (bucket: string, job: PlannedJob, settings: JobSettings, sha256: string) => [
  'v2',
  ...identifyWork(bucket, job, settings, sha256),
  ...markCanary(job),
]

const identifyWork = (bucket: string, job: PlannedJob, settings: JobSettings, sha256: string) => [
  settings.account,
  settings.region,
  bucket,
  settings.proof.fingerprint,
  sha256,
  canonicalJson(buildOperation(bucket, job, settings.partition)),
]

/** A canary for a whole group has the same rows as the group's job, but is a different job. */
const markCanary = (job: PlannedJob) => (isCanary(job) ? ['canary'] : [])

/** JSON of a list is unambiguous: two different lists of texts never give the same text. */
export const hashParts = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
