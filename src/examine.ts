// Knows how one bucket is examined: where it lies, its newest complete report, the scan, the verdict, the plan.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Access } from './access.ts'
import { refuseUnusableKey } from './check-key.ts'
import { ActionError, asActionError } from './errors.ts'
import type { Deps } from './external/deps.ts'
import { createLook } from './external/evidence-edge.ts'
import { explainForeignRefusal } from './external/foreign-bucket.ts'
import { createReportStore } from './external/report-store.ts'
import {
  type BucketHandle,
  type BucketUse,
  findAnyObject,
  findInventoryConfiguration,
  findRegion,
  listInventoryConfigurations,
  readBucketFacts,
} from './external/s3.ts'
import type { BucketTarget, Inputs } from './inputs.ts'
import { prefixOf } from './inventory/coverage.ts'
import { chooseConfiguration, completeLocation } from './inventory/location.ts'
import { findNewestReport } from './inventory/newest.ts'
import type { InventoryLocation, InventoryReport } from './inventory/report.ts'
import { lookFirst } from './look-first.ts'
import { type BucketFacts, planBucket } from './plan.ts'
import { findRates, overrideRates } from './price/rates.ts'
import { sayLookProgress, sayScanProgress } from './progress.ts'
import { describeExceptions } from './report/exceptions-section.ts'
import { describePlan, describeReport, describeScan } from './report/log.ts'
import type { BucketResult } from './report/result.ts'
import { listActiveRules, tellExceptions } from './scan/exception.ts'
import type { OperationRules } from './scan/operation.ts'
import { type ScanCrew, startScanCrew } from './scan/pool.ts'
import type { ScanResult } from './scan/result.ts'
import { MAX_COMPARED, type ScanRequest, scanReport } from './scan/scan.ts'
import { logGroup } from './tell.ts'
import { judgeBucket } from './verdict.ts'

/** What examining needs beside the target: who asks, how clients are made, where things go. */
export type Examination = Access & {
  readonly spoolFolder: string
  /** Rates of the user's own, in the place of AWS's. */
  readonly ownRates: Inputs['ownRates']
  readonly deps: Deps
  /** Says at once how far the work is; other lines may be kept until the bucket is done. */
  readonly sayProgress: (line: string) => void
}

/** What a bucket's examination found so far. */
type Found = Partial<Pick<BucketResult, 'region' | 'report' | 'scan' | 'plan' | 'exceptions'>>

/** A report is scanned with this many rows between two looks at the clock; lines come at least every ten seconds. */
const PROGRESS_INTERVAL_MS = 5_000

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

  const facts =
    remediation.mode === 'none' ? undefined : await readBucketFacts(source.handle, remediation.target.status)
  const startedAt = deps.now()
  // By S3's clock: the runner's own must not lengthen an exception.
  const today = report.manifest.createdAt.getTime() + report.ageMs
  const found = await scanWithProgress(
    store,
    report,
    target,
    { facts, today, crew, source: source.handle },
    examination,
  )
  const exceptions = tellExceptions(target.exceptions, today, report.manifest.columns, found.excepted)
  keep({ scan: found, exceptions })
  logGroup(describeScan(target.bucket, found, deps.now() - startedAt), deps)
  if (exceptions.length > 0) logGroup(describeExceptions(exceptions), deps)
  if (facts !== undefined && remediation.mode !== 'none') {
    const rules = {
      ...remediation,
      keyRule: target.keyRule,
      maxLooks: Math.max(0, target.maxEvidenceRequests - (found.evidence?.candidates ?? 0)),
      region: source.region,
      rates: overrideRates(findRates(source.region), examination.ownRates),
    }
    const planOf = (of: ScanResult) => planBucket(target.bucket, of, report.manifest.createdAt, facts, rules)
    const asked = await refuseUnusableKey(planOf(found), source.region, examination)
    const { scan, plan } = await lookFirst({
      ...examination,
      rules,
      scan: found,
      plan: asked,
      facts,
      source: source.handle,
      planOf,
    })
    keep({ scan, plan })
    logGroup(describePlan(plan), deps)
  }

  const emptyReportContradicted = found.rows === 0 && (await holdsOlderObjects(source.handle, report))
  return judgeBucket({
    report,
    scan: found,
    maxFindings: target.maxFindings,
    emptyReportContradicted,
    include: target.include,
    allowsPartialInventory: target.allowsPartialInventory,
  })
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

