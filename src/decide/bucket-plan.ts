// The type of a plan and the rules it is made with. Pure data: printing a plan is the dry run.

import type { HeldBackReason } from '../findings/choice.ts'
import type { SelectedOperation } from '../operations/asked-operation.ts'
import type { OperationSettings } from '../operations/operation.ts'
import type { PlannedDirectCopy, PlannedJob, PlannedOneByOne, PlannedWork } from '../operations/registry.ts'
import type { Estimate } from '../price/estimate.ts'
import type { Rates } from '../price/rates.ts'
import type { Engine } from '../settings/remediation-settings.ts'
import type { ObjectCount } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'

export type BucketPlan = {
  readonly bucket: string
  readonly jobs: readonly PlannedJob[]
  readonly directCopies: readonly PlannedDirectCopy[]
  /** Undefined for none. */
  readonly oneByOne?: readonly PlannedOneByOne[]
  readonly heldBack: ReadonlyMap<HeldBackReason, ObjectCount>
  readonly estimate: Estimate
  /** What to know before starting: replication, versions that remain, lifecycle ages. */
  readonly warnings: readonly string[]
  /**
   * Undefined for a bucket without Object Lock. Number of objects in jobs, and of requests about their locks, before
   * and after.
   */
  readonly objectLock?: { readonly objects: number; readonly requests: number } | undefined
  /** Set if there is work that must not be started. Contains the reason and what to do. */
  readonly refusal?: PlanRefusal | undefined
}

/** Everything that a plan does. */
export const listWork = ({
  jobs,
  directCopies,
  oneByOne = [],
}: Pick<BucketPlan, 'jobs' | 'directCopies' | 'oneByOne'>): readonly PlannedWork[] => [
  ...jobs,
  ...directCopies,
  ...oneByOne,
]

/** Objects that a plan changes: one that is restored before it is copied is one. */
export const countPlanned = (plan: Parameters<typeof listWork>[0]): number =>
  [...new Set(listWork(plan).map(({ group }) => group))].reduce((sum, { tally }) => sum + tally.objects, 0)

type PlanRefusal = {
  readonly message: string
  readonly hint: string
  /** Set if the KMS key of the target is the reason. */
  readonly isOfKey?: true
  /** Set if a limit is the reason, which a run of the same plan can raise. No other refusal is cured by approval. */
  readonly isOfLimit?: true
}

export type PlanRules = OperationSettings & {
  /** What is done with selected objects; undefined for findings. */
  readonly asked?: SelectedOperation | undefined
  /** Which KMS keys the policy requires. */
  readonly keyRule: KeyRule
  readonly maxObjects: number
  /** US dollars, to the cent; undefined for no limit. */
  readonly maxCostUsd: number | undefined
  readonly allowUnversioned: boolean
  readonly engine: Engine
  /** Maximum number of direct copies; the runner itself makes the requests for each. */
  readonly maxDirectObjects: number
  /** Maximum number of HeadObject requests to check findings before any of them is changed (plan-looks.ts). */
  readonly maxLooks: number
  readonly region: string
  readonly rates: Rates
}
