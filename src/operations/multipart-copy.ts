// Defines the conditional multipart copy that this action makes itself, of objects too large for one copy (ADR 5).

import type { Charge, ChargeMaker } from '../price/charges.ts'
import { countParts, meanSize } from '../price/parts.ts'
import { getsFrom, putsInto } from '../price/rates.ts'
import { billingRulesOf } from '../price/storage-class.ts'
import { priceRewrite } from './charges.ts'
import type { AnyOperation, CopyingWork, WorkToPrice } from './operation.ts'

/** HeadObject and GetObjectTagging: before, right before completing, and after. */
const LOOKS_PER_COPY = 6

export const MULTIPART_GRANTS = {
  FindUnfinishedUploads: { actions: ['s3:ListBucket'], on: 'workBucket' },
  RecordUnfinishedUploads: { actions: ['s3:GetObject', 's3:PutObject'], on: 'workObjects' },
} as const

export const MULTIPART_COPY: AnyOperation<CopyingWork<'MultipartCopy'>> = {
  name: 'MultipartCopy',
  makesNewObjects: true,
  movesBytes: true,
  locks: { reads: 4 },
  plan: (group, { target, unmodifiedSince }) =>
    group.operation === 'multipart-copy' ? [{ operation: 'MultipartCopy', group, target, unmodifiedSince }] : [],
  identify: ({ unmodifiedSince }) => ['', unmodifiedSince.toISOString(), []],
  price: (work, context, make) => [
    ...priceCopies(work, make),
    ...priceRewrite(work, context, make, countParts(work.tally)),
  ],
}

/**
 * Into an archive class "both CreateMultipartUpload and UploadPart are billed at S3 Standard rates", "only the
 * CompleteMultipartUpload request" at the rate of the class (S3 User Guide, "Multipart upload and pricing"). "LIST
 * requests for any storage class are charged at the same rate as S3 Standard PUT" (Amazon S3 pricing page).
 */
function priceCopies({ storageClass, tally }: WorkToPrice, make: ChargeMaker): Charge[] {
  const { objects } = tally
  const stagingClass = billingRulesOf(storageClass).isArchive ? 'STANDARD' : storageClass
  const parts = `UploadPartCopy requests, as into ${stagingClass}, taking all objects for ${meanSize(tally)} bytes`
  return [
    make.requests(putsInto(stagingClass), countParts(tally), parts),
    make.requests(putsInto(stagingClass), objects, `CreateMultipartUpload, as into ${stagingClass}`),
    make.requests(putsInto(storageClass), objects, `CompleteMultipartUpload into ${storageClass}`),
    make.requests(putsInto('STANDARD'), objects * 2, 'ListObjectAnnotations, as from STANDARD'),
    make.requests(getsFrom(storageClass), objects * LOOKS_PER_COPY, 'HeadObject and GetObjectTagging'),
    make.unpriced(`Parts in ${stagingClass} until each copy is complete`, objects, 'objects'),
  ]
}
