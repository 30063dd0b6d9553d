// Knows what an estimate is made from: the work of a plan, and what of the bucket and the day makes its price.

import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { ObjectCount, Tally, TargetEncryption } from '../words/encryption.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import type { Rates } from './rates.ts'

/** Objects of one storage class to which the same is done. */
export type PricedWork = {
  readonly operation:
    | 'S3PutObjectCopy'
    | 'S3UpdateObjectEncryption'
    | 'S3InitiateRestoreObject'
    | 'CopyObject'
    | 'MultipartCopy'
  /** '' or `ALL` where the operation keeps every class by itself. */
  readonly storageClass: string
  readonly tally: Tally
  /** Epoch milliseconds; undefined where the report does not say. */
  readonly newestLastModified: number | undefined
  /** Objects a small job copies first; a job of its own where there are others. */
  readonly canaryObjects?: number
  /** Of S3InitiateRestoreObject. */
  readonly restore?: RestoreRequest
}

/** The same as a plan asks for it: the bytes are undefined where the report has no sizes. */
export type AskedWork = Omit<PricedWork, 'tally'> & { readonly tally: ObjectCount }

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
