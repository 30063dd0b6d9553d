// The short answer below the headline, shared by every page: which bucket comes first, and what to do next.

import type { Gap } from '../decide/gaps.ts'
import type { Verdict } from '../decide/verdict.ts'
import { ADVICE_ON_TERMINAL, REASON_ADVICE } from '../result/advice.ts'
import { type Left, sumAftermath, sumHeldBack } from '../result/aftermath.ts'
import { explainDeadPlan } from '../result/plan-ending.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'
import { code, type Inline, keyCode, type Markdown, md, NOTHING, show, strong } from './markdown.ts'

const MAX_STEPS = 6

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

/** What a person should do now, most urgent first. Never empty. */
export function listNextSteps(result: RunResult): readonly Inline[] {
  const steps: Inline[] = [
    ...result.errors.map((error) => tellError(error, adviseOn(error.code, error.hint, result.context))),
    ...adviseAccounts(result),
    ...adviseBlindBuckets(result),
    ...adviseFindings(result),
  ]
  if (steps.length === 0)
    return [result.verdict === 'INSUFFICIENT_DATA' ? 'Read the log: it says what was not looked at.' : 'Nothing.']
  const more = steps.length - MAX_STEPS
  return more <= 0
    ? steps
    : [...steps.slice(0, MAX_STEPS), `${formatNoun(more, 'more thing')}, shown with each bucket.`]
}

/** The hint after a message; below one that lists several things, because it is about all of them. */
export function tellError({ code: name, message }: RunResult['errors'][number], hint: string): Markdown {
  return message.includes('\n')
    ? md`${code(name)} ${message}<br>${strong(hint)}`
    : md`${code(name)} ${message} ${strong(hint)}`
}

/** What helps against a reason without an answer; empty if nothing is known to. */
export function adviseOn(
  reason: string,
  hint: string | undefined,
  { isCommand = false }: RunResult['context'],
): string {
  const general = { ...REASON_ADVICE, ...(isCommand && ADVICE_ON_TERMINAL) }
  return hint ?? new Map<string, string>(Object.entries(general)).get(reason) ?? ''
}

/** Accounts whose buckets could not be listed. */
const adviseAccounts = ({ accounts }: RunResult): Markdown[] =>
  accounts.flatMap(({ account, problem }) =>
    problem === undefined
      ? []
      : [md`Account ${code(account)}, ${code(problem.code)}: ${problem.message} ${strong(problem.hint ?? '')}`],
  )

/** Buckets of which the same is to be said: of the first, which stands for the others. */
export type BlindGroup = Gap & { readonly bucket: string; readonly others: number }

/** Buckets without a verdict, grouped: the same message and advice are given once. */
export function groupBlindBuckets(buckets: readonly BucketResult[]): readonly BlindGroup[] {
  const groups = new Map<string, BlindGroup>()
  for (const { bucket, judgement } of buckets) {
    if (judgement.verdict !== 'INSUFFICIENT_DATA') continue
    const { reason, message, hint } = judgement
    const key = `${reason} ${message.replaceAll(bucket, '')}`
    const others = (groups.get(key)?.others ?? -1) + 1
    groups.set(key, { bucket, reason, message, hint, ...groups.get(key), others })
  }
  return [...groups.values()]
}

function adviseBlindBuckets({ buckets, context }: RunResult): Markdown[] {
  return groupBlindBuckets(buckets).map(({ bucket, others, reason, message, hint }) => {
    const more = others === 0 ? NOTHING : md` and ${formatNoun(others, 'more bucket')}`
    return md`${code(bucket)}${more}, ${code(reason)}: ${message} ${strong(adviseOn(reason, hint, context))}`
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
