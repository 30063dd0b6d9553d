// Knows how one bucket is examined: where it lies, its newest complete report, the scan, the verdict, the plan.

import { availableParallelism } from 'node:os'
import { judgeBucket } from '../decide/verdict.ts'
import { type ScanCrew, startScanCrew } from '../engines/inventory-scan/pool.ts'
import type { BucketHandle, BucketUse } from '../external/bucket-handle.ts'
import { readBucketFacts } from '../external/bucket-settings.ts'
import type { Deps } from '../external/deps.ts'
import { explainForeignRefusal } from '../external/foreign-bucket.ts'
import { createReportStore } from '../external/inventory-store.ts'
import { findAnyObject, findInventoryConfiguration, findRegion, listInventoryConfigurations } from '../external/s3.ts'
import { tellExceptions } from '../findings/exception.ts'
import { prefixOf } from '../inventory/coverage.ts'
import { chooseConfiguration, completeLocation } from '../inventory/location.ts'
import { findNewestReport } from '../inventory/newest.ts'
import type { InventoryLocation, InventoryReport } from '../inventory/report.ts'
import { describeExceptions } from '../report/exceptions-section.ts'
import { describeApprovedReport, describePlan, describeReport, describeScan } from '../report/log.ts'
import type { BucketResult } from '../result/run-result.ts'
import { type BucketTarget, type Inputs, isPlanned } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import { type ApprovedScene, ofNewest, planAsApproved } from './examine-approved.ts'
import { planReport } from './plan-report.ts'
import { scanBucket } from './scan-bucket.ts'
import { logGroup } from './tell.ts'

/** What examining needs beside the target: who asks, how clients are made, where things go. */
export type Examination = Access & {
  readonly spoolFolder: string
  /** Rates of the user's own, in the place of AWS's. */
  readonly ownRates: Inputs['ownRates']
  /** Nothing but this plan may be done; undefined: nobody had to approve one. */
  readonly approvedPlan: Inputs['approvedPlan']
  readonly deps: Deps
  /** Says at once how far the work is; other lines may be kept until the bucket is done. */
  readonly sayProgress: (line: string) => void
}

/** What a bucket's examination found so far. */
type Found = Partial<
  Pick<BucketResult, 'region' | 'report' | 'scan' | 'plan' | 'exceptions' | 'basis' | 'approved' | 'approvalProblem'>
>

/** Examines one bucket. Never throws: whatever goes wrong is an INSUFFICIENT_DATA judgement with its reason. */
export async function examineBucket(target: BucketTarget, examination: Examination): Promise<BucketResult> {
  const { account } = examination.identity
  let found: Found = {}
  const keep = (part: Found) => {
    found = { ...found, ...part }
  }
  try {
    const judgement = await findScanJudge(target, examination, keep)
    return { ...describeTarget(target), account, ...found, judgement }
  } catch (error) {
    const judgement = judgeFailure(error, examination.deps.signal)
    return { ...describeTarget(target), account, ...found, judgement }
  }
}

/** The result for a bucket nobody could look at. */
export function giveUpBucket(target: BucketTarget, error: ActionError): BucketResult {
  return { ...describeTarget(target), account: undefined, judgement: judgeFailure(error, undefined) }
}

function describeTarget({ bucket, accepted, keyRule, include, exclude, maxFindings, remediation }: BucketTarget) {
  const policy = { acceptedEncryption: accepted, keyRule, maxFindings }
  return { bucket, region: undefined, jobs: [], policy, scope: { include, exclude }, remediationMode: remediation.mode }
}

function judgeFailure(error: unknown, signal: AbortSignal | undefined) {
  const { code, message, hint } = toInsufficientData(error, signal)
  return { verdict: 'INSUFFICIENT_DATA', reason: code, message, hint } as const
}

function toInsufficientData(error: unknown, signal: AbortSignal | undefined) {
  if (signal?.aborted) {
    return {
      code: 'INTERRUPTED',
      message: 'The run was cancelled before the scan was done.',
      hint: 'Run it again.',
    } as const
  }
  const known = asActionError(error, 'INTERNAL_ERROR')
  const code =
    known.code === 'REMEDIATION_REFUSED' || known.code === 'REMEDIATION_FAILED' ? 'INTERNAL_ERROR' : known.code
  const message = error instanceof ActionError ? known.message : `An unexpected error: ${known.message}`
  return { code, message, hint: known.hint }
}

