// The steps to examine one bucket: its location, its newest complete report, the scan, the plan, the verdict.

import { availableParallelism } from 'node:os'
import { judgeBucket } from '../decide/verdict.ts'
import { type ScanCrew, startScanCrew } from '../engines/inventory-scan/pool.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import { readBucketFacts } from '../external/bucket-settings.ts'
import type { Deps } from '../external/deps.ts'
import { explainForeignRefusal } from '../external/foreign-bucket.ts'
import { createInventoryStore } from '../external/inventory-store.ts'
import { findAnyObject, findInventoryConfiguration, listInventoryConfigurations } from '../external/s3.ts'
import { tellExceptions } from '../findings/exception.ts'
import { listMissingColumns } from '../findings/object-filter.ts'
import { prefixOf } from '../inventory/coverage.ts'
import { chooseConfiguration, completeLocation } from '../inventory/location.ts'
import { findNewestReport } from '../inventory/newest.ts'
import type { InventoryLocation, InventoryReport } from '../inventory/report.ts'
import { describeExceptions } from '../report/exceptions-section.ts'
import { describeApprovedReport, describeInventoryReport, describePlan, describeScan } from '../report/log.ts'
import { type BucketTarget, type Inputs, isPlanned } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import { planAsApproved } from './examine-approved.ts'
import {
  type Examined,
  type Judged,
  judgeFailure,
  type Located,
  type Planned,
  type Reported,
  type Scanned,
  tellKnown,
} from './examined.ts'
import { openBucket } from './open-bucket.ts'
import { planReport } from './plan-report.ts'
import { logGroup } from './progress.ts'
import { scanBucket } from './scan-bucket.ts'

/** What examining needs in addition to the target: credentials, clients, and where results go. */
export type Examination = Access & {
  readonly spoolFolder: string
  /** The user's own rates, instead of AWS's. */
  readonly ownRates: Inputs['ownRates']
  /** Only this plan may be carried out; undefined if no approval is required. */
  readonly approvedPlan: Inputs['approvedPlan']
  readonly deps: Deps
  /** Logs progress immediately; other lines may be held until the bucket is done. */
  readonly sayProgress: (line: string) => void
}

/** Examines one bucket. Never throws: any error is an INSUFFICIENT_DATA judgement with its reason. */
export async function examineBucket(target: BucketTarget, examination: Examination): Promise<Examined> {
  let known: Partial<Judged> = {}
  const tell = (judgement: Judged['judgement']) => tellKnown(target, examination, known, judgement)
  // Started now, because starting a thread takes as long as finding the report.
  const crew = startScanCrew(availableParallelism(), examination.deps)
  try {
    for await (const step of takeSteps(target, crew, examination)) known = step
    return tell(known.judgement ?? judgeFailure(new Error('it was not judged'), undefined))
  } catch (error) {
    return tell(judgeFailure(error, examination.deps.signal))
  } finally {
    await crew.stop()
  }
}

/** Yields what is known after each step. If a step fails, the results of earlier steps are kept. */
async function* takeSteps(
  target: BucketTarget,
  crew: ScanCrew,
  examination: Examination,
): AsyncGenerator<Partial<Judged>, void, void> {
  const located = await locate(target, examination)
  yield located
  const reported = await findReport(target, located, examination)
  yield reported
  const scanned = await scan(target, reported, crew, examination)
  yield scanned
  const planned = await plan(target, scanned, examination)
  yield planned
  yield { ...planned, judgement: await judge(target, planned) }
}

async function locate(target: BucketTarget, examination: Examination): Promise<Located> {
  const wanted = { use: 'source', bucket: target.bucket, owner: examination.identity.account } as const
  const { region, handle } = await openBucket(wanted, target.region, examination)
  return { region, source: handle }
}

