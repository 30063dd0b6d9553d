// The short answer below the headline, shared by summary and issue: one row per bucket, and what to do next.

import type { Verdict } from '../decide/verdict.ts'
import { ADVICE_ON_TERMINAL, REASON_ADVICE } from '../result/advice.ts'
import { type Left, sumAftermath, sumHeldBack } from '../result/aftermath.ts'
import { remediationOf } from '../result/end-of-remediation.ts'
import { explainDeadPlan } from '../result/plan-ending.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { countTasks } from '../result/task-counts.ts'
import type { RemediationMode } from '../settings/remediation-settings.ts'
import { bucketUrl } from '../words/console-url.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { code, type Inline, keyCode, link, type Markdown, md, NOTHING, show, stack, strong, table } from './markdown.ts'
import { REMEDIATION_WORDS } from './remediation-section.ts'
import { describeDate, judgedObjects } from './scan-section.ts'
import type { Tense } from './tense.ts'

const MAX_STEPS = 6
/** Links to jobs in the row of a bucket. */
const MAX_JOBS = 4
const MAX_LINKED_ROWS = 200

/** Each verdict has its own shape as well as its color. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  COMPLIANT: '✅',
  NON_COMPLIANT: '❌',
  INSUFFICIENT_DATA: '⚠️',
}

const SEVERITY: Readonly<Record<Verdict, number>> = { INSUFFICIENT_DATA: 0, NON_COMPLIANT: 1, COMPLIANT: 2 }

/** The buckets by verdict, worst first, then by most findings, then in the given order. */
export function sortBuckets(buckets: readonly BucketResult[]): readonly BucketResult[] {
  return [...buckets].sort(
    (a, b) =>
      SEVERITY[a.judgement.verdict] - SEVERITY[b.judgement.verdict] ||
      (b.scan?.findings.objects ?? 0) - (a.scan?.findings.objects ?? 0),
  )
}

export function sumFindings(result: Pick<RunResult, 'buckets'>): number {
  return result.buckets.reduce((sum, { scan }) => sum + (scan?.findings.objects ?? 0), 0)
}

/** True if every finding of the run was encrypted and verified; the verdict is still that of the report. */
export function isRemediated({ verdict, remediation }: RunResult): boolean {
  return verdict === 'NON_COMPLIANT' && remediation.status === 'COMPLETE'
}

