// The table of the page about how buckets are set up: what is not fine or not known, where, and what helps; the rest is
// counted.

import type { PostureCheck, PostureLine, PostureStatus } from '../../posture/posture.ts'
import type { BucketPosture, RunResult } from '../../result/run-result.ts'
import { formatCount, formatNoun } from '../../words/numbers.ts'
import { safeLine } from '../../words/outside-text.ts'
import { type Html, html, NO_HTML, type Say } from './markup.ts'
import { type Cell, table } from './pieces.ts'

const MAX_ROWS = 2_000
const MAX_NAMES = 20
const WORDS = { wrong: 'not fine', unknown: 'unknown' } as const

/** Lines that say the same, of any number of buckets. */
type Alike = {
  readonly status: keyof typeof WORDS
  readonly checks: readonly PostureCheck[]
  readonly isFault: boolean
  readonly first: PostureLine
  readonly buckets: string[]
}

/** Empty if no bucket was looked at. */
export function renderPostureTable({ buckets }: RunResult, say: Say): Html {
  const seen = buckets.flatMap(({ bucket, posture }) => (posture === undefined ? [] : [{ bucket, posture }]))
  if (seen.length === 0) return NO_HTML
  const lines = seen.flatMap(({ posture }) => posture.lines)
  const count = (status: PostureStatus) => formatCount(lines.filter((line) => line.status === status).length)
  const rows = listAlike(seen)
  const list = table(
    'posture',
    ['Check', 'Status', 'Buckets', 'Found', 'What helps'].map((title) => ({ title })),
    rows.slice(0, MAX_ROWS).map((row) => renderRow(row, say)),
  )
  const rest = rows.length > MAX_ROWS ? ` ${formatNoun(rows.length - MAX_ROWS, 'more row')} in the JSON report.` : ''
  const commands = rows.length === 0 ? '' : ' The commands that help are in the summary and the JSON report.'
  return html`<p>${count('fine')} of ${formatNoun(lines.length, 'check')} in ${formatNoun(seen.length, 'bucket')} fine, ${count('wrong')} not, ${count('unknown')} unknown.${commands}${rest}</p>${list}`
}

/** What is not fine first, then what is unknown; what one refusal hides is one row. */
function listAlike(seen: readonly { readonly bucket: string; readonly posture: BucketPosture }[]): readonly Alike[] {
  const rows = new Map<string, Alike>()
  for (const status of ['wrong', 'unknown'] as const) {
    for (const { bucket, posture } of seen) {
      for (const lines of groupLines(posture, status)) {
        const [first] = lines
        const checks = lines.map(({ check }) => check)
        const isFault = checks.some((check) => posture.required.includes(check))
        const key = JSON.stringify([status, checks, isFault, first.found, first.fix?.say])
        const row = rows.get(key) ?? { status, checks, isFault, first, buckets: [] }
        row.buckets.push(bucket)
        rows.set(key, row)
      }
    }
  }
  return [...rows.values()]
}

const groupLines = ({ lines }: BucketPosture, status: PostureStatus) =>
  [
    ...Map.groupBy(
      lines.filter((line) => line.status === status),
      ({ check, fix }) => (status === 'unknown' ? (fix?.say ?? check) : check),
    ).values(),
  ] as [PostureLine, ...PostureLine[]][]

function renderRow({ status, checks, isFault, first, buckets }: Alike, say: Say): readonly Cell[] {
  const more = buckets.length > MAX_NAMES ? ` and ${formatNoun(buckets.length - MAX_NAMES, 'more bucket')}` : ''
  return [
    list(checks),
    html`<span class="status ${isFault ? 'bad' : 'warn'}">${WORDS[status]}${isFault ? ', required' : ''}</span>`,
    html`${list(buckets.slice(0, MAX_NAMES).map(safeLine))}${more}`,
    say(first.found),
    say(first.fix?.say ?? ''),
  ]
}

/** Broken between names only. */
const list = (names: readonly string[]): Html =>
  html`<span class="names">${names.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`)}</span>`
