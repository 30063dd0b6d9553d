// Knows what it costs to see the locks of objects in a bucket with Object Lock: requests to S3 before a copy, and after it.

import type { Charge, ChargeMaker } from './charges.ts'
import type { PriceContext, PricedWork } from './work.ts'

/** GetObjectRetention and GetObjectLegalHold, each time. */
const REQUESTS_PER_LOCK = 2
/** How often locks are read: of the object before, and of the version that was copied, or with each look of a direct copy. */
const LOCKS_READ: Readonly<Record<PricedWork['operation'], number>> = {
  S3PutObjectCopy: 2,
  S3UpdateObjectEncryption: 1,
  S3InitiateRestoreObject: 0,
  CopyObject: 3,
  MultipartCopy: 4,
}
/** A HeadObject of its own beside them, where no other reason asks for that look. */
const LOOKED_AT_FIRST: readonly PricedWork['operation'][] = ['S3PutObjectCopy', 'S3UpdateObjectEncryption']

/**
 * "LIST requests for any storage class are charged at the same rate as S3 Standard PUT" (Amazon S3 pricing page).
 * `gets` and `lists` name the rates.
 */
export function priceLocks(
  { operation, tally }: PricedWork,
  { facts }: PriceContext,
  make: ChargeMaker,
  { gets, lists }: { readonly gets: string; readonly lists: string },
): Charge[] {
  const isRedirectLook = facts.website === 'some' && operation === 'S3PutObjectCopy'
  const heads = LOOKED_AT_FIRST.includes(operation) && !isRedirectLook ? 1 : 0
  const requests = (LOCKS_READ[operation] * REQUESTS_PER_LOCK + heads) * tally.objects
  if (facts.objectLockEnabled !== true || requests === 0) return []
  const looks = make.count(
    gets,
    'requests',
    requests,
    'HeadObject, GetObjectRetention and GetObjectLegalHold, each run',
  )
  if (operation !== 'S3PutObjectCopy') return [looks]
  return [
    looks,
    make.count(lists, 'requests', tally.objects, 'ListObjectVersions to find the versions that were copied'),
  ]
}