/** One row per bucket, worst first, at most `maxRows`; the rest are only counted. */
export function renderBucketTable(result: RunResult, maxRows: number, tense: Tense): Markdown {
  const sorted = sortBuckets(result.buckets)
  const columns = [
    { title: 'Bucket' },
    { title: 'Verdict' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Findings', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'Report' },
    ...(result.remediation.mode === 'none' ? [] : [{ title: 'Remediation' }]),
  ]
  const rows = sorted.slice(0, maxRows).map((bucket, index) => {
    // Half of a row are links: a fleet needs the room for its buckets.
    return bucketCells(index < MAX_LINKED_ROWS ? bucket : withoutLinks(bucket), result, tense)
  })
  return stack(table(columns, rows), describeRest(sorted.slice(maxRows)))
}

const withoutLinks = (bucket: BucketResult): BucketResult => ({
  ...bucket,
  region: undefined,
  jobs: bucket.jobs.map((job) => ({ ...job, url: '' })),
})

/** The name, as a link to the bucket in the console. */
export function linkBucket({ bucket, region }: Pick<BucketResult, 'bucket' | 'region'>): Markdown {
  return region === undefined ? code(bucket) : link(code(bucket), bucketUrl(region, bucket))
}

function bucketCells(bucket: BucketResult, { remediation }: RunResult, tense: Tense): Inline[] {
  const { scan, judgement } = bucket
  const sign = { markdown: VERDICT_SIGNS[judgement.verdict] }
  return [
    linkBucket(bucket),
    md`${sign}&nbsp;${code(judgement.reason ?? judgement.verdict)}`,
    scan === undefined ? md`–` : judgedObjects(scan),
    scan === undefined ? md`–` : scan.findings.objects > 0 ? md`**${scan.findings.objects}**` : 0,
    scan === undefined ? md`–` : formatBytes(scan.findings.bytes),
    describeDate(bucket, tense),
    ...(remediation.mode === 'none' ? [] : [describeRemediation(bucket, remediation.mode)]),
  ]
}

/** The status, once there is something to count the tasks, and the jobs. */
export function describeRemediation(bucket: BucketResult, mode: RemediationMode): Markdown {
  const words = { markdown: REMEDIATION_WORDS[remediationOf(bucket, mode)] }
  const tasks = countTasks(bucket.jobs, bucket.direct?.result === undefined ? [] : [bucket.direct.result])
  const counts = tasks === undefined ? NOTHING : md`${tasks.succeeded} succeeded, ${tasks.failed} failed`
  const lines = [words, counts, linkJobs(bucket)].flatMap(({ markdown }) => (markdown === '' ? [] : [markdown]))
  return { markdown: lines.join('<br>') }
}

/** The jobs in the console; canaries are shown with the job they were made for. */
function linkJobs(bucket: BucketResult): Markdown {
  const jobs = bucket.jobs.filter(({ isCanary, url }) => !isCanary && url !== '')
  const links = jobs.slice(0, MAX_JOBS).map(({ url }, index) => show(link(`job ${index + 1}`, url)))
  if (jobs.length > MAX_JOBS) links.push(show(formatNoun(jobs.length - MAX_JOBS, 'more job')))
  return { markdown: links.join(', ') }
}

/** Buckets beyond those that are listed, counted by verdict. */
export function describeRest(buckets: readonly BucketResult[]): Markdown {
  if (buckets.length === 0) return NOTHING
  const counts = (['INSUFFICIENT_DATA', 'NON_COMPLIANT', 'COMPLIANT'] as const).flatMap((verdict) => {
    const count = buckets.filter(({ judgement }) => judgement.verdict === verdict).length
    return count === 0 ? [] : [show(md`${count} ${code(verdict)}`)]
  })
  return md`… and ${formatNoun(buckets.length, 'more bucket')}: ${{ markdown: counts.join(', ') }}. The JSON report has all of them.`
}

/** What a person should do now, most urgent first. Never empty. */
export function listNextSteps(result: RunResult): readonly Inline[] {
  const steps: Inline[] = [
    ...result.errors.map((error) => tellError(error, adviseOnError(error, result))),
    ...adviseBlindBuckets(result),
    ...adviseFindings(result),
  ]
  if (steps.length === 0) return ['Nothing.']
  const more = steps.length - MAX_STEPS
  return more <= 0
    ? steps
    : [...steps.slice(0, MAX_STEPS), `${formatNoun(more, 'more thing')}, shown with each bucket.`]
}

/** The hint after a message; below one that lists several things, because it is about all of them. */
export function tellError({ code: name, message }: RunResult['errors'][number], hint: string): Markdown {
  return message.includes('\n')
    ? md`${code(name)} ${message}\n${strong(hint)}`
    : md`${code(name)} ${message} ${strong(hint)}`
}

export function adviseOnError({ code: name, hint }: RunResult['errors'][number], { context }: RunResult): string {
  return adviseOn(name, hint, context)
}

function adviseOn(reason: string, hint: string | undefined, { isCommand = false }: RunResult['context']): string {
  const general = { ...REASON_ADVICE, ...(isCommand && ADVICE_ON_TERMINAL) }
  return hint ?? new Map<string, string>(Object.entries(general)).get(reason) ?? ''
}

/** Buckets without a verdict, grouped: the same message and advice are given once. */
function adviseBlindBuckets({ buckets, context }: RunResult): Markdown[] {
  const groups = new Map<string, BucketResult[]>()
  for (const bucket of buckets) {
    const { reason, message } = bucket.judgement
    if (reason === undefined) continue
    const key = `${reason} ${message.replaceAll(bucket.bucket, '')}`
    groups.set(key, [...(groups.get(key) ?? []), bucket])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first?.judgement.reason === undefined) return []
    const { reason, message, hint } = first.judgement
    const others = group.length === 1 ? NOTHING : md` and ${formatNoun(group.length - 1, 'more bucket')}`
    return [md`${code(first.bucket)}${others}, ${code(reason)}: ${message} ${strong(adviseOn(reason, hint, context))}`]
  })
}

