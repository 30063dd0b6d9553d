// The whole result as one page that needs nothing else: no request to anywhere, whoever opens it and wherever.

import { createHash } from 'node:crypto'
import { sumAftermath } from '../../result/aftermath.ts'
import type { RunResult } from '../../result/run-result.ts'
import type { EncryptionStatus } from '../../words/encryption.ts'
import { formatBytes, formatCount, formatDate, formatDuration, formatNoun } from '../../words/numbers.ts'
import { safeLine } from '../../words/outside-text.ts'
import { renderHeadline } from '../headline.ts'
import { hideKeys } from '../hide-keys.ts'
import { code, type Inline, md } from '../markdown.ts'
import { listNextSteps, sumFindings } from '../overview.ts'
import { judgedObjects } from '../scan-section.ts'
import { type StatusRow, sumStatuses, titleStatuses } from '../status-section.ts'
import { formatHour, formatTrendDay, isAnswer } from '../trend.ts'
import { renderBaselineTables } from './baseline-tables.ts'
import { renderBuckets } from './bucket-table.ts'
import { renderFindings, renderHeldBack, renderPrefixes } from './findings-tables.ts'
import { anchor, fromMarkdown, type Html, html, NO_HTML } from './markup.ts'
import { type Cell, columnChart, type Slice, section, stackedBar, table } from './pieces.ts'
import { renderPostureTable } from './posture-table.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** So that a page of any fleet stays under two megabytes; the JSON report has the rest. */
const MAX_JOBS = 1_000

/** A self-contained page. `path` is where it will be, so that it can name the findings file from there. */
export function renderPage(result: RunResult, path: string): string {
  const say = (inline: Inline) => fromMarkdown(inline, (markdown) => hideKeys(markdown, result))
  const { context } = result
  const body = html`<header><h1>${say(renderHeadline(result))}</h1><p>${say(result.conclusion.brief ?? result.conclusion.message)}</p>${renderCards(result)}</header>
<main>${section('next', 'What to do next', html`<ul>${listNextSteps(result).map((step) => html`<li>${say(step)}</li>`)}</ul>`)}
${section('baseline', 'Since the baseline', renderBaselineTables(result))}
${section('encryption', titleStatuses(result), renderCharts(result))}
${section('trend', 'Trend', renderTrend(result))}
${section('buckets', 'Buckets', renderBuckets(result, say))}
${section('posture', 'Posture of the buckets', renderPostureTable(result, say))}
${section('prefixes', 'Where the findings are', renderPrefixes(result))}
${section('findings', 'Findings', renderFindings(result, path))}
${section('held', 'Held back from copying', renderHeldBack(result, say))}
${section('jobs', 'Jobs', renderJobs(result))}
</main><footer>${describeRun(context)}${formatDate(context.finishedAt)}, took ${formatDuration(context.finishedAt.getTime() - context.startedAt.getTime())}. Written by s3-encryption-compliance ${context.actionVersion}.</footer>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${digest(SCRIPT)}'; style-src '${digest(STYLE)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>S3 encryption compliance: ${result.verdict}</title><style>${STYLE}</style></head>
<body>${body.html}<script>${SCRIPT}</script></body></html>
`
}

/** A command that was typed has no page of its own. */
const describeRun = ({ repository, runId, runUrl }: RunResult['context']): Html =>
  runUrl === '' ? html`` : html`${anchor(runUrl, `Run ${runId}`)} of ${safeLine(repository)}, `

const digest = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

function renderCards(result: RunResult): Html {
  const scans = result.buckets.flatMap(({ scan }) => scan ?? [])
  const objects = scans.reduce((sum, scan) => sum + judgedObjects(scan), 0)
  const sizes = scans.map(({ findings }) => findings.bytes)
  const isKnown = scans.length > 0
  const bytes = sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum: bigint, size = 0n) => sum + size, 0n)
    : undefined
  const tone = { COMPLIANT: 'good', NON_COMPLIANT: 'bad', INSUFFICIENT_DATA: 'warn' }[result.verdict]
  const cards: readonly (readonly [string, string, string?])[] = [
    ['Verdict', result.reason ?? result.verdict, tone],
    ...(isKnown ? countFindings(result, formatBytes(bytes)) : [['Findings', '–'] as const]),
    ['Objects checked', formatCount(objects)],
    result.remediation.status === 'NONE'
      ? ['Buckets', formatCount(result.buckets.length)]
      : ['Remediation', result.remediation.status],
  ]
  return html`<dl class="cards">${cards.map(([name, value, color = '']) => html`<div class="card"><dt>${name}</dt><dd class="${color}">${value}</dd></div>`)}</dl>`
}

