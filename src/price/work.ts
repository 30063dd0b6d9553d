// Defines the input of an estimate: the work of a plan, and the properties of bucket and date that affect its price.

import type { RowQueries } from '../findings/findings.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { Tally, TargetEncryption } from '../words/encryption.ts'
import type { Rates } from './rates.ts'

/** Objects of one storage class that get the same treatment. */
export type ObjectsToPrice = {
  /** '' or `ALL` if the operation preserves each object's class automatically. */
  readonly storageClass: string
  readonly tally: Tally
  /** Epoch milliseconds; undefined if the report does not say. */
  readonly newestLastModified: number | undefined
}

export type PriceContext = {
  readonly target: TargetEncryption
  readonly facts: Pick<BucketFacts, 'versioning' | 'replicates' | 'lifecycle' | 'notifications' | 'website'> &
    Partial<Pick<BucketFacts, 'objectLockEnabled'>>
  readonly region: string
  readonly rates: Rates
  /** When the inventory report was started, epoch milliseconds: ages are relative to it. */
  readonly reportTime: number
  /** Objects that were checked for a website redirect and have one: not part of the work, but checked in every run. */
  readonly redirects?: number
  /** Objects that were checked only because the report has no sizes. */
  readonly sizesLookedUp?: number
  /** And the rows of each job manifest. Undefined if they come from a pass over the report. */
  readonly rowQueries?: (RowQueries & { readonly rows: readonly number[] }) | undefined
}
