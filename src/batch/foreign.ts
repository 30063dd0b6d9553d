// Knows which jobs that look like this action's are somebody else's. A description proves nothing: anybody can write one.

import type { JobDescriptor, JobOperation, S3CopyObjectOperation } from '@aws-sdk/client-s3-control'
import type { PlannedJob } from '../operations/planned.ts'
import { meaningOf, saysNothing } from './job-meaning.ts'
import { jobManifestPlaceOf, workPlaceOf } from './work-place.ts'

/** Which jobs may be ours at all: those that do what this action does to this bucket, from and to any work location. */
export type JobTraits = {
  readonly operation: PlannedJob['operation']
  readonly sourceBucket: string
  readonly sourceBucketArn: string
  readonly storageClass: string
  /** What the job's description may call its objects. */
  readonly labels: readonly string[]
}

/** Why a job is not ours; undefined when it is, or may be. */
export function findForeignTrait(job: JobDescriptor, traits: JobTraits): string | undefined {
  const { [traits.operation]: own, ...others } = job.Operation ?? {}
  if (!own || !saysNothing(others)) return `its operation is not ${OPERATION_WORDS[traits.operation]}`
  const trait = traits.operation === 'S3PutObjectCopy' ? findForeignCopyTrait(job.Operation, traits) : undefined
  if (trait) return trait

  const { Spec: spec } = job.Manifest ?? {}
  if (!jobManifestPlaceOf(job, traits.sourceBucket)) return 'its job manifest is not in a work location'
  if (spec?.Format !== 'S3BatchOperations_CSV_20180820' || spec.Fields?.join() !== 'Bucket,Key') {
    return 'its job manifest has other columns'
  }
  const isOurReport =
    job.Report?.Enabled === true && job.Report.ReportScope === 'AllTasks' && workPlaceOf(job, traits.sourceBucket)
  return isOurReport ? undefined : 'its completion report goes elsewhere'
}

const OPERATION_WORDS: Readonly<Record<PlannedJob['operation'], string>> = {
  S3PutObjectCopy: 'a copy',
  S3UpdateObjectEncryption: 'an update of the encryption',
  S3InitiateRestoreObject: 'a restore',
}

/** Members this action gives to its copies. */
const OWN_MEMBERS: ReadonlySet<string> = new Set([
  'TargetResource',
  'StorageClass',
  'MetadataDirective',
  'UnModifiedSinceConstraint',
  'SSEAwsKmsKeyId',
  'BucketKeyEnabled',
  'NewObjectMetadata',
] satisfies (keyof S3CopyObjectOperation)[])

/** Members with which a copy is another one than ours, when they say anything but their default. */
const FOREIGN_MEMBERS: ReadonlySet<string> = new Set([
  'CannedAccessControlList',
  'AccessControlGrants',
  'ModifiedSinceConstraint',
  'NewObjectTagging',
  'RedirectLocation',
  'RequesterPays',
  'TargetKeyPrefix',
  'ObjectLockLegalHoldStatus',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
] satisfies (keyof S3CopyObjectOperation)[])

const copyMembersOf = (operation: JobOperation | undefined) =>
  Object.keys(meaningOf({ S3PutObjectCopy: operation?.S3PutObjectCopy ?? {} } as JobOperation).S3PutObjectCopy ?? {})

function findForeignCopyTrait(operation: JobOperation | undefined, traits: JobTraits): string | undefined {
  const strange = copyMembersOf(operation).find((member) => FOREIGN_MEMBERS.has(member))
  if (strange) return `its copy sets ${strange}`
  const { TargetResource, StorageClass = 'STANDARD', MetadataDirective = 'COPY' } = operation?.S3PutObjectCopy ?? {}
  if (TargetResource !== traits.sourceBucketArn) return 'it copies into another bucket'
  const isOther = StorageClass !== traits.storageClass || MetadataDirective !== 'COPY'
  return isOther ? 'it changes objects otherwise' : undefined
}

/**
 * A member of a copy that this version does not know and that says something: a default of a newer S3, or the wish of
 * somebody else. The job may be ours, so none is started beside it; what it did is not believed unseen.
 */
export function findUnknownMember({ Operation }: JobDescriptor): string | undefined {
  return copyMembersOf(Operation).find((member) => !OWN_MEMBERS.has(member) && !FOREIGN_MEMBERS.has(member))
}
