// Tells what is new since the baseline, bucket by bucket, or why nothing was compared with it.

import type { Baseline, BucketChanges } from '../baseline/baseline.ts'
import { sayChanges, sayRefused, saySignal } from '../baseline/words.ts'
import type { RunResult } from '../result/run-result.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { safeLine, safeText, say } from '../words/outside-text.ts'
import type { LogGroup } from './log-group.ts'
import {
  bullets,
  code,
  type Inline,
  keyCode,
  type Markdown,
  md,
  NOTHING,
  show,
  stack,
  strong,
  table,
} from './markdown.ts'

/** Buckets with a row of their own: those with the most new findings. */
const MAX_ROWS = 50

/** For summary and issue; empty without a baseline. */
export function renderBaseline({ baseline, listKeys }: Pick<RunResult, 'baseline' | 'listKeys'>): Markdown {
  if (baseline === undefined) return NOTHING
  if (baseline.refused !== undefined) return md`⚠️ ${sayRefused(baseline)} ${strong(baseline.refused.hint)}`
  const sorted = [...baseline.buckets.values()].sort((a, b) => b.new - a.new)
  const rows = sorted.slice(0, MAX_ROWS).map(renderRow)
  const columns = ['Bucket', 'New', 'Unchanged', 'Resolved'].map((title, index) =>
    index === 0 ? { title } : { title, align: 'right' as const },
  )
  const rest = sorted.length - rows.length
  return stack(
    md`${startSentence(sayChanges(baseline))}. ${tellSource(baseline)}`,
    table(columns, rows),
    rest > 0 ? md`… and ${formatNoun(rest, 'more bucket')}; the JSON report has all of them.` : NOTHING,
    bullets([...listSamples(sorted, listKeys), ...baseline.notes]),
  )
}

const startSentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function tellSource({ from, run }: Extract<Baseline, { readonly changes: object }>): Markdown {
  const by = run.runId === '' ? NOTHING : md`, written by run ${code(run.runId)} of ${code(run.repository)}`
  return md`Compared with ${code(from)}${by}.`
}

const renderRow = (changes: BucketChanges): readonly Inline[] => [
  code(changes.bucket),
  changes.new === 0 ? 0 : strong(formatCount(changes.new)),
  changes.unchanged,
  changes.resolved,
]

/** A few new findings of each of the first buckets, with their keys if they may be shown. */
function listSamples(buckets: readonly BucketChanges[], listKeys: boolean): Markdown[] {
  if (!listKeys) return []
  return buckets.slice(0, MAX_ROWS).flatMap((changes) => {
    if (changes.samples.length === 0) return []
    const keys = changes.samples.map(({ key, encryption }) => show(md`${keyCode(key)} (${encryption})`)).join(', ')
    const among = { markdown: changes.new > changes.samples.length ? ', among them' : ':' }
    return [md`New in ${code(changes.bucket)}${among} ${{ markdown: keys }}`]
  })
}

/** For the log, once the comparison is made. */
export function describeBaseline(baseline: Baseline): LogGroup {
  if (baseline.refused !== undefined) {
    return group(sayRefused(baseline), [baseline.refused.hint])
  }
  return group(`Baseline ${baseline.from}: ${sayChanges(baseline)}`, [
    ...[...baseline.buckets.values()].map(
      (changes) =>
        say`${changes.bucket}` +
        `: ${formatCount(changes.new)} new, ${formatCount(changes.unchanged)} unchanged, ${formatCount(changes.resolved)} resolved`,
    ),
    ...baseline.signals.map((signal) => `${signal.isJump ? 'Signal' : 'No jump'}: ${saySignal(signal)}`),
    ...baseline.notes,
  ])
}

const group = (title: string, lines: readonly string[]): LogGroup => ({
  title: safeLine(title),
  lines: lines.map(safeText),
})
