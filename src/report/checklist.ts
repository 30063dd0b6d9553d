// The buckets of an issue as a checklist: ticked once nothing is left to do about one.

import { isSettled, remediationOf } from '../result/end-of-remediation.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatBytes, formatCount, formatNoun } from '../words/numbers.ts'
import { describeRemediation, describeRest, describeVerdict, linkBucket } from './bucket-table.ts'
import { type Markdown, md, NOTHING, show, stack } from './markdown.ts'
import { sortBuckets } from './overview.ts'
import { describeDate, judgedObjects } from './scan-section.ts'

/** One line per bucket, worst first, at most `maxRows`; the rest are only counted. */
export function renderChecklist(result: RunResult, maxRows: number): Markdown {
  const sorted = sortBuckets(result.buckets)
  const items = sorted.slice(0, maxRows).map((bucket) => {
    return `- [${isSettled(bucket, result.remediation.mode) ? 'x' : ' '}] ${show(describeBucket(bucket, result))}`
  })
  return stack({ markdown: items.join('\n') }, describeRest(sorted.slice(maxRows)))
}

function describeBucket(bucket: BucketResult, { remediation }: RunResult): Markdown {
  const { scan, dataSource } = bucket
  const read = dataSource === undefined ? NOTHING : md`, as of ${describeDate(bucket)}`
  const counts =
    scan === undefined ? NOTHING : md`: ${sayFindings(scan.findings.objects, judgedObjects(scan), scan.findings.bytes)}`
  const isTold = remediation.mode !== 'none' && remediationOf(bucket, remediation.mode) !== 'NONE'
  const remedy = isTold
    ? { markdown: `<br>${show(describeRemediation(bucket, remediation.mode)).replaceAll('<br>', ' · ')}` }
    : NOTHING
  return md`${linkBucket(bucket)} ${describeVerdict(bucket, remediation.mode)}${counts}${read}${remedy}`
}

function sayFindings(findings: number, objects: number, bytes: bigint | undefined): string {
  if (findings === 0) return `no finding in ${formatNoun(objects, 'object')}`
  const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`
  return `${formatCount(findings)} of ${formatNoun(objects, 'object')}${size}`
}
