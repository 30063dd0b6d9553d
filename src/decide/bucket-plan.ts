// Knows what a plan is, and the rules it is made with. Pure data: printing a plan is the dry run.

import type { HeldBackReason } from '../findings/choice.ts'
import type { OperationSettings } from '../operations/operation.ts'
import type { PlannedDirectCopy, PlannedJob } from '../operations/registry.ts'
import type { Estimate } from '../price/estimate.ts'
import type { Rates } from '../price/rates.ts'
import type { Engine } from '../settings/settings-of-a-run.ts'
import type { ObjectCount } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'

export type BucketPlan = {
  readonly bucket: string
  readonly jobs: readonly PlannedJob[]
  readonly directCopies: readonly PlannedDirectCopy[]
  readonly heldBack: ReadonlyMap<HeldBackReason, ObjectCount>
  readonly estimate: Estimate
  /** What a careful person needs to know before starting: replication, versions that remain, lifecycle ages. */
  readonly warnings: readonly string[]
  /** Undefined in a bucket without Object Lock; else the objects of jobs, and the requests about their locks, before and after. */
  readonly objectLock?: { readonly objects: number; readonly requests: number } | undefined
  /** Set when there is something to do that must not be started; says why and what to do. */
  readonly refusal?: PlanRefusal | undefined
}

type PlanRefusal = {
  readonly message: string
  readonly hint: string
  /** Set where the KMS key of the target is the reason. */
  readonly isOfKey?: true
}

export type PlanRules = OperationSettings & {
  /** What the policy asks of keys. */
  readonly keyRule: KeyRule
  readonly maxObjects: number
  /** US dollars, to the cent; undefined for no limit. */
  readonly maxCostUsd: number | undefined
  readonly allowUnversioned: boolean
  readonly engine: Engine
  /** Direct copies at most: each is a request of the runner's own. */
  readonly maxDirectObjects: number
  /** HeadObject requests that may be made of findings before anything is done about them (plan-looks.ts). */
  readonly maxLooks: number
  readonly region: string
  readonly rates: Rates
}
