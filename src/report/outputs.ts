// Renders the action's outputs: names and strings exactly as in action.yml, and never an object key.

import { signalsOf } from '../baseline/baseline.ts'
import type { JobOutcome, JobState } from '../batch/job-outcome.ts'
import type { DirectResult } from '../direct/direct-outcome.ts'
import type { Coverage } from '../inventory/coverage.ts'
import type { RunResult } from '../result/run-result.ts'
import { countTasks } from '../result/task-counts.ts'
import { SIGNALS } from '../settings/settings-of-a-run.ts'
import { addCounts, NO_OBJECTS, type ObjectCount } from '../words/encryption.ts'
import { encodeText } from '../words/outside-text.ts'
import { sumFindings } from './overview.ts'
import { tellPosture } from './posture-section.ts'
import { judgedObjects } from './scan-section.ts'

export const OUTPUT_NAMES = [
  'verdict',
  'reason',
  'status',
  'posture',
  'objects-scanned',
  'findings',
  'finding-bytes',
  'inventory-date',
  'scope',
  'job-ids',
  'job-status',
  'tasks-succeeded',
  'tasks-failed',
  'remediation-status',
  'plan-id',
  'issue-number',
  'issue-url',
  'report-file',
  'findings-file',
  'new-findings',
  'resolved-findings',
  'unchanged-findings',
  'signals',
] as const
type OutputName = (typeof OUTPUT_NAMES)[number]
type Outputs = ReadonlyMap<OutputName, string>

/** Used instead of a plan-id if no plan could be made: no run accepts it as an approval, or as the lack of one. */
export const NO_PLAN = 'none'

/** Worst first: `job-status` is S3's status of the job in the worst state. */
const STATES_BY_SEVERITY: readonly JobState[] = [
  'failed',
  'unproven',
  'cancelled',
  'awaiting-confirmation',
  'pending',
  'complete',
]

/** Every output of the contract is set; unknown values are empty, never zero. */
export function renderOutputs(result: RunResult, resultFile: string | undefined): Outputs {
  const scans = result.buckets.flatMap(({ scan }) => (scan === undefined ? [] : [scan]))
  const dates = result.buckets.flatMap(({ dataSource }) => dataSource?.asOf.getTime() ?? [])
  const { bytes } = scans.map((scan) => scan.findings).reduce<ObjectCount>(addCounts, NO_OBJECTS)
  const findings = sumFindings(result)
  const { selection } = result
  // Zero findings in a partially read report is not a zero that a later step may rely on.
  const isKnown =
    selection === undefined && scans.length > 0 && (result.verdict !== 'INSUFFICIENT_DATA' || findings > 0)
  return new Map<OutputName, string>([
    ['verdict', selection === undefined ? result.verdict : ''],
    ['reason', selection === undefined ? (result.reason ?? '') : ''],
    ['status', selection?.status ?? ''],
    ['posture', tellPosture(result)],
    ['objects-scanned', scans.length === 0 ? '' : String(scans.reduce((sum, scan) => sum + judgedObjects(scan), 0))],
    ['findings', isKnown ? String(findings) : ''],
    ['finding-bytes', isKnown && bytes !== undefined ? String(bytes) : ''],
    ['inventory-date', dates.length === 0 ? '' : new Date(Math.min(...dates)).toISOString()],
    ['scope', describeScope(result)],
    ...renderJobOutputs(
      result.buckets.flatMap(({ jobs }) => jobs),
      result.buckets.flatMap(({ direct }) => direct?.result ?? []),
    ),
    ['remediation-status', selection?.status ?? result.remediation.status],
    ['plan-id', result.planId ?? (result.remediation.mode === 'plan' ? NO_PLAN : '')],
    ['issue-number', result.issue === undefined ? '' : String(result.issue.number)],
    ['issue-url', result.issue?.url ?? ''],
    ['report-file', resultFile ?? ''],
    ['findings-file', result.findingsFile?.path ?? ''],
    ...renderChanges(result.baseline),
  ])
}

/** A JSON array of the signals that jumped in any bucket; empty unless signals were asked for and compared. */
function nameJumps(baseline: RunResult['baseline']): string {
  const all = signalsOf(baseline)
  if (all.length === 0) return ''
  return JSON.stringify(SIGNALS.filter((name) => all.some(({ signal, isJump }) => isJump && signal === name)))
}

/** Empty unless the findings were compared: no number is better than one that stands for nothing. */
function renderChanges(baseline: RunResult['baseline']): readonly (readonly [OutputName, string])[] {
  const changes = baseline?.refused === undefined ? baseline?.changes : undefined
  return [
    ['new-findings', String(changes?.new ?? '')],
    ['resolved-findings', String(changes?.resolved ?? '')],
    ['unchanged-findings', String(changes?.unchanged ?? '')],
    ['signals', nameJumps(baseline)],
  ]
}

/**
 * Of a run that gives no verdict: every other output is empty, so that no later step takes it for an answer; only an
 * empty plan-id would ask for no approval.
 */
export function renderStatusOutputs(status: string, resultFile: string | undefined, isOfPlan: boolean): Outputs {
  const empty = OUTPUT_NAMES.map((name) => [name, ''] as const)
  return new Map<OutputName, string>([
    ...empty,
    ['plan-id', isOfPlan ? NO_PLAN : ''],
    ['report-file', resultFile ?? ''],
    ['status', status],
  ])
}

/**
 * The smallest coverage of any source. A prefix is not an output, because it is part of keys. Empty without any source.
 */
function describeScope({ buckets }: RunResult): Coverage['kind'] | '' {
  const kinds = new Set(buckets.flatMap(({ dataSource }) => dataSource?.scope ?? []))
  return (['unknown', 'prefix', 'whole'] as const).find((kind) => kinds.has(kind)) ?? ''
}

/** The outputs about jobs and direct copies. */
export function renderJobOutputs(jobs: readonly JobOutcome[], copies: readonly DirectResult[] = []): Outputs {
  const tasks = countTasks(jobs, copies)
  const worst = STATES_BY_SEVERITY.map((state) => jobs.find((job) => job.state === state)).find(
    (job) => job !== undefined,
  )
  return new Map<OutputName, string>([
    ['job-ids', JSON.stringify(jobs.map(({ jobId }) => encodeText(jobId)))],
    ['job-status', encodeText(worst?.status ?? '')],
    ['tasks-succeeded', tasks === undefined ? '' : String(tasks.succeeded)],
    ['tasks-failed', tasks === undefined ? '' : String(tasks.failed)],
  ])
}
