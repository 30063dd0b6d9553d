// Knows how a planned job becomes a CreateJob request, and what makes two requests the same one.

import { createHash } from 'node:crypto'
import type {
  CreateJobCommandInput,
  JobManifest,
  JobOperation,
  JobReport,
  S3CopyObjectOperation,
  S3StorageClass,
  S3Tag,
} from '@aws-sdk/client-s3-control'
import type { PlannedCopy, PlannedJob } from '../operations/planned.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { renderJobDescription } from './job-description.ts'
import { jobManifestKey } from './job-manifest.ts'
import { canonicalJson } from './job-meaning.ts'
import type { JobSettings } from './options.ts'
import { reportPrefixOf, type WorkPlace } from './work-place.ts'

/** Classes a Batch copy can read at once and write back (API reference, "S3CopyObjectOperation"). */
const COPY_STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
] satisfies S3StorageClass[]

export function bucketArnOf(partition: string, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`
}

/**
 * What the job does with each object of its group.
 * @throws ActionError for a storage class S3 would not keep
 */
export function buildOperation(bucket: string, job: PlannedJob, partition: string): JobOperation {
  switch (job.operation) {
    case 'S3PutObjectCopy':
      return buildCopy(bucket, job, partition)
    case 'S3UpdateObjectEncryption':
      return {
        S3UpdateObjectEncryption: {
          ObjectEncryption: {
            SSEKMS: { KMSKeyArn: job.target.kmsKeyArn, BucketKeyEnabled: job.target.bucketKey },
          },
        },
      }
    case 'S3InitiateRestoreObject':
      return {
        S3InitiateRestoreObject: {
          GlacierJobTier: job.restore.tier,
          // S3 User Guide, "Restore objects with Batch Operations": the archive tiers of Intelligent-Tiering take no days.
          ...(job.group.storageClass === 'INTELLIGENT_TIERING' ? {} : { ExpirationInDays: job.restore.days }),
        },
      }
  }
}

function buildCopy(bucket: string, job: PlannedCopy, partition: string): JobOperation {
  if (!COPY_STORAGE_CLASSES.includes(job.group.storageClass)) {
    throw new ActionError(
      'REMEDIATION_REFUSED',
      `Objects of storage class ${job.group.storageClass} in ${bucket} cannot be copied in place.`,
      { hint: `A Batch copy keeps ${COPY_STORAGE_CLASSES.join(', ')}.` },
    )
  }
  const copy: S3CopyObjectOperation = {
    TargetResource: bucketArnOf(partition, bucket),
    MetadataDirective: 'COPY',
    // Without it a copy is written to STANDARD, whatever the source's class (API reference, "CopyObject").
    StorageClass: job.group.storageClass as S3StorageClass,
    UnModifiedSinceConstraint: job.unmodifiedSince,
    ...nameEncryption(job),
  }
  return { S3PutObjectCopy: copy }
}

/**
 * The members that make the copy encrypted. NewObjectMetadata only where nothing else will do: what it supplies is
 * assigned, and whether the object's own metadata then survives is not documented (API reference, "S3CopyObjectOperation").
 */
function nameEncryption({ target, naming }: PlannedCopy): Partial<S3CopyObjectOperation> {
  if (naming === 'bucket-default') return {}
  if (naming === 'new-object-metadata') {
    return {
      NewObjectMetadata: { SSEAlgorithm: target.status === 'SSE-S3' ? 'AES256' : 'KMS' },
      ...(target.status === 'SSE-KMS' ? nameKmsKey(target) : {}),
    }
  }
  if (target.status === 'SSE-KMS') return nameKmsKey(target)
  throw new ActionError('REMEDIATION_REFUSED', 'The plan names a KMS key for the target SSE-S3, which has none.')
}

const nameKmsKey = (target: Extract<TargetEncryption, { status: 'SSE-KMS' }>) => ({
  SSEAwsKmsKeyId: target.kmsKeyArn,
  BucketKeyEnabled: target.bucketKey,
})

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

/** What a job's description calls its objects: restores and copies can be of one storage class. */
function labelOf(job: PlannedJob): string {
  const { storageClass } = job.group
  if (job.operation === 'S3InitiateRestoreObject') return `RESTORE_${storageClass}`
  return isCanary(job) ? `${CANARY_LABEL}${storageClass}` : storageClass
}

const CANARY_LABEL = 'CANARY_'

/** What the descriptions of jobs for the same objects may call them: canaries and the jobs after them belong together. */
export function labelsFor({ operation, group: { storageClass } }: PlannedJob): readonly string[] {
  if (operation === 'S3InitiateRestoreObject') return [`RESTORE_${storageClass}`]
  return operation === 'S3PutObjectCopy' ? [storageClass, `${CANARY_LABEL}${storageClass}`] : [storageClass]
}

export const isCanary = (job: PlannedJob) => job.operation === 'S3PutObjectCopy' && job.isCanary === true
/** The storage class a description's label stands for. */
export const storageClassOf = (label: string) => label.replace(/^(?:CANARY|RESTORE)_/, '')
export const isCanaryLabel = (label: string) => label.startsWith(CANARY_LABEL)

function buildReport(bucket: string, settings: JobSettings): JobReport {
  return {
    Enabled: true,
    Bucket: bucketArnOf(settings.partition, settings.workLocation.bucket),
    Prefix: reportPrefixOf(settings.workLocation, bucket),
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
    Report: buildReport(bucket, settings),
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
 * planned rows. Where job manifests and reports lie is no part of it: another work location is no reason to copy again.
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
  const report = canonicalJson(buildReport(bucket, { ...settings, workLocation }))
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
