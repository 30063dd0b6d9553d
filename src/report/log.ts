// The lines that the log shows after each step: a title for the folded group, and the relevant figures.

import type { CanaryReading, JobOutcome, ResultGroup } from '../batch/job-outcome.ts'
import { type BucketPlan, countPlanned, listWork } from '../decide/bucket-plan.ts'
import { countAll, countDone, type DirectResult, listOutcomes } from '../direct/direct-outcome.ts'
import type { Findings } from '../findings/findings.ts'
import { filesOf } from '../findings/proof.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { DIRECT_OUTCOME_WORDS } from '../result/advice.ts'
import type { ApprovedReport } from '../result/run-result.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatNoun,
  formatRate,
  formatUsd,
} from '../words/numbers.ts'
import { quoteText, safeLine, safeText, say } from '../words/outside-text.ts'
import { describeDuplicates, describeEvidence, describeOverlaps } from './evidence-section.ts'
import { sumExcepted } from './exceptions-section.ts'
import { describeLooks } from './listing-section.ts'
import type { LogGroup } from './log-group.ts'
import { sayMissingColumns } from './missing-columns.ts'
import { judgedObjects } from './scan-section.ts'
import { sayTableSample } from './table-section.ts'

/** After the newest complete report was chosen. */
export function describeInventoryReport(report: InventoryReport): LogGroup {
  const { location, manifest } = report
  const bytes = manifest.files.reduce((sum, { size }) => sum + BigInt(size), 0n)
  return group(`Report of ${location.sourceBucket}: ${report.folder}, ${formatDuration(report.ageMs)} old`, [
    `Begun ${formatDate(manifest.createdAt)}; ${formatDuration(report.maxAgeMs)} are allowed`,
    say`Configuration ${location.configurationId} in ${location.destinationBucket}`,
    `${manifest.format}, ${formatNoun(manifest.files.length, 'inventory file')}, ${formatBytes(bytes)}`,
    ...sayMissingColumns(manifest.columns),
    ...report.passedOver.map(({ folder, why }) => `Skipped ${folder}: ${why}`),
  ])
}

/** After the plan was recreated from the approved report, which is not the newest one. */
export function describeApprovedReport({ report, scan, leftOut, notPlanned }: ApprovedReport): LogGroup {
  const title = `Approved plan of ${report.location.sourceBucket}: report ${report.folder}, ${formatDuration(report.ageMs)} old`
  return group(title, [
    `${formatNoun(scan.findings.objects, 'finding')}; ${formatNoun(leftOut.size, 'planned object')} no longer listed as such by the newest report, and left out`,
    `${formatNoun(notPlanned, 'finding')} of the newest report not in the plan`,
  ])
}

/** After the scan of one bucket, which took `ms` milliseconds. */
export function describeScan(bucket: string, scan: Findings, ms: number): LogGroup {
  const fetched = filesOf(scan.proof).reduce((sum, { bytesFetched }) => sum + BigInt(bytesFetched), 0n)
  const rate = formatRate(scan.rows, ms, 'rows')
  const statuses = ENCRYPTION_STATUSES.filter((status) => scan.current[status].objects > 0)
  return group(
    `Scan of ${bucket}: ${formatNoun(scan.findings.objects, 'finding')} in ${formatNoun(judgedObjects(scan), 'object')}`,
    [
      `${formatNoun(scan.rows, 'row')}${rate === '' ? '' : ` in ${formatDuration(ms)} (${rate})`}, ${formatBytes(fetched)} fetched`,
      ...(scan.proof.source === 'list' ? describeLooks(scan.proof) : []),
      ...(scan.proof.source === 'metadata' ? sayTableSample(scan.proof) : []),
      ...statuses.map((status) => {
        const { objects, bytes } = scan.current[status]
        const size = bytes === undefined ? '' : `, ${formatBytes(bytes)}`
        return `${status}: ${formatNoun(objects, 'object')}${size}`
      }),
      ...[...scan.heldBack].map(
        ([reason, { tally }]) => `Held back, ${reason}: ${formatNoun(tally.objects, 'object')}`,
      ),
      ...(scan.excepted.some(({ objects }) => objects > 0)
        ? [`Excepted: ${formatNoun(sumExcepted(scan).objects, 'object')}`]
        : []),
      ...(scan.excluded.objects === 0 ? [] : [`Excluded: ${formatNoun(scan.excluded.objects, 'object')}`]),
      ...describeEvidence(scan),
      ...describeDuplicates(scan),
      ...describeOverlaps(scan),
      ...(scan.unknownStatus.rows === 0 ? [] : [`Unknown status: ${formatNoun(scan.unknownStatus.rows, 'row')}`]),
    ],
  )
}

