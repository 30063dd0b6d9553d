// Knows what would be done about the findings of a bucket: decides it, and does nothing.

import type { Findings, OperationGroup } from '../findings/findings.ts'
import type { EncryptionNaming, PlannedDirectCopy, PlannedJob } from '../operations/planned.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { AskedWork } from '../price/work.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'
import { countCanaryObjects } from './canary-rule.ts'
import { estimatePrice } from './estimate-price.ts'
import { countLockLooks, planLooks } from './plan-looks.ts'
import { refuse } from './plan-refusal.ts'
import { warnAbout } from './plan-warnings.ts'

/** Decides what would be done about a bucket's findings. Pure: nothing is read or written. */
export function planBucket(
  bucket: string,
  scan: Findings,
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
const talliesOf = (heldBack: Findings['heldBack']) =>
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
      // The report does not say what is restored already: each object is looked at, and gets one of the two (run/act.ts).
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