async function findReport(target: BucketTarget, located: Located, examination: Examination): Promise<Reported> {
  const { deps, identity } = examination
  const location = await findLocation(located.source, target)
  const owner = target.inventoryBucketOwner ?? location.destinationOwner ?? identity.account
  const wanted = { use: 'destination', bucket: location.destinationBucket, owner } as const
  const { store, report } = await explainForeignRefusal(owner, identity.account, async () => {
    const { handle } = await openBucket(wanted, target.region, examination)
    const store = createInventoryStore(handle, deps)
    return { store, report: await findNewestReport(store, location, { maxAge: target.maxInventoryAge }) }
  })
  logGroup(describeInventoryReport(report), deps)
  return { ...located, location, store, report, today: report.manifest.createdAt.getTime() + report.ageMs }
}

async function scan(
  target: BucketTarget,
  reported: Reported,
  crew: ScanCrew,
  examination: Examination,
): Promise<Scanned> {
  const { deps, spoolFolder: folder } = examination
  const { source, report, today } = reported
  const { remediation } = target
  const facts = isPlanned(remediation) ? await readBucketFacts(source, remediation.target.status) : undefined
  const startedAt = deps.now()
  refuseMissingColumns(target, report)
  const scan = await scanBucket(target, { ...reported, facts, folder, crew }, examination)
  logGroup(describeScan(target.bucket, scan, deps.now() - startedAt), deps)
  const exceptions = target.asked
    ? []
    : tellExceptions(target.exceptions, today, report.manifest.columns, scan.excepted)
  if (exceptions.length > 0) logGroup(describeExceptions(exceptions), deps)
  return { ...reported, facts, scan, exceptions }
}

/**
 * The plan of the newest report, or the approved one. If the approved plan cannot be carried out, the verdict is
 * unaffected.
 */
async function plan(target: BucketTarget, scanned: Scanned, examination: Examination): Promise<Planned> {
  const { facts, scan: found } = scanned
  const { approvedPlan: approval, deps, spoolFolder: folder } = examination
  if (facts === undefined) return scanned
  const scene = { ...scanned, facts, found, folder }
  try {
    const planned =
      approval === undefined
        ? await planReport(target, scene, examination)
        : await planAsApproved(target, { ...scene, approval }, examination)
    if (planned === undefined) return scanned
    if (planned.approved !== undefined) logGroup(describeApprovedReport(planned.approved), deps)
    logGroup(describePlan(planned.plan), deps)
    return { ...scanned, ...planned }
  } catch (error) {
    if (approval === undefined || deps.signal.aborted) throw error
    const { message, hint } = asActionError(error, 'INTERNAL_ERROR')
    return { ...scanned, approvalProblem: { message, hint } }
  }
}

/** A filter that asks for what the report does not show would silently select nothing. */
function refuseMissingColumns({ asked }: BucketTarget, { manifest }: InventoryReport): void {
  const missing = asked === undefined ? [] : listMissingColumns(asked.filter, manifest.columns)
  if (missing.length === 0) return
  throw new ActionError('INVALID_INPUT', `The selection needs columns that the report lacks: ${missing.join(', ')}.`, {
    hint: 'Add these fields to the inventory configuration and wait for its next report, or select objects otherwise.',
  })
}

/** Of an operation, only whether the selection can be relied on is used: it may be made from a part of the bucket. */
async function judge(target: BucketTarget, { scan, source, report }: Planned): Promise<Judged['judgement']> {
  const { asked, include, maxFindings } = target
  const allowsPartialInventory = target.allowsPartialInventory || asked !== undefined
  const emptyReportContradicted = scan.rows === 0 && (await holdsOlderObjects(source, report))
  return judgeBucket(scan, { maxFindings, emptyReportContradicted, include, allowsPartialInventory })
}

async function findLocation(source: BucketHandle, target: BucketTarget): Promise<InventoryLocation> {
  const given = target.location
  if (given !== undefined) {
    return completeLocation(given, await findInventoryConfiguration(source, given.configurationId))
  }
  const configurations = await listInventoryConfigurations(source)
  return chooseConfiguration(configurations, { sourceBucket: target.bucket, inventoryId: target.inventoryId })
}

/** An empty report is accepted only if a listing shows no object that existed when the report was made. */
async function holdsOlderObjects(source: BucketHandle, report: InventoryReport): Promise<boolean> {
  const oldest = await findAnyObject(source, prefixOf(report.location.coverage))
  return oldest !== undefined && oldest < report.manifest.createdAt
}
