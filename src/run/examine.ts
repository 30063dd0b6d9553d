// The steps to examine one bucket: its location, the source of its findings, the scan, the plan, the verdict.

import { judgeBucket } from '../decide/verdict.ts'
import type { Crews } from '../engines/inventory-scan/crews.ts'
import type { ScanCrew } from '../engines/inventory-scan/pool.ts'
import { readBucketFacts } from '../external/bucket-settings.ts'
import type { Deps } from '../external/deps.ts'
import { type DataSource, todayOf } from '../findings/data-source.ts'
import { tellExceptions } from '../findings/exception.ts'
import type { FindingFormat } from '../findings/finding-rows.ts'
import { listMissingColumns } from '../findings/object-filter.ts'
import { describeExceptions } from '../report/exceptions-section.ts'
import { describeApprovedReport, describePlan, describeScan } from '../report/log.ts'
import { isPlanned } from '../settings/remediation-settings.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import { planAsApproved } from './examine-approved.ts'
import {
  type Examined,
  type Judged,
  judgeFailure,
  type Located,
  type Planned,
  type Scanned,
  type Sourced,
  tellKnown,
} from './examined.ts'
import { findSource } from './find-source.ts'
import { lookAtPosture } from './look-at-posture.ts'
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
  /** Form in which every finding is kept for the findings file; undefined if there is none. */
  readonly findingRows: FindingFormat | undefined
  readonly deps: Deps
  /** Threads that scan. */
  readonly crews: Crews
  /** Logs progress immediately; other lines may be held until the bucket is done. */
  readonly sayProgress: (line: string) => void
}

/** Examines one bucket. Never throws: any error is an INSUFFICIENT_DATA judgement with its reason. */
export async function examineBucket(target: BucketTarget, examination: Examination): Promise<Examined> {
  let known: Partial<Judged> = {}
  const tell = (judgement: Judged['judgement']) => tellKnown(target, examination, known, judgement)
  try {
    // Lent now, because starting a thread takes as long as finding the report.
    await examination.crews.lend(async (crew) => {
      for await (const step of takeSteps(target, crew, examination)) known = step
    })
    return tell(known.judgement ?? judgeFailure(new Error('it was not judged'), undefined))
  } catch (error) {
    return tell(judgeFailure(error, examination.deps.signal))
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
  const seen = { ...located, posture: await lookAtPosture(target, located, examination.deps) }
  yield seen
  const sourced = await find(target, seen, examination)
  yield sourced
  const scanned = await scan(target, sourced, crew, examination)
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

async function find(target: BucketTarget, located: Located, examination: Examination): Promise<Sourced> {
  const found = await findSource(target, located, examination)
  return { ...located, found, dataSource: found.dataSource, report: found.report, reports: found.reports }
}

async function scan(
  target: BucketTarget,
  sourced: Sourced,
  crew: ScanCrew,
  examination: Examination,
): Promise<Scanned> {
  const { deps, spoolFolder: folder } = examination
  const { source, found, dataSource } = sourced
  const { remediation } = target
  const facts = isPlanned(remediation) ? await readBucketFacts(source, remediation.target.status) : undefined
  const startedAt = deps.now()
  refuseMissingColumns(target, dataSource)
  const scan = await scanBucket(target, { found, source, facts, folder, crew }, examination)
  logGroup(describeScan(target.bucket, scan, deps.now() - startedAt), deps)
  const exceptions = target.asked
    ? []
    : tellExceptions(target.exceptions, todayOf(dataSource), dataSource.columns, scan.excepted)
  if (exceptions.length > 0) logGroup(describeExceptions(exceptions), deps)
  return { ...sourced, facts, scan, exceptions }
}

/**
 * The plan of what the source tells now, or the approved one. If the approved plan cannot be carried out, the verdict is
 * unaffected.
 */
async function plan(target: BucketTarget, scanned: Scanned, examination: Examination): Promise<Planned> {
  const { facts, scan } = scanned
  const { approvedPlan: approval, deps, spoolFolder: folder } = examination
  if (facts === undefined) return scanned
  const scene = { ...scanned, facts, scan, folder }
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

/** A filter that asks for what the source does not show would silently select nothing. */
function refuseMissingColumns({ asked }: BucketTarget, { columns, kind }: DataSource): void {
  const missing = asked === undefined ? [] : listMissingColumns(asked.filter, columns)
  if (missing.length === 0) return
  if (kind !== 'inventory')
    throw new ActionError(
      'INVALID_INPUT',
      `The selection needs what HeadObject does not show of an object: ${missing.join(', ')}.`,
      { hint: 'Set source to inventory, whose reports can have these fields, or select objects otherwise.' },
    )
  throw new ActionError('INVALID_INPUT', `The selection needs columns that the report lacks: ${missing.join(', ')}.`, {
    hint: 'Add these fields to the inventory configuration and wait for its next report, or select objects otherwise.',
  })
}

/** Of an operation, only whether the selection can be relied on is used: it may be made from a part of the bucket. */
async function judge(target: BucketTarget, { scan, found }: Planned): Promise<Judged['judgement']> {
  const { asked, include, maxFindings } = target
  const allowsPartialInventory = target.allowsPartialInventory || asked !== undefined
  const emptyReportContradicted = scan.rows === 0 && (await found.isContradicted())
  return judgeBucket(scan, {
    maxFindings,
    emptyReportContradicted,
    include,
    allowsPartialInventory,
    selects: asked !== undefined,
  })
}
