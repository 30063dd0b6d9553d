// Recreates a bucket's approved plan from the report it was made from, and compares it with the newest one. Only what
// was approved may be done; objects that the newest report no longer shows in the same state are excluded.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startScanCrew } from '../engines/inventory-scan/pool.ts'
import type { Findings, OperationGroup } from '../findings/findings.ts'
import { readSpooledRows } from '../findings/spool-reader.ts'
import { findNewestReport } from '../inventory/newest.ts'
import type { InventoryLocation, InventoryReport } from '../inventory/report.ts'
import type { ObjectStore } from '../inventory/store.ts'
import { KeySet } from '../objects/key-set.ts'
import type { ApprovedPlan, BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { type PlanScene, planReport, type ReportPlan } from './plan-report.ts'
import { scanBucket } from './scan-bucket.ts'

type ApprovedScene = Omit<PlanScene, 'found'> & {
  readonly store: ObjectStore
  readonly location: InventoryLocation
  /** Scan of `report`, the newest one. */
  readonly found: Findings
  readonly approval: ApprovedPlan
}

type Planning = Parameters<typeof planReport>[2] & { readonly sayProgress: (line: string) => void }

/**
 * Recreates the plan from the newest report that was delivered when the approved plan was made.
 * @throws ActionError if there is none, it is too old, or it cannot be read
 */
export async function planAsApproved(
  target: BucketTarget,
  scene: ApprovedScene,
  planning: Planning,
): Promise<ReportPlan | undefined> {
  const report = await findApprovedReport(scene)
  if (report.manifestMd5 === scene.report.manifestMd5) {
    return await planReport(target, scene, planning)
  }
  const folder = join(scene.folder, '@approved')
  const found = await scanAgain(target, { ...scene, report, folder }, planning)
  const leftOut = await findLeftOut(target.bucket, found, scene.found)
  const planned = await planReport(target, { ...scene, report, found, folder }, planning)
  if (planned === undefined) return undefined
  const { plan, basis, scan } = planned
  const leftOutOf = await countLeftOut(target.bucket, scan, leftOut)
  const kept = scan.groups.reduce((sum, group) => sum + group.tally.objects - (leftOutOf.get(group) ?? 0), 0)
  const notPlanned = Math.max(0, scene.found.findings.objects - kept)
  return { plan, basis, scan: scene.found, approved: { report, scan, leftOut, leftOutOf, notPlanned } }
}

async function findApprovedReport({ store, location, approval }: ApprovedScene): Promise<InventoryReport> {
  const { deliveredBy } = approval.parsed
  const report = await findNewestReport(store, location, { maxAge: Number.POSITIVE_INFINITY, deliveredBy })
  if (report.ageMs <= approval.maxAgeMs) return report
  const [age, allowed] = [report.ageMs, approval.maxAgeMs].map((ms) => `${Math.floor(ms / 3_600_000)} h`)
  throw new ActionError(
    'REMEDIATION_REFUSED',
    `the report of the approved plan (${report.folder}) is ${age} old; approved-plan-max-age allows ${allowed}.`,
    { hint: 'Make a new plan and have it approved, or raise approved-plan-max-age.' },
  )
}

async function scanAgain(
  target: BucketTarget,
  scene: ApprovedScene & { readonly report: InventoryReport },
  planning: Planning,
): Promise<Findings> {
  const crew = startScanCrew(availableParallelism(), planning.deps)
  try {
    return await scanBucket(target, { ...scene, crew }, planning)
  } finally {
    await crew.stop()
  }
}

const nameOf = ({ operation, storageClass }: OperationGroup) => `${operation} ${storageClass}`

/**
 * Objects of the approved report's groups that the newest report does not list for the same operation and storage
 * class: encrypted, deleted, locked or moved to another class since.
 * @throws ActionError if one report had too many rows to keep
 */
async function findLeftOut(bucket: string, approved: Findings, newest: Findings): Promise<KeySet> {
  if (newest.rowsDropped) {
    throw new ActionError('REMEDIATION_REFUSED', 'the newest report has more findings than max-objects allows.', {
      hint: 'Review the new findings, then increase max-objects, or make a new plan and have it approved.',
    })
  }
  const leftOut = new KeySet()
  for (const group of approved.groups) {
    const still = new KeySet()
    for (const same of newest.groups.filter((other) => nameOf(other) === nameOf(group))) {
      for await (const { key } of readSpooledRows(bucket, same.parts)) still.add(key)
    }
    for await (const { key } of readSpooledRows(bucket, group.parts)) if (!still.has(key)) leftOut.add(key)
  }
  return leftOut
}

async function countLeftOut(bucket: string, { groups }: Findings, leftOut: KeySet) {
  const counts = new Map<OperationGroup, number>()
  for (const group of groups) {
    let count = 0
    if (leftOut.size > 0) {
      for await (const { key } of readSpooledRows(bucket, group.parts)) if (leftOut.has(key)) count++
    }
    counts.set(group, count)
  }
  return counts
}
