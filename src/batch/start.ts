// Knows whether a planned job must be created, joined, waited for, or not started at all (nothing is copied twice).

import type { CreateJobCommandInput, JobDescriptor, JobOperation } from '@aws-sdk/client-s3-control'
import type { PlannedJob } from '../plan.ts'
import type { JobDescription } from './job-description.ts'
import { bareEtag, canonicalJson } from './job-request.ts'

/** Jobs of one plan, the first included, before a person has to look. */
export const MAX_ATTEMPTS = 3

/** A job as S3 describes it, with its parsed description. */
export type KnownJob = { readonly jobId: string; readonly description: JobDescription; readonly job: JobDescriptor }

/** Which jobs may be ours at all: those that do what this action does, from and to our places. */
export type JobPlaces = {
  readonly operation: PlannedJob['operation']
  readonly sourceBucketArn: string
  readonly storageClass: string
  /** What the job's description may call its objects. */
  readonly labels: readonly string[]
  /** `arn:aws:s3:::work/prefix/job-manifests/<bucket>/`. */
  readonly jobManifestArnPrefix: string
  readonly reportBucketArn: string
  readonly reportPrefix: string
}

const TERMINAL: ReadonlySet<string> = new Set(['Complete', 'Failed', 'Cancelled'])

/** True for S3's three last states. A state we do not know is not terminal. */
export const isTerminal = (status: string | undefined) => TERMINAL.has(status ?? '')

/** Why a job is not ours; undefined when it is. Its description proves nothing: anybody can write one. */
export function findForeignTrait(job: JobDescriptor, places: JobPlaces): string | undefined {
  const { [places.operation]: own, ...others } = job.Operation ?? {}
  if (!own || canonicalJson(others) !== 'null') return `its operation is not ${OPERATION_WORDS[places.operation]}`
  const trait = places.operation === 'S3PutObjectCopy' ? findForeignCopyTrait(job.Operation, places) : undefined
  if (trait) return trait

  const { Spec: spec, Location: location } = job.Manifest ?? {}
  const arn = location?.ObjectArn ?? ''
  const name = arn.startsWith(places.jobManifestArnPrefix) ? arn.slice(places.jobManifestArnPrefix.length) : ''
  if (!/^[0-9a-f]{64}\.csv$/.test(name) || location?.ObjectVersionId)
    return 'its job manifest is not in the work location'
  if (spec?.Format !== 'S3BatchOperations_CSV_20180820' || spec.Fields?.join() !== 'Bucket,Key') {
    return 'its job manifest has other columns'
  }
  const { Report: report } = job
  const isOurReport =
    report?.Enabled === true &&
    report.Bucket === places.reportBucketArn &&
    report.Prefix === places.reportPrefix &&
    report.ReportScope === 'AllTasks'
  return isOurReport ? undefined : 'its completion report goes elsewhere'
}

const OPERATION_WORDS: Readonly<Record<PlannedJob['operation'], string>> = {
  S3PutObjectCopy: 'a copy',
  S3UpdateObjectEncryption: 'an update of the encryption',
  S3InitiateRestoreObject: 'a restore',
}

function findForeignCopyTrait(operation: JobOperation | undefined, places: JobPlaces): string | undefined {
  const copy = operation?.S3PutObjectCopy ?? {}
  const allowed = new Set(ALLOWED_COPY_MEMBERS)
  const strange = Object.entries(copy).find(
    ([name, value]) => !allowed.has(name) && canonicalJson({ value }) !== 'null',
  )
  if (strange) return `its copy sets ${strange[0]}`
  if (copy.TargetResource !== places.sourceBucketArn) return 'it copies into another bucket'
  if (copy.StorageClass !== places.storageClass || copy.MetadataDirective !== 'COPY')
    return 'it changes objects otherwise'
  return undefined
}

const ALLOWED_COPY_MEMBERS = [
  'TargetResource',
  'StorageClass',
  'MetadataDirective',
  'UnModifiedSinceConstraint',
  'SSEAwsKmsKeyId',
  'BucketKeyEnabled',
  'NewObjectMetadata',
]