/** After a remediation: what the report showed, and what is left of it. */
function countFindings(result: RunResult, size: string): readonly (readonly [string, string, string?])[] {
  const findings = sumFindings(result)
  const aftermath = sumAftermath(result.buckets)
  const of = ['Their size', size] as const
  // What was not read may have findings: no number of them is good then.
  const none = result.verdict === 'INSUFFICIENT_DATA' ? '' : 'good'
  if (aftermath === undefined) return [['Findings', formatCount(findings), findings > 0 ? 'bad' : none], of]
  const left = aftermath.left.reduce((sum, { objects }) => sum + objects, 0)
  return [['In the report', formatNoun(findings, 'finding')], of, ['Left', formatCount(left), left > 0 ? 'bad' : none]]
}

const COLORS: Readonly<Record<EncryptionStatus, number>> = {
  'SSE-S3': 1,
  'SSE-KMS': 2,
  'DSSE-KMS': 3,
  'SSE-C': 4,
  'NOT-SSE': 4,
}

/** Findings are red; each other status has its own color, and its numbers are in the legend. */
function renderCharts(result: RunResult): Html {
  const rows = sumStatuses(result.buckets.flatMap(({ scan }) => scan ?? []))
  const colorOf = ({ findings, status }: StatusRow) => (findings > 0 ? 0 : COLORS[status])
  const slices = (of: (row: StatusRow) => number, show: (row: StatusRow) => string): Slice[] =>
    rows.map((row) => ({ label: row.status, value: of(row), shown: show(row), color: colorOf(row) }))
  return html`${stackedBar(
    'Objects',
    slices(
      ({ objects }) => objects,
      ({ objects }) => formatCount(objects),
    ),
  )}${stackedBar(
    'Bytes',
    slices(
      ({ bytes = 0n }) => Number(bytes),
      ({ bytes }) => formatBytes(bytes),
    ),
  )}`
}

function renderTrend({ issue }: RunResult): Html {
  const points = issue?.trend ?? []
  const chart = columnChart(
    'Findings in each report',
    points.map((point) => ({
      label: formatHour(point),
      short: formatTrendDay(point),
      value: isAnswer(point) ? point.findings : undefined,
    })),
  )
  const answers = points.filter(isAnswer)
  const [first, last] = [answers[0], answers.at(-1)]
  if (first === undefined || last === undefined || chart.html === '') return NO_HTML
  return html`${chart}<p>From ${formatNoun(first.findings, 'finding')} on ${formatHour(first)} to ${formatCount(last.findings)} on ${formatHour(last)}; a gap is a report without an answer.</p>`
}

function renderJobs({ buckets }: RunResult): Html {
  const rows = buckets
    .flatMap(({ jobs }) => jobs)
    .slice(0, MAX_JOBS)
    .map((job): readonly Cell[] => [
      anchor(job.url, safeLine(job.jobId)),
      html`<code>${safeLine(job.bucket)}</code>`,
      fromMarkdown(md`${code(job.operation)} ${code(job.storageClass)}${job.isCanary ? ', canary' : ''}`),
      job.state,
      job.reconciliation?.succeeded ?? { shown: '–', value: -1 },
      job.reconciliation?.failed ?? { shown: '–', value: -1 },
    ])
  const columns = ['Job', 'Bucket', 'Operation', 'State', 'Succeeded', 'Failed']
  return table(
    'jobs',
    columns.map((title) => ({ title, isNumber: ['Succeeded', 'Failed'].includes(title) })),
    rows,
  )
}
