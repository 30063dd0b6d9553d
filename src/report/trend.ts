// What the reports of one scope have shown, oldest first: kept in the state, shown in summary and issue.

import type { Verdict } from '../decide/verdict.ts'
import type { RunResult, TrendPoint } from '../result/run-result.ts'
import { formatCount, formatDate, formatDay, formatNoun } from '../words/numbers.ts'
import { drawSeries } from './amounts.ts'
import { code, details, type Inline, type Markdown, md, NOTHING, stack, table } from './markdown.ts'
import { sumFindings, VERDICT_SIGNS } from './overview.ts'

/** The oldest points are forgotten: thirty daily reports are a month. */
const MAX_POINTS = 30
const MAX_ROWS = 10
const HOUR_MS = 3_600_000

const LETTERS: Readonly<Record<Verdict, string>> = { COMPLIANT: 'C', NON_COMPLIANT: 'N', INSUFFICIENT_DATA: 'I' }

/**
 * The trend with this run's point. A point belongs to a report, so telling the same report again changes nothing; runs
 * without an answer are one point until there is one again.
 */
export function continueTrend(trend: readonly TrendPoint[], result: RunResult): readonly TrendPoint[] {
  const { verdict } = result
  const last = trend.at(-1)
  if (verdict === 'INSUFFICIENT_DATA' && last?.verdict === verdict) return trend
  const point = { hour: hourOf(result), verdict, findings: sumFindings(result) }
  const before = trend.filter(({ hour }) => hour < point.hour)
  return [...before, point].slice(-MAX_POINTS)
}

/** The newest report of all buckets. */
function hourOf({ buckets, verdict, context }: RunResult): number {
  const begun = buckets.flatMap(({ dataSource }) => dataSource?.asOf.getTime() ?? [])
  const time = verdict === 'INSUFFICIENT_DATA' || begun.length === 0 ? context.finishedAt.getTime() : Math.max(...begun)
  return Math.floor(time / HOUR_MS)
}

/** `497653N5294.497677N1`: in an alphabet that cannot end an HTML comment. */
export function writeTrend(trend: readonly TrendPoint[]): string {
  return trend.map(({ hour, verdict, findings }) => `${hour}${LETTERS[verdict]}${findings}`).join('.')
}

/** The trend in an issue's state, which anyone who may edit issues can change: what is no point is left out. */
export function readTrend(text: string): readonly TrendPoint[] {
  const points = text.split('.').flatMap((part): TrendPoint[] => {
    const [, hour = '', letter = '', findings = ''] = /^(\d{1,7})([CNI])(\d{1,15})$/.exec(part) ?? []
    const verdict = (Object.keys(LETTERS) as Verdict[]).find((name) => LETTERS[name] === letter)
    return verdict === undefined ? [] : [{ hour: Number(hour), verdict, findings: Number(findings) }]
  })
  return points.slice(-MAX_POINTS)
}

/** Bars, the change since the first report, and the last ones; empty with fewer than two answers. */
export function renderTrend(trend: readonly TrendPoint[]): Markdown {
  const answers = trend.filter(isAnswer)
  const [first, last] = [answers[0], answers.at(-1)]
  if (first === undefined || last === undefined || answers.length < 2) return NOTHING
  const bars = drawSeries(trend.map((point) => (isAnswer(point) ? point.findings : undefined)))
  const line = md`${bars} ${formatCount(first.findings)} → ${formatNoun(last.findings, 'finding')} in ${formatNoun(answers.length, 'report')} since ${formatHour(first)}`
  return stack(line, details('The last reports', renderRows(trend)))
}

export const isAnswer = ({ verdict }: TrendPoint) => verdict !== 'INSUFFICIENT_DATA'

function renderRows(trend: readonly TrendPoint[]): Markdown {
  const rows = trend.map((point, index): Inline[] => {
    const { verdict, findings } = point
    const before = trend.slice(0, index).findLast(isAnswer)
    const counts = isAnswer(point) ? [findings, sayChange(findings, before)] : ['–', '–']
    return [formatHour(point), md`${{ markdown: VERDICT_SIGNS[verdict] }}&nbsp;${code(verdict)}`, ...counts]
  })
  const columns = [
    { title: 'Report' },
    { title: 'Verdict' },
    { title: 'Findings', align: 'right' as const },
    { title: 'Change', align: 'right' as const },
  ]
  return table(columns, rows.slice(-MAX_ROWS).reverse())
}

function sayChange(findings: number, before: TrendPoint | undefined): Inline {
  if (before === undefined) return '–'
  const change = findings - before.findings
  return { markdown: change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}` }
}

/** Since when all is well: the first of the compliant reports at the end of the trend. Empty if the last is not one. */
export function sayCompliantSince(trend: readonly TrendPoint[]): Markdown {
  const start = trend.findLastIndex(({ verdict }) => verdict !== 'COMPLIANT') + 1
  const since = trend[start]
  return since === undefined ? NOTHING : md`✅ Compliant since the report of ${formatHour(since)}.`
}

export const formatHour = ({ hour }: TrendPoint) => formatDate(new Date(hour * HOUR_MS))

export const formatTrendDay = ({ hour }: TrendPoint) => formatDay(new Date(hour * HOUR_MS))