/** True when S3 describes exactly the job the request asks for; priority and confirmation may differ. */
export function isSameJob(job: JobDescriptor, request: CreateJobCommandInput): boolean {
  return (
    job.Manifest?.Location?.ObjectArn === request.Manifest?.Location?.ObjectArn &&
    bareEtag(job.Manifest?.Location?.ETag) === bareEtag(request.Manifest?.Location?.ETag) &&
    canonicalJson(job.Manifest?.Spec) === canonicalJson(request.Manifest?.Spec) &&
    canonicalJson(job.Operation) === canonicalJson(request.Operation) &&
    canonicalJson(withoutOwner(job.Report)) === canonicalJson(withoutOwner(request.Report)) &&
    job.RoleArn === request.RoleArn &&
    job.Description === request.Description
  )
}

/** The owner only guards the bucket, which is compared; nothing says that DescribeJob repeats it. */
const withoutOwner = (report: JobDescriptor['Report']) => ({ ...report, ExpectedBucketOwner: undefined })

/** True when the job was to give its objects exactly what the request asks for: what it copied is done. */
export function hasSameEffect(job: JobDescriptor, request: Pick<CreateJobCommandInput, 'Operation'>): boolean {
  return canonicalJson(withoutLimit(job.Operation)) === canonicalJson(withoutLimit(request.Operation))
}

/** True when what the job found changed or deleted would be found so again: its time limit is the same or later. */
export function hasSameLimit(job: JobDescriptor, request: Pick<CreateJobCommandInput, 'Operation'>): boolean {
  return limitOf(job.Operation) >= limitOf(request.Operation)
}

const withoutLimit = (operation: JobOperation | undefined) => ({
  ...operation,
  S3PutObjectCopy: operation?.S3PutObjectCopy && {
    ...operation.S3PutObjectCopy,
    UnModifiedSinceConstraint: undefined,
  },
})

/** Whole seconds: HTTP dates have no more. */
const limitOf = (operation: JobOperation | undefined) =>
  Math.floor((operation?.S3PutObjectCopy?.UnModifiedSinceConstraint?.getTime() ?? 0) / 1000)

/** When the job ended, or, where S3 does not say, was created; undefined for no time at all. */
export function endOf(job: JobDescriptor): number | undefined {
  return (job.TerminationDate ?? job.CreationTime)?.getTime()
}

/** A finished job of ours and whether its completion report could be read. */
export type FinishedJob = KnownJob & { readonly unreadable: string | undefined }

export type StartFacts = {
  /** Jobs of ours for this bucket and storage class that have not ended. */
  readonly live: readonly KnownJob[]
  /** Those that ended after the inventory report was begun. */
  readonly finished: readonly FinishedJob[]
  /** The request for what is left to do, with the next attempt's token. */
  readonly request: CreateJobCommandInput
  readonly fingerprint: string
  /** Rows no finished job dealt with. */
  readonly remainingRows: number
}

export type StartDecision =
  | { readonly kind: 'attach'; readonly job: KnownJob }
  | { readonly kind: 'wait-for'; readonly job: KnownJob }
  | { readonly kind: 'unproven'; readonly job: KnownJob; readonly reason: string }
  | { readonly kind: 'covered' }
  | { readonly kind: 'refuse'; readonly message: string; readonly hint: string }
  | { readonly kind: 'create' }

/** Number of finished jobs of the same plan, which the next token counts. */
export function countAttempts(finished: readonly KnownJob[], fingerprint: string): number {
  return finished.filter(({ description }) => description.fingerprint === fingerprint).length
}

/** The one decision about starting. A live job of ours comes first: beside it, none is ever started. */
export function decideStart({ live, finished, request, fingerprint, remainingRows }: StartFacts): StartDecision {
  const other = live.find(({ job }) => !isSameJob(job, request))
  if (other) return { kind: 'wait-for', job: other }
  const [same] = live
  if (same) return { kind: 'attach', job: same }

  const unread = finished.find(({ unreadable }) => unreadable !== undefined)
  if (unread) return { kind: 'unproven', job: unread, reason: unread.unreadable ?? '' }
  if (remainingRows === 0) return { kind: 'covered' }

  const attempts = countAttempts(finished, fingerprint)
  if (attempts < MAX_ATTEMPTS) return { kind: 'create' }
  return {
    kind: 'refuse',
    message: `${attempts} jobs for this inventory report have ended and ${remainingRows} objects still fail.`,
    hint:
      `Look at the completion report of the last job (${finished.at(-1)?.jobId}) and mend the cause, mostly the policy of the batch role. ` +
      'The next inventory report starts afresh.',
  }
}
