// Defines the job that copies objects onto themselves, with the required encryption.

import type { JobOperation, S3CopyObjectOperation, S3StorageClass } from '@aws-sdk/client-s3-control'
import { COPYABLE_STORAGE_CLASSES } from '../findings/need.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import { getsFrom, putsInto } from '../price/rates.ts'
import type { PriceContext } from '../price/work.ts'
import { ActionError } from '../words/errors.ts'
import { countCanaryObjects, MAX_CANARY_LOOKS } from './canary-rule.ts'
import { countChecked, priceJob, priceRewrite } from './charges.ts'
import { type EncryptionNaming, nameEncryption } from './encryption-naming.ts'
import type { BatchOperation, CopyingWork, WorkToPrice } from './operation.ts'
import { proveEncryption } from './proof-of-encryption.ts'

export type PlannedCopy = CopyingWork<'S3PutObjectCopy'> & {
  readonly naming: EncryptionNaming
  /** Objects that a small job copies first; the others are copied only if those lost nothing (ADR 6); 0 for none. */
  readonly canaryObjects: number
  /** Set for that small job itself. */
  readonly isCanary?: true
}

/**
 * Besides the HeadObject that chose it: GetObjectTagging before and after, HeadObject after, and again as for all jobs.
 */
const REQUESTS_PER_CANARY = 4

/** Members that this action sets for its copies. */
const OWN_MEMBERS = [
  'TargetResource',
  'StorageClass',
  'MetadataDirective',
  'UnModifiedSinceConstraint',
  'SSEAwsKmsKeyId',
  'BucketKeyEnabled',
  'NewObjectMetadata',
] satisfies (keyof S3CopyObjectOperation)[]

/** Members that mark a copy as not made by this action, unless they have their default value. */
const FOREIGN_MEMBERS: readonly string[] = [
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
] satisfies (keyof S3CopyObjectOperation)[]

export const COPY_GRANTS = {
  CopyInPlace: {
    actions: [
      's3:GetObject',
      's3:GetObjectAcl',
      's3:GetObjectAnnotation',
      's3:GetObjectTagging',
      's3:PutObject',
      's3:PutObjectAcl',
      's3:PutObjectAnnotation',
      's3:PutObjectTagging',
    ],
    on: 'sourceObjects',
  },
  TellMissingObjectsFromForbiddenOnes: { actions: ['s3:ListBucket'], on: 'sourceBucket' },
} as const

