// Knows what an estimate is made from: the work of a plan, and what of the bucket and the day makes its price.

import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { Tally, TargetEncryption } from '../words/encryption.ts'
import type { Rates } from './rates.ts'

/** Objects of one storage class to which the same is done. */
export type ObjectsToPrice = {
  /** '' or `ALL` where the operation keeps every class by itself. */
  readonly storageClass: string
  readonly tally: Tally
  /** Epoch milliseconds; undefined where the report does not say. */
  readonly newestLastModified: number | undefined
}

export type PriceContext = {
  readonly target: TargetEncryption
  readonly facts: Pick<BucketFacts, 'versioning' | 'replicates' | 'lifecycle' | 'notifications' | 'website'> &
    Partial<Pick<BucketFacts, 'objectLockEnabled'>>
  readonly region: string
  readonly rates: Rates
  /** When the inventory report was begun, epoch milliseconds: ages count from here. */
  readonly reportTime: number
  /** Objects that were looked at for a website redirect and have one: no work, but looked at by every run. */
  readonly redirects?: number
  /** Objects that were looked at only because the report has no sizes. */
  readonly sizesLookedUp?: number
}
