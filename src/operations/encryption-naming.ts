// Chooses how a copy job names its encryption, so that no metadata is at risk.

import type { S3CopyObjectOperation } from '@aws-sdk/client-s3-control'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'

/**
 * By the bucket's default encryption, by SSEAwsKmsKeyId alone, or, only if the default is a different one, by
 * NewObjectMetadata.SSEAlgorithm (API reference, "S3CopyObjectOperation").
 */
export type EncryptionNaming = 'bucket-default' | 'kms-key-id' | 'new-object-metadata'

/**
 * API reference, "S3CopyObjectOperation": only NewObjectMetadata puts other metadata at risk, so it is the last resort.
 */
export function chooseNaming(
  target: TargetEncryption,
  facts: Pick<BucketFacts, 'defaultEncryption'>,
): EncryptionNaming {
  if (target.status === 'SSE-KMS') return 'kms-key-id'
  return facts.defaultEncryption.algorithm === 'AES256' ? 'bucket-default' : 'new-object-metadata'
}

/**
 * The members that make the copy encrypted. NewObjectMetadata is used only if nothing else works: its values are
 * assigned, and it is not documented whether the object's own metadata then survives (API reference,
 * "S3CopyObjectOperation").
 */
export function nameEncryption(target: TargetEncryption, naming: EncryptionNaming): Partial<S3CopyObjectOperation> {
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