type ScanScene = {
  readonly facts: BucketFacts | undefined
  readonly today: number
  readonly crew: ScanCrew
  readonly source: BucketHandle
}

async function scanWithProgress(
  store: ReturnType<typeof createReportStore>,
  report: InventoryReport,
  target: BucketTarget,
  { facts, today, crew, source }: ScanScene,
  { deps, sayProgress, spoolFolder }: Examination,
): Promise<ScanResult> {
  const startedAt = deps.now()
  let toldAt = startedAt
  return await scanReport({
    report,
    store,
    spec: {
      accepted: target.accepted,
      keyRule: target.keyRule,
      include: target.include,
      exclude: target.exclude,
      listedPrefix: prefixOf(report.location.coverage),
      exceptions: listActiveRules(target.exceptions, today),
      aclsEnabled: facts?.aclsEnabled,
      defaultEventHold: facts?.defaultLock === 'event-hold',
      rules: { ...describeRules(target), takesAccessLogs: facts?.accessLogs === 'some' },
    },
    keepRows: chooseRows(target, facts, report),
    maxCompared: Math.max(MAX_COMPARED, target.remediation.mode === 'none' ? 0 : target.remediation.maxObjects),
    evidence: {
      maxRequests: target.maxEvidenceRequests,
      look: createLook(source),
      sleep: deps.sleep,
      onLook: (looked) => {
        const now = deps.now()
        if (now - toldAt < PROGRESS_INTERVAL_MS) return
        toldAt = now
        sayProgress(sayLookProgress(looked))
      },
    },
    spoolFolder: join(spoolFolder, target.bucket),
    workers: crew.workers.length,
    crew,
    startTimer: deps.startTimer,
    signal: deps.signal,
    onProgress: (progress) => {
      const now = deps.now()
      if (now - toldAt < PROGRESS_INTERVAL_MS) return
      toldAt = now
      sayProgress(sayScanProgress(progress, now - startedAt))
    },
  })
}

/** Rows are kept for what is done with them: jobs, copies, and the looks at them (plan-looks.ts), which a plan makes too. */
function chooseRows(
  { remediation }: BucketTarget,
  facts: BucketFacts | undefined,
  { manifest }: InventoryReport,
): ScanRequest['keepRows'] {
  if (remediation.mode === 'none') return 'no'
  const losesRedirects = facts?.website === 'some' && remediation.engine !== 'direct'
  const looksFirst = losesRedirects || facts?.objectLockEnabled === true || !manifest.columns.includes('size')
  return remediation.mode !== 'plan' || looksFirst ? { maxRows: remediation.maxObjects } : 'no'
}

/** Where nothing is going to be done, the report still says what could be. */
function describeRules({ accepted, remediation }: BucketTarget): OperationRules {
  if (remediation.mode === 'none') {
    return { target: accepted.includes('SSE-S3') ? 'SSE-S3' : 'SSE-KMS', copiesInParts: true, restoresArchived: false }
  }
  const { engine, restore, target } = remediation
  return { target: target.status, copiesInParts: engine !== 'batch', restoresArchived: restore !== undefined }
}

/** An empty report is only believed where a listing shows no object that was there when the report was made. */
async function holdsOlderObjects(source: BucketHandle, report: InventoryReport): Promise<boolean> {
  const oldest = await findAnyObject(source, prefixOf(report.location.coverage))
  return oldest !== undefined && oldest < report.manifest.createdAt
}
