// The table of the page about buckets: the answer for each, and, where the numbers do not say it, what was found.

import { isSettled, remediationOf } from '../../result/end-of-remediation.ts'
import type { BucketResult, RunResult } from '../../result/run-result.ts'
import { bucketUrl, objectUrl } from '../../words/console-url.ts'
import { formatBytes, formatDay, formatNoun } from '../../words/numbers.ts'
import { safeLine } from '../../words/outside-text.ts'
import { findCommonScope, sayCommonScope, sayWithoutScope } from '../common-scope.ts'
import { sortBuckets } from '../overview.ts'
import { REMEDIATION_WORDS } from '../remediation-section.ts'
import { judgedObjects } from '../scan-section.ts'
import { anchor, type Html, html, type Piece, type Say } from './markup.ts'
import { type Cell, type Column, table } from './pieces.ts'

/** So that a page of any fleet stays under two megabytes; the JSON report has the rest. */
const MAX_BUCKETS = 2_000
const NOT_KNOWN = { shown: '–', value: -1 }
const TONES = { COMPLIANT: 'good', NON_COMPLIANT: 'bad', INSUFFICIENT_DATA: 'warn' } as const

/** Worst first; a column that would be empty in every row is left out. */
export function renderBuckets(result: RunResult, say: Say): Html {
  const scope = findCommonScope(result.buckets)
  const shown = sortBuckets(result.buckets).slice(0, MAX_BUCKETS)
  const isRemediated = result.remediation.mode !== 'none'
  const isTold = shown.some((bucket) => tellMore(bucket, scope) !== '')
  const columns: readonly Column[] = [
    { title: 'Bucket' },
    { title: 'Verdict' },
    ...['Objects', 'Findings', 'Size'].map((title) => ({ title, isNumber: true })),
    { title: 'As of' },
    ...(isRemediated ? [{ title: 'Remediation' }] : []),
    ...(isTold ? [{ title: 'What was found' }] : []),
  ]
  const rows = shown.map((bucket): readonly Cell[] => [
    ...renderAnswer(bucket, result),
    ...(isRemediated ? [say({ markdown: REMEDIATION_WORDS[remediationOf(bucket, result.remediation.mode)] })] : []),
    ...(isTold ? [html`<div class="told">${say(tellMore(bucket, scope))}</div>`] : []),
  ])
  const list = table('buckets', columns, rows)
  return scope === undefined ? list : html`${list}<p>${say(sayCommonScope(scope, result.buckets))}</p>`
}

/** The verdict is that of the report: it is no longer red once all of its findings are encrypted. */
function renderAnswer(bucket: BucketResult, { remediation }: RunResult): readonly Cell[] {
  const { judgement, region, scan } = bucket
  const name = html`<code>${safeLine(bucket.bucket)}</code>`
  const tone =
    isSettled(bucket, remediation.mode) && judgement.verdict !== 'COMPLIANT' ? 'dim' : TONES[judgement.verdict]
  return [
    region === undefined ? name : anchor(bucketUrl(region, bucket.bucket), name),
    html`<span class="${tone}">${judgement.reason ?? judgement.verdict}</span>`,
    scan === undefined ? NOT_KNOWN : judgedObjects(scan),
    scan === undefined ? NOT_KNOWN : scan.findings.objects,
    scan === undefined
      ? NOT_KNOWN
      : { shown: formatBytes(scan.findings.bytes), value: Number(scan.findings.bytes ?? -1n) },
    describeReport(bucket),
  ]
}

/** The message of the judgement, unless it only says the number of findings again. */
function tellMore({ judgement: { message }, scan }: BucketResult, scope: string | undefined): string {
  const rest = sayWithoutScope(message, scope)
  if (scan === undefined) return rest
  const count = scan.findings.objects === 0 ? 'No finding.' : `${formatNoun(scan.findings.objects, 'finding')}.`
  return rest.startsWith(count) ? rest.slice(count.length).trim() : rest
}

function describeReport({ dataSource, report, region }: BucketResult): Cell {
  if (dataSource === undefined) return { shown: '–', value: 0 }
  const { asOf } = dataSource
  const date: Piece = html`<time datetime="${asOf.toISOString()}">${formatDay(asOf)}</time>`
  const url =
    region === undefined || report === undefined
      ? undefined
      : objectUrl(region, report.location.destinationBucket, report.manifestKey)
  return { shown: anchor(url, date), value: asOf.getTime() }
}
