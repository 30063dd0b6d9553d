// Knows the operations that a plan can hold, as data.

import type { OperationGroup } from '../findings/findings.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import type { RestoreRequest } from '../words/restore-request.ts'

/**
 * How a copy job names its encryption so that no metadata is at risk (API reference, "S3CopyObjectOperation"):
 * by the bucket's default encryption, by SSEAwsKmsKeyId alone, or, only where the default is another one, by
 * NewObjectMetadata.SSEAlgorithm.
 */
export type EncryptionNaming = 'bucket-default' | 'kms-key-id' | 'new-object-metadata'

/** A job that copies objects onto themselves. */
export type PlannedCopy = {
  readonly operation: 'S3PutObjectCopy'
  readonly group: OperationGroup
  readonly target: TargetEncryption
  readonly naming: EncryptionNaming
  /** Objects modified after this moment are left alone by S3 (UnModifiedSinceConstraint). Whole seconds. */
  readonly unmodifiedSince: Date
  /** Objects a small job copies first, so that the others are copied only if those lost nothing (ADR 6); 0 for none. */
  readonly canaryObjects: number
  /** Set for that small job itself. */
  readonly isCanary?: true
}

/** A job that puts another key around the data keys, and moves no data. */
export type PlannedUpdate = {
  readonly operation: 'S3UpdateObjectEncryption'
  readonly group: OperationGroup
  readonly target: Extract<TargetEncryption, { status: 'SSE-KMS' }>
}

/** A job that asks for archived objects to be restored, so that a later run can copy them. */
export type PlannedRestore = {
  readonly operation: 'S3InitiateRestoreObject'
  readonly group: OperationGroup
  /** What the later copy is to give them. */
  readonly target: TargetEncryption
  readonly restore: RestoreRequest
}

export type PlannedJob = PlannedCopy | PlannedUpdate | PlannedRestore

/** Conditional copies this action makes itself, object by object (ADR 5). */
export type PlannedDirectCopy = {
  readonly operation: 'CopyObject' | 'MultipartCopy'
  readonly group: OperationGroup
  readonly target: TargetEncryption
  /** Objects modified after this moment are left alone. Whole seconds. */
  readonly unmodifiedSince: Date
}
