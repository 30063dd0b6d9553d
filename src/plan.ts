// Knows what would be done about a bucket's findings. Pure data: printing it is the dry run.

import { countCanaryObjects } from './canary.ts'
import type { ObjectCount } from './encryption.ts'
import { ActionError } from './errors.ts'
import type { KeyRule } from './key-rule.ts'
import { countLockLooks, planLooks } from './plan-looks.ts'
import { refuse } from './plan-refusal.ts'
import { warnAbout } from './plan-warnings.ts'
import { estimatePrice } from './price/estimate.ts'
import type { Rates } from './price/rates.ts'
import type { AskedWork } from './price/work.ts'
import type { HeldBackReason, OperationGroup, ScanResult } from './scan/result.ts'

export type RemediationMode = 'none' | 'plan' | 'confirm' | 'run' | 'cancel'

export type TargetEncryption =
  | { readonly status: 'SSE-S3' }
  | { readonly status: 'SSE-KMS'; readonly kmsKeyArn: string; readonly bucketKey: boolean }

/**
 * How a copy job names its encryption so that no metadata is at risk (API reference, "S3CopyObjectOperation"):
 * by the bucket's default encryption, by SSEAwsKmsKeyId alone, or, only where the default is another one, by
 * NewObjectMetadata.SSEAlgorithm.
 */
export type EncryptionNaming = 'bucket-default' | 'kms-key-id' | 'new-object-metadata'

/** Who copies: S3 Batch Operations wherever it can do it safely, always a job, or always this action itself. */
export const ENGINES = ['auto', 'batch', 'direct'] as const
export type Engine = (typeof ENGINES)[number]

export type RestoreRequest = {
  readonly tier: 'BULK' | 'STANDARD'
  /** Days the restored copy stays, which Intelligent-Tiering does not take. */
  readonly days: number
}

/** A job that copies objects onto themselves. */
export type PlannedCopy = {
  readonly operation: 'S3PutObjectCopy'
  readonly group: OperationGroup
  readonly target: TargetEncryption
  readonly naming: EncryptionNaming
  /** Objects modified after this moment are left alone by S3 (UnModifiedSinceConstraint). Whole seconds. */
  readonly unmodifiedSince: Date
  /** Objects a small job copies first, so that the others are copied only if those lost nothing (ADR 6); 0 for none. */
  readonly canaryObjects: number
  /** Set for that small job itself. */
  readonly isCanary?: true
}

/** A job that puts another key around the data keys, and moves no data. */
export type PlannedUpdate = {
  readonly operation: 'S3UpdateObjectEncryption'
  readonly group: OperationGroup
  readonly target: Extract<TargetEncryption, { status: 'SSE-KMS' }>
}

/** A job that asks for archived objects to be restored, so that a later run can copy them. */
export type PlannedRestore = {
  readonly operation: 'S3InitiateRestoreObject'
  readonly group: OperationGroup
  /** What the later copy is to give them. */
  readonly target: TargetEncryption
  readonly restore: RestoreRequest
}

export type PlannedJob = PlannedCopy | PlannedUpdate | PlannedRestore

