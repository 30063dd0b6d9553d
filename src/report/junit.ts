// Renders a run as JUnit XML: one test for each bucket, failed by findings, in error without an answer; and one for each
// required check of its posture, failed if it is wrong, in error if it is unknown.

import type { Verdict } from '../decide/verdict.ts'
import type { PostureLine, PostureStatus } from '../posture/posture.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { safeText, showKey } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { judgedObjects } from './scan-section.ts'

/** A document of the schema that CI systems share (testsuites, testsuite, testcase), ending in a newline. */
export function renderJunit(result: RunResult): string {
  const { buckets, context } = result
  const required = buckets.flatMap(listRequired)
  const count = (verdict: Verdict, status: PostureStatus) =>
    buckets.filter(({ judgement }) => judgement.verdict === verdict).length +
    required.filter((line) => line.status === status).length
  const seconds = ((context.finishedAt.getTime() - context.startedAt.getTime()) / 1000).toFixed(3)
  const counts = `tests="${buckets.length + required.length}" failures="${count('NON_COMPLIANT', 'wrong')}" errors="${count('INSUFFICIENT_DATA', 'unknown')}"`
  const cases = buckets.map((bucket) => renderCase(bucket, result) + renderPosture(bucket, result)).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="s3-encryption-compliance" ${counts} time="${seconds}">
  <testsuite name="S3 encryption" ${counts} skipped="0" time="${seconds}" timestamp="${context.startedAt.toISOString().slice(0, 19)}">
${cases}  </testsuite>
</testsuites>
`
}

function renderCase(bucket: BucketResult, result: RunResult): string {
  const { judgement, scan } = bucket
  const head = `    <testcase classname="s3" name="${escapeXml(bucket.bucket)}" assertions="${scan === undefined ? 0 : judgedObjects(scan)}"`
  if (judgement.verdict === 'COMPLIANT') return `${head}/>\n`
  const kind = judgement.verdict === 'NON_COMPLIANT' ? 'failure' : 'error'
  const message = escapeXml(hideKeys(safeText(judgement.message), result))
  const body =
    kind === 'failure'
      ? listPrefixes(bucket, result.listKeys)
      : safeText(judgement.verdict === 'INSUFFICIENT_DATA' ? (judgement.hint ?? '') : '')
  return `${head}>
      <${kind} type="${judgement.reason ?? judgement.verdict}" message="${message}">${escapeXml(hideKeys(body, result))}</${kind}>
    </testcase>
`
}

const listRequired = ({ posture }: BucketResult): readonly PostureLine[] =>
  (posture?.lines ?? []).filter(({ check }) => posture?.required.includes(check))

function renderPosture(bucket: BucketResult, result: RunResult): string {
  return listRequired(bucket)
    .map(({ check, status, found, fix }) => {
      const head = `    <testcase classname="s3.posture" name="${escapeXml(bucket.bucket)} ${check}" assertions="1"`
      if (status === 'fine') return `${head}/>\n`
      const show = (text: string) => escapeXml(hideKeys(safeText(text), result))
      const kind = status === 'wrong' ? 'failure' : 'error'
      return `${head}>
      <${kind} type="${check}" message="${show(found)}">${show(fix?.say ?? '')}</${kind}>
    </testcase>
`
    })
    .join('')
}

function listPrefixes({ scan }: BucketResult, listKeys: boolean): string {
  if (!listKeys) return ''
  return (scan?.topPrefixes ?? [])
    .map(
      ({ prefix, tally }) =>
        `${prefix === '' ? '(no prefix)' : showKey(prefix)}: ${formatNoun(tally.objects, 'object')}, ${formatBytes(tally.bytes)}`,
    )
    .join('\n')
}

/** Messages are printable already; only the signs of XML are left. */
const escapeXml = (text: string) => text.replace(/[&<>"'\n]/g, (char) => `&#${char.charCodeAt(0)};`)
