// The whole result as one page that needs nothing else: no request to anywhere, whoever opens it and wherever.

import { createHash } from 'node:crypto'
import { remediationOf } from '../../result/end-of-remediation.ts'
import type { BucketResult, RunResult } from '../../result/run-result.ts'
import { bucketUrl, objectUrl } from '../../words/console-url.ts'
import type { EncryptionStatus } from '../../words/encryption.ts'
import { formatBytes, formatCount, formatDate, formatDuration, formatNoun } from '../../words/numbers.ts'
import { safeLine } from '../../words/outside-text.ts'
import { findCommonScope, sayWithoutScope } from '../common-scope.ts'
import { renderHeadline } from '../headline.ts'
import { hideKeys } from '../hide-keys.ts'
import { code, type Inline, md } from '../markdown.ts'
import { listNextSteps, sortBuckets, sumFindings } from '../overview.ts'
import { judgedObjects } from '../scan-section.ts'
import { type StatusRow, sumStatuses } from '../status-section.ts'
import { formatHour, isAnswer } from '../trend.ts'
import { renderFindings, renderHeldBack, renderPrefixes } from './findings-tables.ts'
import { anchor, fromMarkdown, type Html, html, NO_HTML, type Say } from './markup.ts'
import { type Cell, columnChart, type Slice, section, stackedBar, table } from './pieces.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** So that a page of any fleet stays under two megabytes; the JSON report has the rest. */
const MAX_BUCKETS = 2_000
const MAX_JOBS = 1_000

/** A self-contained page. `path` is where it will be, so that it can name the findings file from there. */
export function renderPage(result: RunResult, path: string): string {
  const say = (inline: Inline) => fromMarkdown(inline, (markdown) => hideKeys(markdown, result))
  const { context } = result
  const body = html`<header><h1>${say(renderHeadline(result))}</h1><p>${say(result.conclusion.message)}</p>${renderCards(result)}</header>
<main>${section('next', 'What to do next', html`<ul>${listNextSteps(result).map((step) => html`<li>${say(step)}</li>`)}</ul>`)}
${section('encryption', 'Objects by encryption', renderCharts(result))}
${section('trend', 'Trend', renderTrend(result))}
${section('buckets', 'Buckets', renderBuckets(result, say))}
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
  const bytes = sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum: bigint, size = 0n) => sum + size, 0n)
    : undefined
  const tone = { COMPLIANT: 'good', NON_COMPLIANT: 'bad', INSUFFICIENT_DATA: 'warn' }[result.verdict]
  const cards: readonly (readonly [string, string, string?])[] = [
    ['Verdict', result.reason ?? result.verdict, tone],
    ['Findings', formatCount(sumFindings(result)), sumFindings(result) > 0 ? 'bad' : 'good'],
    ['Their size', formatBytes(bytes)],
    ['Objects checked', formatCount(objects)],
    ['Buckets', formatCount(result.buckets.length)],
    ...(result.remediation.status === 'NONE' ? [] : [['Remediation', result.remediation.status] as const]),
  ]
  return html`<dl class="cards">${cards.map(([name, value, color = '']) => html`<div class="card"><dt>${name}</dt><dd class="${color}">${value}</dd></div>`)}</dl>`
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
    points.map((point) => ({ label: formatHour(point), value: isAnswer(point) ? point.findings : undefined })),
  )
  const answers = points.filter(isAnswer)
  const [first, last] = [answers[0], answers.at(-1)]
  if (first === undefined || last === undefined || chart.html === '') return NO_HTML
  return html`${chart}<p>From ${formatNoun(first.findings, 'finding')} on ${formatHour(first)} to ${formatCount(last.findings)} on ${formatHour(last)}; a gap is a report without an answer.</p>`
}

function renderBuckets(result: RunResult, say: Say): Html {
  const scope = findCommonScope(result.buckets)
  const rows = sortBuckets(result.buckets)
    .slice(0, MAX_BUCKETS)
    .map((bucket): readonly Cell[] => {
      const { judgement, region, scan } = bucket
      const tone = { COMPLIANT: 'good', NON_COMPLIANT: 'bad', INSUFFICIENT_DATA: 'warn' }[judgement.verdict]
      const name = html`<code>${safeLine(bucket.bucket)}</code>`
      return [
        region === undefined ? name : anchor(bucketUrl(region, bucket.bucket), name),
        html`<span class="${tone}">${judgement.reason ?? judgement.verdict}</span>`,
        scan === undefined ? { shown: '–', value: -1 } : judgedObjects(scan),
        scan === undefined ? { shown: '–', value: -1 } : scan.findings.objects,
        {
          shown: scan === undefined ? '–' : formatBytes(scan.findings.bytes),
          value: Number(scan?.findings.bytes ?? -1n),
        },
        describeReport(bucket),
        remediationOf(bucket, result.remediation.mode),
        say(sayWithoutScope(judgement.message, scope)),
      ]
    })
  const columns = ['Bucket', 'Verdict', 'Objects', 'Findings', 'Size', 'As of', 'Remediation', 'What was found']
  const list = table(
    'buckets',
    columns.map((title) => ({ title, isNumber: ['Objects', 'Findings', 'Size'].includes(title) })),
    rows,
  )
  return scope === undefined ? list : html`${list}<p>All buckets: ${say(scope)}</p>`
}

function describeReport({ dataSource, report, region }: BucketResult): Cell {
  if (dataSource === undefined) return { shown: '–', value: 0 }
  const { asOf } = dataSource
  const date = html`<time datetime="${asOf.toISOString()}">${formatDate(asOf)}</time>`
  const url =
    region === undefined || report === undefined
      ? undefined
      : objectUrl(region, report.location.destinationBucket, report.manifestKey)
  return { shown: anchor(url, date), value: asOf.getTime() }
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