/** Conditional copies this action makes itself, object by object (ADR 5). */
export type PlannedDirectCopy = {
  readonly operation: 'CopyObject' | 'MultipartCopy'
  readonly group: OperationGroup
  readonly target: TargetEncryption
  /** Objects modified after this moment are left alone. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** US dollars by the rates in src/price/; an estimate, shown with its date. */
export type Estimate = {
  /** What the remediation costs once, to the cent; undefined where it rests on sizes that are not known. */
  readonly usd: number | undefined
  /** What stays to be paid each month afterwards, to the cent; undefined as above. */
  readonly monthlyUsd: number | undefined
  readonly lines: readonly EstimateLine[]
  /** `note` says so where the rates are those of another Region, or unconfirmed. */
  readonly rates: {
    readonly group: string
    readonly date: string
    readonly source: string
    readonly note: string | undefined
    /** False where there is no price: amounts are then zero and mean nothing. */
    readonly isPriced: boolean
  }
}

/** Undefined figures rest on sizes that are not known. */
export type EstimateLine = {
  readonly what: string
  readonly quantity: number | undefined
  readonly unit: 'jobs' | 'tasks' | 'requests' | 'objects' | 'GB'
  readonly paid: 'once' | 'monthly'
  /** To a billionth; rounded to the cent only in the sum. */
  readonly usd: number | undefined
  /** False for what nobody can put a figure to, which `what` says: then `usd` is zero and means nothing. */
  readonly isPriced: boolean
}

export type BucketPlan = {
  readonly bucket: string
  readonly jobs: readonly PlannedJob[]
  readonly directCopies: readonly PlannedDirectCopy[]
  readonly heldBack: ReadonlyMap<HeldBackReason, ObjectCount>
  readonly estimate: Estimate
  /** Things a careful person would want to know before starting: replication, versions kept, lifecycle clocks. */
  readonly warnings: readonly string[]
  /** Undefined in a bucket without Object Lock; else the objects of jobs, and the requests about their locks, before and after. */
  readonly objectLock?: { readonly objects: number; readonly requests: number } | undefined
  /** Set when there is something to do that must not be started; says why and what to do. */
  readonly refusal?: PlanRefusal | undefined
}

export type PlanRefusal = {
  readonly message: string
  readonly hint: string
  /** Set where the KMS key of the target is the reason. */
  readonly isOfKey?: true
}

/** What the source bucket says of itself, read once before a plan is made. */
export type BucketFacts = {
  readonly versioning: 'Enabled' | 'Suspended' | 'Unversioned'
  readonly defaultEncryption:
    | { readonly algorithm: 'AES256' }
    | {
        readonly algorithm: 'aws:kms' | 'aws:kms:dsse'
        readonly kmsKeyArn: string | undefined
        readonly bucketKey: boolean
      }
  /** False where Object Ownership is "Bucket owner enforced": then ACLs have no effect and none can be lost. */
  readonly aclsEnabled: boolean
  readonly objectLockEnabled: boolean
  /** What Object Lock gives every new version: a copy with a default event hold cannot be deleted until somebody releases it. */
  readonly defaultLock?: 'none' | 'retention' | 'event-hold' | undefined
  /** False where GetBucketEncryption found none; `defaultEncryption` is then what S3 does by itself. */
  readonly hasEncryptionConfiguration: boolean
  readonly replicates: boolean
  /** Destination buckets of the enabled replication rules. */
  readonly replicaBuckets: readonly string[]
  /** What a copy starts beside itself. `unknown`: the role may not ask, and the plan says so. */
  readonly lifecycle: 'some' | 'none' | 'unknown'
  readonly notifications: 'some' | 'none' | 'unknown'
  /** Whether the bucket is a website: only there a redirect of an object has an effect (S3 User Guide, "Configuring a webpage redirect"). */
  readonly website: 'some' | 'none' | 'unknown'
  /** Whether server access logs are delivered here; `none` where nobody asked, because the target is SSE-S3. */
  readonly accessLogs: 'some' | 'none' | 'unknown'
}

export type PlanRules = {
  readonly target: TargetEncryption
  /** What the policy asks of keys. */
  readonly keyRule: KeyRule
  readonly maxObjects: number
  /** US dollars, to the cent; undefined for no limit. */
  readonly maxCostUsd: number | undefined
  readonly allowUnversioned: boolean
  readonly engine: Engine
  /** Direct copies at most: each is a request of the runner's own. */
  readonly maxDirectObjects: number
  readonly restore: RestoreRequest | undefined
  /** HeadObject requests that may be made of findings before anything is done about them (plan-looks.ts). */
  readonly maxLooks: number
  readonly region: string
  readonly rates: Rates
}

/** Decides what would be done about a bucket's findings. Pure: nothing is read or written. */
export function planBucket(
  bucket: string,
  scan: ScanResult,
  createdAt: Date,
  facts: BucketFacts,
  rules: PlanRules,
): BucketPlan {
  const naming = nameEncryption(rules.target, facts)
  const copyObjects = countObjects(scan.groups.filter(isCopy))
  const copiesDirectly = choosesDirect(copyObjects, facts, rules)
  const work = scan.groups.flatMap((group) =>
    planGroup(group, { naming, copiesDirectly, copyObjects, createdAt, rules }),
  )
  const jobs = work.filter((item) => isJob(item))
  const directCopies = work.filter((item) => !isJob(item))
  const { target, region, rates } = rules
  const estimate = estimatePrice(work.map(describeForPrice), {
    target,
    facts,
    region,
    rates,
    reportTime: createdAt.getTime(),
    redirects: scan.heldBack.get('website-redirect')?.tally.objects ?? 0,
    // In a website they are paid for with the looks for redirects.
    sizesLookedUp: facts.website === 'some' ? 0 : (scan.sizesLookedUp ?? 0),
  })
  const objectLock = facts.objectLockEnabled
    ? countLockLooks(planLooks({ jobs, directCopies }, facts, rules))
    : undefined
  const plan = { bucket, jobs, directCopies, heldBack: talliesOf(scan.heldBack), estimate, objectLock }
  return {
    ...plan,
    warnings: work.length === 0 ? [] : warnAbout(plan, facts, rules),
    refusal: work.length === 0 ? undefined : refuse(plan, scan, facts, rules),
  }
}

function describeForPrice(work: PlannedWork): AskedWork {
  const { storageClass, tally, newestLastModified } = work.group
  const priced = {
    operation: work.operation,
    storageClass,
    tally,
    newestLastModified,
    ...('canaryObjects' in work ? { canaryObjects: work.canaryObjects } : {}),
  }
  return 'restore' in work ? { ...priced, restore: work.restore } : priced
}

type PlannedWork = PlannedJob | PlannedDirectCopy

const isCopy = ({ operation }: OperationGroup) => operation === 'copy'
const isJob = (work: PlannedWork): work is PlannedJob =>
  work.operation !== 'CopyObject' && work.operation !== 'MultipartCopy'
const countObjects = (groups: readonly OperationGroup[]) => groups.reduce((sum, { tally }) => sum + tally.objects, 0)
const talliesOf = (heldBack: ScanResult['heldBack']) =>
  new Map([...heldBack].map(([reason, { tally }]) => [reason, tally]))

/**
 * A job leaves the role of this action without any right to write objects, so it comes first. Without versions a job
 * is not safe, because Batch Operations has no condition on the destination: there a small set is copied directly
 * (ADR 5).
 */
function choosesDirect(objects: number, facts: BucketFacts, rules: PlanRules): boolean {
  if (rules.engine !== 'auto') return rules.engine === 'direct'
  return facts.versioning !== 'Enabled' && !rules.allowUnversioned && objects <= rules.maxDirectObjects
}

type GroupRules = {
  readonly naming: EncryptionNaming
  readonly copiesDirectly: boolean
  /** Of all groups. */
  readonly copyObjects: number
  readonly createdAt: Date
  readonly rules: PlanRules
}

function planGroup(group: OperationGroup, groupRules: GroupRules): PlannedWork[] {
  const { naming, copiesDirectly, copyObjects, createdAt, rules } = groupRules
  const { target, restore } = rules
  const unmodifiedSince = guardTime(group, createdAt)
  switch (group.operation) {
    case 'copy':
      if (copiesDirectly) return [{ operation: 'CopyObject', group, target, unmodifiedSince }]
      return [
        {
          operation: 'S3PutObjectCopy',
          group,
          target,
          naming,
          unmodifiedSince,
          canaryObjects: countCanaryObjects(naming, copyObjects, group.tally.objects),
        },
      ]
    case 'multipart-copy':
      return [{ operation: 'MultipartCopy', group, target, unmodifiedSince }]
    case 'update-encryption':
      if (target.status === 'SSE-KMS') return [{ operation: 'S3UpdateObjectEncryption', group, target }]
      throw new ActionError('INTERNAL_ERROR', 'UpdateObjectEncryption was chosen for a target it does not have.')
    case 'restore':
      // The report does not say what is restored already: each object is looked at, and gets one of the two (act.ts).
      if (restore !== undefined) {
        return [
          { operation: 'S3InitiateRestoreObject', group, target, restore },
          { operation: 'CopyObject', group, target, unmodifiedSince },
        ]
      }
      throw new ActionError('INTERNAL_ERROR', 'A restore was chosen where none was asked for.')
  }
}

/** API reference, "S3CopyObjectOperation": only NewObjectMetadata puts other metadata at risk, so it is the last resort. */
function nameEncryption(target: TargetEncryption, facts: BucketFacts): EncryptionNaming {
  if (target.status === 'SSE-KMS') return 'kms-key-id'
  return facts.defaultEncryption.algorithm === 'AES256' ? 'bucket-default' : 'new-object-metadata'
}

/**
 * The newest LastModified of the group, rounded up to the second that HTTP dates have: whatever was written later was
 * not judged by the report, and is encrypted by S3 since 2023 anyway. Without that column, the start of the listing.
 */
function guardTime(group: OperationGroup, createdAt: Date): Date {
  const newest = group.newestLastModified ?? createdAt.getTime()
  return new Date(Math.ceil(newest / 1000) * 1000)
}
