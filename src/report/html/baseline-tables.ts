// The tables of the page about the baseline: what is new, known and resolved in each bucket, and the first new findings.

import { sayChanges, sayRefused, saySignal } from '../../baseline/words.ts'
import type { RunResult } from '../../result/run-result.ts'
import { formatCount } from '../../words/numbers.ts'
import { safeLine } from '../../words/outside-text.ts'
import { type Html, html, NO_HTML, readableKey } from './markup.ts'
import { type Cell, table } from './pieces.ts'

/** Rows of each table: those with the most new findings. */
const MAX_ROWS = 500

/** Empty without a baseline. */
export function renderBaselineTables({ baseline, listKeys }: Pick<RunResult, 'baseline' | 'listKeys'>): Html {
  if (baseline === undefined) return NO_HTML
  if (baseline.refused !== undefined)
    return html`<p class="warn">${safeLine(sayRefused(baseline))} ${safeLine(baseline.refused.hint)}</p>`
  const buckets = [...baseline.buckets.values()].sort((a, b) => b.new - a.new)
  const jumps = baseline.signals.filter(({ isJump }) => isJump)
  const notes = [...jumps.map(saySignal), ...baseline.notes]
  const counts = table(
    'changes',
    [{ title: 'Bucket' }, ...['New', 'Unchanged', 'Resolved'].map((title) => ({ title, isNumber: true }))],
    buckets
      .slice(0, MAX_ROWS)
      .map(({ bucket, new: added, unchanged, resolved }): readonly Cell[] => [
        html`<code>${safeLine(bucket)}</code>`,
        { shown: html`<span class="${added > 0 ? 'bad' : ''}">${formatCount(added)}</span>`, value: added },
        unchanged,
        resolved,
      ]),
  )
  const added = buckets.flatMap(({ bucket, samples }) => samples.map((sample) => ({ bucket, ...sample })))
  const keys = listKeys ? added.slice(0, MAX_ROWS) : []
  const list = table(
    'new findings',
    [{ title: 'Bucket' }, { title: 'New finding' }, { title: 'Encryption' }],
    keys.map(({ bucket, key, encryption }): readonly Cell[] => [
      html`<code>${safeLine(bucket)}</code>`,
      readableKey(key),
      safeLine(encryption),
    ]),
  )
  const told = notes.length === 0 ? NO_HTML : html`<ul>${notes.map((note) => html`<li>${safeLine(note)}</li>`)}</ul>`
  const shown = keys.length === 0 ? NO_HTML : html`<p>The first new findings of each bucket:</p>${list}`
  return html`<p>${safeLine(`Compared with ${baseline.from}: ${sayChanges(baseline)}.`)}</p>${counts}${shown}${told}`
}