export const PUT_OBJECT_COPY: BatchOperation<PlannedCopy> = {
  name: 'S3PutObjectCopy',
  words: 'a copy',
  makesNewObjects: true,
  movesBytes: true,
  hasCanaries: true,
  losesRedirects: true,
  encrypts: true,
  // One HeadObject request before the job; locks of the object before, and of the version that was copied.
  locks: { reads: 2, looksFirst: true, findsVersions: true },
  batchRole: { policy: 'batch-role-policy.json', withTargetKey: ['EncryptWithTargetKey'] },
  isAskedFor: ({ asked }) => asked === undefined,

  plan(group, { target, naming, copiesDirectly, copyObjects, unmodifiedSince }) {
    if (group.operation !== 'copy' || copiesDirectly) return []
    const canaryObjects = countCanaryObjects(naming, copyObjects, group.tally.objects)
    return [{ operation: 'S3PutObjectCopy', group, target, naming, canaryObjects, unmodifiedSince }]
  },
  identify: ({ naming, unmodifiedSince }) => [naming, unmodifiedSince.toISOString(), []],
  settles: (group, storageClass) => group.operation === 'copy' && group.storageClass === storageClass,
  prove: proveEncryption,

  price(work, context, make) {
    return [
      ...priceJob(this.name, work, make),
      ...priceCopies(work, context, make),
      ...priceRewrite(work, context, make),
    ]
  },

  warnings: {
    way(jobs) {
      if (jobs.some(({ naming }) => naming === 'new-object-metadata')) {
        return 'The bucket default is not SSE-S3, so the job must name the encryption in NewObjectMetadata, which may drop user metadata: only if a few objects keep theirs are the others copied.'
      }
      if (jobs.every(({ canaryObjects }) => canaryObjects === 0)) return undefined
      return 'A few objects of each storage class are copied first and compared: the others are copied only if those lost nothing.'
    },
  },

  request(job, { bucket, bucketArn }) {
    if (!COPYABLE_STORAGE_CLASSES.includes(job.group.storageClass)) {
      throw new ActionError(
        'REMEDIATION_REFUSED',
        `Objects of storage class ${job.group.storageClass} in ${bucket} cannot be copied in place.`,
        { hint: `A Batch copy keeps ${COPYABLE_STORAGE_CLASSES.join(', ')}.` },
      )
    }
    return {
      S3PutObjectCopy: {
        TargetResource: bucketArn,
        MetadataDirective: 'COPY',
        // Without it the copy is written to STANDARD, whatever the class of the source (API reference, "CopyObject").
        StorageClass: job.group.storageClass as S3StorageClass,
        UnModifiedSinceConstraint: job.unmodifiedSince,
        ...nameEncryption(job.target, job.naming),
      },
    }
  },

  // API reference, "S3CopyObjectOperation"; "CopyObject" for the access control list and the hold of a copy.
  defaults: {
    MetadataDirective: 'COPY',
    AnnotationDirective: 'COPY',
    StorageClass: 'STANDARD',
    CannedAccessControlList: 'private',
    ObjectLockLegalHoldStatus: 'OFF',
    ObjectLockEventHold: 'OFF',
  },
  members: new Set([...OWN_MEMBERS, ...FOREIGN_MEMBERS]),
  findForeignTrait,

  hints: {
    'access-denied':
      'The batch role is not allowed to read or write these objects. Check its policy, the bucket policy and the owner of the objects.',
    archived: 'Archived objects must be restored before they can be copied.',
    'too-large': 'Objects over 5 GB cannot be copied by a Batch job.',
    'invalid-request': 'S3 rejected the copy. Check the error code, the bucket policy and Object Lock.',
  },
}

function findForeignTrait(
  { S3PutObjectCopy: copy = {} }: JobOperation,
  members: readonly string[],
  wanted: { readonly sourceBucketArn: string; readonly storageClass: string },
): string | undefined {
  const strange = members.find((member) => FOREIGN_MEMBERS.includes(member))
  if (strange) return `its copy sets ${strange}`
  const { TargetResource, StorageClass = 'STANDARD', MetadataDirective = 'COPY' } = copy
  if (TargetResource !== wanted.sourceBucketArn) return 'it copies into another bucket'
  return StorageClass !== wanted.storageClass || MetadataDirective !== 'COPY'
    ? 'it changes objects otherwise'
    : undefined
}

function priceCopies(
  { storageClass, tally: { objects }, canaryObjects = 0 }: WorkToPrice,
  { facts }: PriceContext,
  make: ChargeMaker,
): Charge[] {
  const [gets, puts] = [getsFrom(storageClass), putsInto(storageClass)]
  const looked = Math.min(MAX_CANARY_LOOKS, objects)
  const looks = looked + canaryObjects * REQUESTS_PER_CANARY
  const lists = looked + canaryObjects
  return [
    // A job would lose the redirects of objects, so every run checks each object first (plan-looks.ts).
    ...(facts.website === 'some'
      ? [make.requests(gets, objects, 'HeadObject to look for website redirects, each run')]
      : []),
    make.requests(puts, objects, `COPY requests into ${storageClass}`),
    make.requests(gets, countChecked(objects), 'HeadObject to check the copies'),
    ...(canaryObjects === 0
      ? []
      : [
          make.requests(gets, looks, 'HeadObject and GetObjectTagging of the objects copied first'),
          make.requests(putsInto('STANDARD'), lists, 'ListObjectAnnotations of the objects copied first'),
        ]),
  ]
}
