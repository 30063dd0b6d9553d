// Recreates a bucket's approved plan from the report it was made from, and compares it with the newest one. Only what
// was approved may be done; objects that the newest report no longer shows in the same state are excluded.

import { join } from 'node:path'
import type { Crews } from '../engines/inventory-scan/crews.ts'
import type { Findings, OperationGroup } from '../findings/findings.ts'
import { readSpooledRows } from '../findings/spool-reader.ts'
import { KeySet } from '../objects/key-set.ts'
import type { ApprovedPlan } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import type { FoundSource } from './found-source.ts'
import { type PlanScene, planReport, type ReportPlan } from './plan-report.ts'
import { scanBucket } from './scan-bucket.ts'

type ApprovedScene = PlanScene & {
  /** The source as it is now: `scan` is what was found in it. */
  readonly found: FoundSource
  readonly approval: ApprovedPlan
}

type Planning = Parameters<typeof planReport>[2] & {
  readonly crews: Crews
  readonly sayProgress: (line: string) => void
}

/**
 * Recreates the plan from the newest report that was delivered when the approved plan was made.
 * @throws ActionError if there is none, it is too old, or it cannot be read
 */
export async function planAsApproved(
  target: BucketTarget,
  scene: ApprovedScene,
  planning: Planning,
): Promise<ReportPlan | undefined> {
  const found = await scene.found.findApproved(scene.approval)
  const { report } = found
  if (report === undefined || identify(found) === identify(scene.found)) {
    return await planReport(target, scene, planning)
  }
  const folder = join(scene.folder, '@approved')
  const approved = await scanAgain(target, { ...scene, found, folder }, planning)
  const leftOut = await findLeftOut(target.bucket, approved, scene.scan)
  const { dataSource } = found
  const planned = await planReport(target, { ...scene, dataSource, scan: approved, folder }, planning)
  if (planned === undefined) return undefined
  const { plan, basis, scan } = planned
  const leftOutOf = await countLeftOut(target.bucket, scan, leftOut)
  const kept = scan.groups.reduce((sum, group) => sum + group.tally.objects - (leftOutOf.get(group) ?? 0), 0)
  const notPlanned = Math.max(0, scene.scan.findings.objects - kept)
  return { plan, basis, scan: scene.scan, approved: { report, scan, leftOut, leftOutOf, notPlanned } }
}

/** The reports that a source consists of. */
const identify = ({ report, reports = report && [report] }: FoundSource) =>
  (reports ?? []).map(({ manifestMd5 }) => manifestMd5).join()

const scanAgain = (target: BucketTarget, scene: ApprovedScene, planning: Planning): Promise<Findings> =>
  planning.crews.lend((crew) => scanBucket(target, { ...scene, crew }, { ...planning, findingRows: undefined }))

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
