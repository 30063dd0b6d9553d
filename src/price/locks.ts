// Prices the lock checks of objects in a bucket with Object Lock: requests to S3 before and after a copy.

import type { Charge, ChargeMaker } from './charges.ts'
import { putsInto } from './rates.ts'
import type { ObjectsToPrice, PriceContext } from './work.ts'

/** The requests about locks that an operation makes. */
export type LockRequests = {
  /** How often the lock of each object is read. */
  readonly reads: number
  /** A separate HeadObject request comes first, unless another check already makes it. */
  readonly looksFirst?: true
  /** The copied version is looked up afterwards: S3 Batch Operations has no condition on locks. */
  readonly findsVersions?: true
}

/** GetObjectRetention and GetObjectLegalHold for each read. */
const REQUESTS_PER_LOCK = 2

/**
 * "LIST requests for any storage class are charged at the same rate as S3 Standard PUT" (Amazon S3 pricing page).
 * `gets` names the rate of the read requests; `isLookedAt`: another check already makes the first HeadObject request.
 */
export function priceLocks(
  { tally: { objects } }: ObjectsToPrice,
  { reads, looksFirst, findsVersions }: LockRequests = { reads: 0 },
  { facts }: PriceContext,
  make: ChargeMaker,
  { gets, isLookedAt }: { readonly gets: string; readonly isLookedAt: boolean },
): Charge[] {
  const requests = (reads * REQUESTS_PER_LOCK + (looksFirst && !isLookedAt ? 1 : 0)) * objects
  if (facts.objectLockEnabled !== true || requests === 0) return []
  const looks = 'HeadObject, GetObjectRetention and GetObjectLegalHold, each run'
  const lists = 'ListObjectVersions to find the versions that were copied'
  return [
    make.requests(gets, requests, looks),
    ...(findsVersions ? [make.requests(putsInto('STANDARD'), objects, lists)] : []),
  ]
}