/** After planning: the dry run in a few lines. */
export function describePlan(plan: BucketPlan): LogGroup {
  const work = listWork(plan)
  const { monthlyUsd, rates, usd } = plan.estimate
  const price = rates.isPriced && usd !== undefined ? `about ${formatUsd(usd)}` : 'cost not known'
  const title = `Plan for ${plan.bucket}: ${formatNoun(plan.jobs.length, 'job')}, ${formatNoun(countPlanned(plan), 'object')}, ${price}`
  return group(title, [
    ...work.map((item) => {
      const { operation, group, target } = item
      const first = 'canaryObjects' in item && item.canaryObjects > 0 ? `, ${item.canaryObjects} of them first` : ''
      const { storageClass, tally } = group
      return `${operation}, ${storageClass}: ${formatNoun(tally.objects, 'object')}, ${formatBytes(tally.bytes)}${target === undefined ? '' : `, to ${target.status}`}${first}`
    }),
    ...[...plan.heldBack].map(([reason, tally]) => `Held back, ${reason}: ${formatNoun(tally.objects, 'object')}`),
    ...(work.length === 0
      ? []
      : [
          `Priced by the rates of ${rates.group}, ${rates.date}${rates.note === undefined ? '' : ` (${rates.note})`}`,
          ...(monthlyUsd === 0
            ? []
            : [
                `${monthlyUsd === undefined ? 'An unknown sum' : `About ${formatUsd(monthlyUsd)}`} more each month while old versions remain`,
              ]),
        ]),
    ...plan.warnings.map((warning) => `Note: ${warning}`),
    ...(plan.refusal === undefined ? [] : [`Not started: ${plan.refusal.message} ${plan.refusal.hint}`]),
  ])
}

/** After a job was started, or waited for. */
export function describeJob(job: JobOutcome): LogGroup {
  const { reconciliation: rows, verification } = job
  return group(
    `${job.isCanary ? 'Canary job' : 'Job'} ${job.jobId} for ${job.bucket}, ${job.operation}, ${job.storageClass}: ${job.state}`,
    [
      `${say`S3 says ${job.status}`}; ${formatNoun(job.objects, 'object')} in the job manifest`,
      ...(rows === undefined
        ? []
        : [
            `${formatNoun(rows.succeeded, 'task')} succeeded, ${formatCount(rows.failed)} failed, ${formatCount(rows.notAttempted)} not attempted`,
          ]),
      ...(rows?.results ?? []).map(sayResult),
      ...(rows?.failures ?? []).map(({ cause, tasks, httpStatus, errorCode, message, hint }) => {
        const said = message === undefined ? '' : `, ${quoteText(message)}`
        return `Failed, ${cause}: ${formatNoun(tasks, 'task')} (${say`${httpStatus}/${errorCode}`}${said}). ${hint}`
      }),
      ...(verification === undefined ? [] : [sayChecked(verification)]),
      ...(job.canary === undefined ? [] : [sayCanary(job.canary)]),
      ...job.reasons.map((reason) => `Reason: ${reason}`),
      job.url,
    ],
  )
}

const sayChecked = ({ asTarget, checked }: NonNullable<JobOutcome['verification']>): string =>
  checked === 0
    ? 'No task succeeded, so there was no object to check'
    : `${formatCount(asTarget)} of ${formatNoun(checked, 'checked object')} as wanted`

function sayResult({ text, tasks }: ResultGroup): string {
  return `The function answered ${text === undefined ? 'otherwise' : quoteText(text)}: ${formatNoun(tasks, 'task')}`
}

function sayCanary({ changes, objects, kept, losses, withMetadata, withTags }: CanaryReading): string {
  if (changes !== undefined) {
    const changed = [...changes].map(([name, count]) => `${name} of ${formatCount(count)}`)
    return `Looked at before and after the function: ${formatCount(kept)} of ${formatNoun(objects, 'object')} still there; changed: ${changed.join(', ') || 'nothing that HeadObject shows'}`
  }
  const had = `${formatCount(withMetadata)} with user metadata, ${formatCount(withTags)} with tags`
  const lost = losses.length === 0 ? '' : `; ${formatCount(losses.length)} changed`
  return `Compared before and after the copy: ${formatCount(kept)} of ${formatNoun(objects, 'object')} (${had}) as before${lost}`
}

/** After the direct copies. */
export function describeDirectCopies(bucket: string, result: DirectResult): LogGroup {
  return group(
    `Direct copies in ${bucket}: ${formatCount(countDone(result))} of ${formatNoun(countAll(result), 'object')}`,
    [
      ...listOutcomes(result).map(({ outcome, tally, samples }) => {
        const [first] = samples
        const because = first?.reason === undefined ? '' : ` (${first.reason})`
        return `${DIRECT_OUTCOME_WORDS[outcome]}: ${formatNoun(tally.objects, 'object')}, ${formatBytes(tally.bytes)}${because}`
      }),
      ...result.uploadsLeft.map(({ uploadId, reason }) => `${say`Multipart upload ${uploadId} is left`}: ${reason}`),
    ],
  )
}

function group(title: string, lines: readonly string[]): LogGroup {
  return { title: safeLine(title), lines: lines.flatMap((line) => safeText(line).split('\n')) }
}
