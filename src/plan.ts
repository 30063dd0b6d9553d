// Knows what would be done about a bucket's findings. Pure data: printing it is the dry run.

import type { Tally } from './encryption.ts'
import { estimateCopies } from './price.ts'
import type { CopyGroup, HeldBackReason, ScanResult } from './scan/result.ts'

export type RemediationMode = 'none' | 'plan' | 'confirm' | 'run'

export type TargetEncryption =
  | { readonly status: 'SSE-S3' }
  | { readonly status: 'SSE-KMS'; readonly kmsKeyArn: string; readonly bucketKey: boolean }

/**
 * How a copy job names its encryption so that no metadata is at risk (API reference, "S3CopyObjectOperation"):
 * by the bucket's default encryption, by SSEAwsKmsKeyId alone, or, only where the default is another one, by
 * NewObjectMetadata.SSEAlgorithm.
 */
export type EncryptionNaming = 'bucket-default' | 'kms-key-id' | 'new-object-metadata'

export type PlannedJob = {
  readonly operation: 'S3PutObjectCopy'
  readonly group: CopyGroup
  readonly target: TargetEncryption
  readonly naming: EncryptionNaming
  /** Objects modified after this moment are left alone by S3 (UnModifiedSinceConstraint). Whole seconds. */
  readonly unmodifiedSince: Date
}

/** US dollars, from the rates in src/price.ts; an estimate, shown with its date. */
export type Estimate = {
  readonly usd: number
  readonly lines: readonly { readonly what: string; readonly usd: number }[]
}

export type BucketPlan = {
  readonly bucket: string
  readonly jobs: readonly PlannedJob[]
  readonly heldBack: ReadonlyMap<HeldBackReason, Tally>
  readonly estimate: Estimate
  /** Things a careful person would want to know before starting: replication, versions kept, lifecycle clocks. */
  readonly warnings: readonly string[]
  /** Set when jobs exist but must not be started; says why and what to do. */
  readonly refusal?: { readonly message: string; readonly hint: string } | undefined
}

/** What the source bucket says of itself, read once before a plan is made. */
export type BucketFacts = {
  readonly versioning: 'Enabled' | 'Suspended' | 'Unversioned'
  readonly defaultEncryption:
    | { readonly algorithm: 'AES256' }
    | {
        readonly algorithm: 'aws:kms' | 'aws:kms:dsse'
        readonly kmsKeyArn: string | undefined
        readonly bucketKey: boolean
      }
  /** False where Object Ownership is "Bucket owner enforced": then ACLs have no effect and none can be lost. */
  readonly aclsEnabled: boolean
  readonly objectLockEnabled: boolean
  readonly replicates: boolean
}

export type PlanRules = {
  readonly target: TargetEncryption
  readonly maxObjects: number
  readonly allowUnversioned: boolean
}

/** Decides what would be done about a bucket's findings. Pure: nothing is read or written. */
export function planBucket(
  bucket: string,
  scan: ScanResult,
  createdAt: Date,
  facts: BucketFacts,
  rules: PlanRules,
): BucketPlan {
  const naming = nameEncryption(rules.target, facts)
  const jobs = scan.copyGroups.map((group): PlannedJob => {
    return {
      operation: 'S3PutObjectCopy',
      group,
      target: rules.target,
      naming,
      unmodifiedSince: guardTime(group, createdAt),
    }
  })
  const kms = rules.target.status === 'SSE-S3' ? 'none' : rules.target.bucketKey ? 'bucket-key' : 'per-object'
  return {
    bucket,
    jobs,
    heldBack: new Map([...scan.heldBack].map(([reason, held]) => [reason, held.tally])),
    estimate: estimateCopies(
      jobs.map((job) => ({ storageClass: job.group.storageClass, objects: job.group.tally.objects })),
      kms,
    ),
    warnings: jobs.length === 0 ? [] : warnAbout(facts, naming),
    refusal: jobs.length === 0 ? undefined : refuse(jobs, scan, facts, rules),
  }
}

/** API reference, "S3CopyObjectOperation": only NewObjectMetadata puts other metadata at risk, so it is the last resort. */
function nameEncryption(target: TargetEncryption, facts: BucketFacts): EncryptionNaming {
  if (target.status === 'SSE-KMS') return 'kms-key-id'
  return facts.defaultEncryption.algorithm === 'AES256' ? 'bucket-default' : 'new-object-metadata'
}

/**
 * The newest LastModified of the group, rounded up to the second that HTTP dates have: whatever was written later was
 * not judged by the report, and is encrypted by S3 since 2023 anyway. Without that column, the start of the listing.
 */
function guardTime(group: CopyGroup, createdAt: Date): Date {
  const newest = group.newestLastModified ?? createdAt.getTime()
  return new Date(Math.ceil(newest / 1000) * 1000)
}

function warnAbout(facts: BucketFacts, naming: EncryptionNaming): string[] {
  const warnings = ['A copy sets LastModified to now: lifecycle ages restart, and multipart objects get a new ETag.']
  if (facts.versioning === 'Enabled') {
    warnings.push(
      'The bucket is versioned: each old, unencrypted version stays as a noncurrent version and is paid for.',
    )
  }
  if (facts.replicates) warnings.push('The bucket has replication rules: every copied object is replicated again.')
  if (naming === 'new-object-metadata') {
    warnings.push(
      'The bucket default is not SSE-S3, so the job must name the encryption in NewObjectMetadata, which may drop user metadata.',
    )
  }
  return warnings
}

function refuse(
  jobs: readonly PlannedJob[],
  scan: ScanResult,
  facts: BucketFacts,
  rules: PlanRules,
): BucketPlan['refusal'] {
  const objects = jobs.reduce((sum, job) => sum + job.group.tally.objects, 0)
  if (objects > rules.maxObjects || scan.rowsDropped) {
    return {
      message: `${objects} objects would be copied, more than max-objects allows (${rules.maxObjects}).`,
      hint: `Look at the plan and its price, then set max-objects to at least ${objects}.`,
    }
  }
  if (facts.versioning !== 'Enabled' && !rules.allowUnversioned) {
    return {
      message: `The bucket's versioning is ${facts.versioning}: S3 Batch Operations cannot make a copy conditional, so a write during the copy of that very object could be lost.`,
      hint: 'Enable versioning, or set allow-unversioned: true when nobody writes to these objects during the run.',
    }
  }
  if (jobs.some((job) => job.naming === 'new-object-metadata')) {
    return {
      message:
        "The bucket default encryption is not SSE-S3, and naming SSE-S3 in the job may drop the objects' user metadata.",
      hint: 'Set the bucket default encryption to SSE-S3 (AES256) for the time of the job, or choose target-encryption SSE-KMS.',
    }
  }
  return undefined
}
