// Knows how a planned job becomes a CreateJob request, and what makes two requests the same one.

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

/** What the job does with each object of its group. @throws ActionError for objects it would not leave as they are to be */
export function buildOperation(bucket: string, job: PlannedJob, partition: string): JobOperation {
  return jobOperationOf(job).request(job, { bucket, bucketArn: bucketArnOf(partition, bucket) })
}

/**
 * What IAM can hold on to: who may confirm and cancel jobs, and which (docs/iam). Equal for everybody who asks for the same
 * job, whatever repository or run that is: the token is the same, and S3 refuses another request with it.
 */
function tagJob(bucket: string, fingerprint: string): S3Tag[] {
  return [
    { Key: JOB_TAG, Value: 'remediation' },
    { Key: `${JOB_TAG}-bucket`, Value: bucket },
    { Key: `${JOB_TAG}-plan`, Value: fingerprint },
  ]
}

const JOB_TAG = 's3-encryption-compliance'

const CANARY_LABEL = 'CANARY_'

/** What a job's description calls its objects: restores and copies can be of one storage class. */
const labelOf = (job: PlannedJob) =>
  `${isCanary(job) ? CANARY_LABEL : (jobOperationOf(job).label ?? '')}${job.group.storageClass}`

/** What the descriptions of jobs for the same objects may call them: canaries and the jobs after them belong together. */
export function labelsFor(job: PlannedJob): readonly string[] {
  const { hasCanaries, label = '' } = jobOperationOf(job)
  return [label, ...(hasCanaries ? [CANARY_LABEL] : [])].map((before) => `${before}${job.group.storageClass}`)
}

export const isCanary = (job: PlannedJob) => 'isCanary' in job && job.isCanary === true
export const isCanaryLabel = (label: string) => label.startsWith(CANARY_LABEL)

/** The storage class a description's label stands for. */
export function storageClassOf(label: string): string {
  const before = [CANARY_LABEL, ...JOB_OPERATIONS.flatMap((operation) => operation.label ?? [])]
  return label.slice(before.find((text) => label.startsWith(text))?.length ?? 0)
}

function buildCompletionReport(bucket: string, settings: JobSettings): JobReport {
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
    // Two columns, never VersionId: a copy of a named version would become current over newer data.
    Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
    Location: {
      ObjectArn: `${bucketArnOf(settings.partition, settings.workLocation.bucket)}/${key}`,
      ETag: bareEtag(content.etag),
    },
  }
}

/** S3 shows the ETag in a manifest location without quotes (AWS CLI reference, "describe-job"). */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^"|"$/g, '')
}

type JobContent = {
  /** The job manifest of this attempt. */
  readonly sha256: string
  readonly etag: string
  /** Of the plan as a whole, the same for every attempt. */
  readonly fingerprint: string
  /** Finished jobs of the same plan. */
  readonly attempt: number
}

/** The request, ConfirmationRequired always spelled out: left unset, the job would wait for a person. */
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
    // Of the work, not of the request: of two runs at once that differ in work location, role or priority S3 lets one
    // create its job, and tells the other (IdempotencyException), which then joins it.
    ClientRequestToken: hashParts([...identify(bucket, job, settings, content.sha256), `attempt ${content.attempt}`]),
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
 * 16 hex digits that are equal exactly when account, Region, bucket, report, rows and operation are. `sha256` is of all
 * planned rows. Where job manifests and reports lie is not part of it: another work location is not a reason to copy again.
 */
export function fingerprintOf(bucket: string, job: PlannedJob, settings: JobSettings, sha256: string): string {
  return hashParts(identify(bucket, job, settings, sha256)).slice(0, 16)
}

/** The fingerprint that jobs of description format 1 carry, of which the work location was a part. */
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

/** What makes two plans the same plan. */
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

/** A canary over a whole group has its rows, and is another job all the same. */
const markCanary = (job: PlannedJob) => (isCanary(job) ? ['canary'] : [])

/** JSON of a list is unambiguous: no two lists of texts have the same. */
const hashParts = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