function adviseFindings(result: RunResult): Markdown[] {
  const open = result.buckets.filter(({ judgement }) => judgement.verdict === 'NON_COMPLIANT')
  if (open.length === 0) return []
  const aftermath = sumAftermath(open)
  const left = (aftermath?.left ?? sumHeldBack(open)).map((one) => describeLeft(one, result, aftermath !== undefined))
  const steps = adviseRemediation(result, open)
  // What is left, and what helps, comes before the words about the next run.
  return aftermath === undefined ? [...steps, ...left] : [...left, ...steps]
}

/** Findings that no copy takes care of: how many, why, where, and what helps. */
function describeLeft(
  { why, objects, advice, buckets, keys }: Left,
  { listKeys }: RunResult,
  isActed: boolean,
): Markdown {
  const [first = ''] = buckets
  const others = buckets.length > 1 ? md` and ${formatNoun(buckets.length - 1, 'more bucket')}` : NOTHING
  const sampled = listKeys && keys.length > 0 ? keys.map((key) => show(keyCode(key))).join(', ') : ''
  const among = sampled === '' ? NOTHING : { markdown: `, ${objects > keys.length ? 'among them ' : ''}${sampled}` }
  const what = `${formatNoun(objects, 'finding')} ${isActed ? 'left' : 'held back from copying'}`
  const head = first === '' ? md`**${what}**, ${why}` : md`**${what}**, ${why}, in ${code(first)}${others}${among}`
  return advice === '' ? md`${head}.` : md`${head}. ${advice}`
}

function adviseRemediation(result: RunResult, open: readonly BucketResult[]): Markdown[] {
  const copyable = open.reduce((sum, { scan }) => sum + (scan?.findings.objects ?? 0) - countHeldBack(scan), 0)
  const refusal = open.find(({ plan, jobs }) => plan?.refusal !== undefined && jobs.length === 0)?.plan?.refusal
  const dead =
    result.remediation.mode === 'plan' ? open.map(explainDeadPlan).find((why) => why !== undefined) : undefined
  // What the event is not allowed to do is specific to this run: what to do about the findings is the same.
  switch (result.remediation.refusal === undefined ? result.remediation.status : 'NONE') {
    case 'NONE':
      return copyable === 0
        ? []
        : [
            md`See what encrypting ${formatNoun(copyable, 'object')} in place would do and cost: ${sayRun(result, 'plan')}. This writes nothing to AWS.`,
          ]
    case 'PLANNED':
      return refusal === undefined
        ? [md`Review the plan. To carry it out, ${sayRun(result, 'confirm')} or ${sayRun(result, 'run')}.`]
        : [md`The plan cannot be started yet. ${refusal.message} ${strong(refusal.hint)}`]
    case 'AWAITING_CONFIRMATION':
      return [md`Confirm the jobs below in the S3 console, or run the same plan with ${code('remediation: run')}.`]
    case 'PENDING':
      return [
        md`Run it again later: it finds the running jobs and waits for them, and copies what S3 has restored by then. Nothing is copied twice.`,
      ]
    case 'COMPLETE':
      return [
        md`Nothing. The next inventory report shows the new encryption and makes the verdict ${code('COMPLIANT')}.`,
      ]
    case 'INCOMPLETE':
      return [md`After the next inventory report, run again: only the remaining objects are copied.`]
    case 'FAILED':
      if (dead !== undefined) return [md`No run can carry out this plan. ${dead.message} ${strong(dead.hint ?? '')}`]
      return [md`Fix the problems below, then run again: the same plan finds its jobs, and nothing is copied twice.`]
  }
}

function countHeldBack(scan: BucketResult['scan']): number {
  return [...(scan?.heldBack.values() ?? [])].reduce((sum, { tally }) => sum + tally.objects, 0)
}

/** In a workflow an input, on a terminal a command. */
function sayRun({ context }: RunResult, mode: 'plan' | 'confirm' | 'run'): Markdown {
  return context.isCommand === true
    ? md`run ${code(`s3-encryption-compliance ${mode}`)}`
    : md`run with ${code(`remediation: ${mode}`)}`
}
