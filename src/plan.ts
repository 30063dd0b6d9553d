// Knows what would be done about a bucket's findings. Pure data: printing it is the dry run.

import type { Tally } from './encryption.ts'
import type { CopyGroup, HeldBackReason } from './scan/result.ts'

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