async function findScanJudge(target: BucketTarget, examination: Examination, keep: (part: Found) => void) {
  // Started now, because a thread takes as long to start as the report to be found.
  const crew = startScanCrew(availableParallelism(), examination.deps)
  try {
    return await findScanJudgeWith(crew, target, examination, keep)
  } finally {
    await crew.stop()
  }
}

async function findScanJudgeWith(
  crew: ScanCrew,
  target: BucketTarget,
  examination: Examination,
  keep: (part: Found) => void,
) {
  const { deps, identity } = examination
  const { remediation } = target
  const open = (use: BucketUse, bucket: string, owner: string) =>
    openBucket({ use, bucket, owner }, target.region, examination)
  const source = await open('source', target.bucket, identity.account)
  keep({ region: source.region })

  const location = await findLocation(source.handle, target)
  const destinationOwner = target.inventoryBucketOwner ?? location.destinationOwner ?? identity.account
  const { store, report } = await explainForeignRefusal(destinationOwner, identity.account, async () => {
    const destination = await open('destination', location.destinationBucket, destinationOwner)
    const store = createReportStore(destination.handle, deps)
    return { store, report: await findNewestReport(store, location, { maxAge: target.maxInventoryAge }) }
  })
  keep({ report })
  logGroup(describeReport(report), deps)

  const facts = isPlanned(remediation) ? await readBucketFacts(source.handle, remediation.target.status) : undefined
  const startedAt = deps.now()
  const today = report.manifest.createdAt.getTime() + report.ageMs
  const scene = { store, report, facts, today, source: source.handle, folder: examination.spoolFolder }
  const found = await scanBucket(target, { ...scene, crew }, examination)
  const exceptions = tellExceptions(target.exceptions, today, report.manifest.columns, found.excepted)
  keep({ scan: found, exceptions })
  logGroup(describeScan(target.bucket, found, deps.now() - startedAt), deps)
  if (exceptions.length > 0) logGroup(describeExceptions(exceptions), deps)
  if (facts !== undefined) {
    keep(await planWithin(target, { ...scene, facts, found, location, region: source.region }, examination))
  }

  const emptyReportContradicted = found.rows === 0 && (await holdsOlderObjects(source.handle, report))
  return judgeBucket(found, {
    maxFindings: target.maxFindings,
    emptyReportContradicted,
    include: target.include,
    allowsPartialInventory: target.allowsPartialInventory,
  })
}

/** The plan of the newest report, or the approved one. That nothing can be done as approved leaves the verdict as it is. */
async function planWithin(
  target: BucketTarget,
  scene: Omit<ApprovedScene, 'approval'>,
  examination: Examination,
): Promise<Found> {
  const { approvedPlan: approval, deps } = examination
  try {
    const planned =
      approval === undefined
        ? ofNewest(await planReport(target, scene, examination))
        : await planAsApproved(target, { ...scene, approval }, examination)
    if (planned === undefined) return {}
    if (planned.approved !== undefined) logGroup(describeApprovedReport(planned.approved), deps)
    logGroup(describePlan(planned.plan), deps)
    return planned
  } catch (error) {
    if (approval === undefined || deps.signal.aborted) throw error
    const { message, hint } = asActionError(error, 'INTERNAL_ERROR')
    return { approvalProblem: { message, hint } }
  }
}

/** A handle whose client speaks to the bucket's own Region; `homeRegion` is asked where that is. */
export async function openBucket(
  wanted: Pick<BucketHandle, 'use' | 'bucket' | 'owner'>,
  homeRegion: string,
  { identity, s3ForRegion }: Access,
) {
  const at = (region: string): BucketHandle => ({
    ...wanted,
    client: s3ForRegion(region),
    partition: identity.partition,
  })
  const region = (await findRegion(at(homeRegion))) ?? homeRegion
  return { region, handle: at(region) }
}

async function findLocation(source: BucketHandle, target: BucketTarget): Promise<InventoryLocation> {
  const given = target.location
  if (given !== undefined) {
    return completeLocation(given, await findInventoryConfiguration(source, given.configurationId))
  }
  const configurations = await listInventoryConfigurations(source)
  return chooseConfiguration(configurations, { sourceBucket: target.bucket, inventoryId: target.inventoryId })
}

/** An empty report is only believed where a listing shows no object that was there when the report was made. */
async function holdsOlderObjects(source: BucketHandle, report: InventoryReport): Promise<boolean> {
  const oldest = await findAnyObject(source, prefixOf(report.location.coverage))
  return oldest !== undefined && oldest < report.manifest.createdAt
}
