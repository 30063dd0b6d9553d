// Defines the conditional copy that this action makes itself, object by object (ADR 5).

import { needsParts } from '../price/parts.ts'
import { getsFrom, putsInto } from '../price/rates.ts'
import { priceRewrite } from './charges.ts'
import { MULTIPART_COPY } from './multipart-copy.ts'
import type { AnyOperation, CopyingWork } from './operation.ts'

/** HeadObject before and after. */
const LOOKS_PER_COPY = 2

export const DIRECT_GRANTS = {
  TellMissingFromForbidden: { actions: ['s3:ListBucket'], on: 'sourceBucket' },
  LookAtObjectsToCopy: {
    actions: [
      's3:GetObject',
      's3:GetObjectTagging',
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
      's3:GetObjectAnnotation',
      's3:ListObjectAnnotations',
    ],
    on: 'sourceObjects',
  },
  CopyObjectsOntoThemselves: {
    actions: [
      's3:PutObject',
      's3:PutObjectTagging',
      's3:PutObjectAnnotation',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ],
    on: 'sourceObjects',
  },
} as const

export const COPY_OBJECT: AnyOperation<CopyingWork<'CopyObject'>> = {
  name: 'CopyObject',
  makesNewObjects: true,
  movesBytes: true,
  locks: { reads: 3 },

  plan(group, { target, copiesDirectly, unmodifiedSince }) {
    const isMeant = group.operation === 'restore' || (group.operation === 'copy' && copiesDirectly)
    return isMeant ? [{ operation: 'CopyObject', group, target, unmodifiedSince }] : []
  },
  identify: ({ unmodifiedSince }) => ['', unmodifiedSince.toISOString(), []],

  price(work, context, make) {
    const { storageClass, tally } = work
    // Restored objects can have any size: objects too large for one copy are copied in parts.
    if (needsParts(tally)) return MULTIPART_COPY.price(work, context, make)
    const looks = tally.objects * LOOKS_PER_COPY
    return [
      make.requests(putsInto(storageClass), tally.objects, `COPY requests into ${storageClass}`),
      make.requests(getsFrom(storageClass), looks, 'HeadObject before and after each copy'),
      ...priceRewrite(work, context, make),
    ]
  },
}
