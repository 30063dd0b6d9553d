// Defines the job that changes the KMS key of objects without copying their data.

import { getsFrom, putsInto } from '../price/rates.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { countChecked, priceJob, priceKms } from './charges.ts'
import type { BatchOperation, Work } from './operation.ts'
import { proveEncryption } from './proof-of-encryption.ts'

export type PlannedUpdate = Work<'S3UpdateObjectEncryption'> & {
  readonly target: Extract<TargetEncryption, { status: 'SSE-KMS' }>
}

export const UPDATE_GRANTS = {
  /** S3 User Guide, "Update object encryption" (Batch Operations): both are required. */
  ChangeTheKeyInPlace: { actions: ['s3:UpdateObjectEncryption', 's3:PutObject'], on: 'sourceObjects' },
} as const

export const UPDATE_OBJECT_ENCRYPTION: BatchOperation<PlannedUpdate> = {
  name: 'S3UpdateObjectEncryption',
  words: 'an update of the encryption',
  encrypts: true,
  // One HeadObject request before the job; the key is changed on the version, which keeps its lock.
  locks: { reads: 1, looksFirst: true },
  batchRole: {
    policy: 'batch-role-update-encryption-policy.json',
    withTargetKey: ['EncryptWithTargetKey', 'PutTargetKeyAroundDataKeys'],
  },
  isAskedFor: ({ asked, target }) => asked === undefined && target.status === 'SSE-KMS',

  plan(group, { target }) {
    if (group.operation !== 'update-encryption') return []
    if (target.status === 'SSE-KMS') return [{ operation: 'S3UpdateObjectEncryption', group, target }]
    throw new ActionError('INTERNAL_ERROR', 'UpdateObjectEncryption was chosen for a target it does not have.')
  },
  // One job for all storage classes.
  settles: ({ operation }) => operation === 'update-encryption',
  prove: proveEncryption,

  /** Charged as a PUT of S3 Standard, whatever the class (API reference, "UpdateObjectEncryption"). */
  price(work, context, make) {
    const { tally } = work
    const checks = 'HeadObject to check the updates, as from STANDARD'
    return [
      ...priceJob(this.name, work, make),
      make.requests(putsInto('STANDARD'), tally.objects, 'UpdateObjectEncryption requests'),
      make.requests(getsFrom('STANDARD'), countChecked(tally.objects), checks),
      ...priceKms(work, context, make),
    ]
  },

  warnings: {
    /** S3 User Guide, "Updating server-side encryption for existing data": a key changed in place is not replicated. */
    replicas({ replicaBuckets }) {
      const names = replicaBuckets.length === 0 ? 'the destination bucket' : replicaBuckets.join(', ')
      return `S3 does not replicate a change of the encryption key: replicas keep the old one. Check them as separate buckets: add ${names} to buckets, with the key of its Region.`
    },
    outcome({ bucketKey, kmsKeyArn }) {
      // Otherwise an object under a KMS key may be a finding because of its key.
      if (!bucketKey || kmsKeyArn !== undefined) return undefined
      return 'The policy requires bucket keys, not a specific key: objects that get a bucket key also get the key in kms-key-arn, whatever key they have now. Accept only SSE-KMS to make that key part of the policy, or exclude objects that should keep their key.'
    },
  },

  request: ({ target }) => ({
    S3UpdateObjectEncryption: {
      ObjectEncryption: { SSEKMS: { KMSKeyArn: target.kmsKeyArn, BucketKeyEnabled: target.bucketKey } },
    },
  }),

  hints: {
    'access-denied':
      'The batch role is not allowed to change the keys of these objects (s3:UpdateObjectEncryption, s3:PutObject), or Object Lock protects them. Check its policy and the bucket policy.',
    'invalid-request':
      'S3 rejected the change of the key. Check the error code: the key of locked objects, and of objects with another encryption, cannot be changed this way.',
  },
}
