// Renders a run as JUnit XML: one test for each bucket, failed by findings, in error without an answer, and skipped where only
// new findings count and there are none; and one for each required check of its posture, failed if it is wrong, in error if it
// is unknown.

import type { BucketChanges } from '../baseline/baseline.ts'
import { sayRefused } from '../baseline/words.ts'
import type { PostureLine } from '../posture/posture.ts'
import { exceedsNew } from '../result/gate.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatBytes, formatCount, formatNoun } from '../words/numbers.ts'
import { safeText, showKey } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { judgedObjects } from './scan-section.ts'
import { comparedOf } from './since-baseline.ts'

/** A document of the schema that CI systems share (testsuites, testsuite, testcase), ending in a newline. */
export function renderJunit(result: RunResult): string {
  const { context } = result
  const cases = [
    ...result.buckets.flatMap((bucket) => [renderCase(bucket, result), ...renderPosture(bucket, result)]),
    ...renderGate(result),
  ]
  const count = (end: End) => cases.filter((one) => one.end === end).length
  const seconds = ((context.finishedAt.getTime() - context.startedAt.getTime()) / 1000).toFixed(3)
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="s3-encryption-compliance" ${counts} time="${seconds}">
  <testsuite name="S3 encryption" ${counts} skipped="${count('skipped')}" time="${seconds}" timestamp="${context.startedAt.toISOString().slice(0, 19)}">
${cases.map(({ xml }) => xml).join('')}  </testsuite>
</testsuites>
`
}

type End = 'passed' | 'failure' | 'error' | 'skipped'
type Case = { readonly end: End; readonly xml: string }

function renderCase(bucket: BucketResult, result: RunResult): Case {
  const { judgement, scan } = bucket
  const head = `    <testcase classname="s3" name="${escapeXml(bucket.bucket)}" assertions="${scan === undefined ? 0 : judgedObjects(scan)}"`
  const say = (text: string) => escapeXml(hideKeys(text, result))
  if (judgement.verdict === 'COMPLIANT') return { end: 'passed', xml: `${head}/>\n` }
  const changes = comparedOf(result)?.buckets.get(bucket.bucket)
  const since = changes === undefined ? '' : ` Since the baseline: ${sayNumbers(changes)}.`
  const message = say(`${safeText(judgement.message)}${since}`)
  if (isOnlyKnown(bucket, result))
    return { end: 'skipped', xml: `${head}>\n      <skipped message="${message}"/>\n    </testcase>\n` }
  const isBlind = judgement.verdict === 'INSUFFICIENT_DATA'
  const end = isBlind ? 'error' : 'failure'
  const body = isBlind ? safeText(judgement.hint ?? '') : listFindings(bucket, changes, result.listKeys)
  const inner = `<${end} type="${judgement.reason ?? judgement.verdict}" message="${message}">${say(body)}</${end}>`
  return { end, xml: `${head}>\n      ${inner}\n    </testcase>\n` }
}

const sayNumbers = (changes: BucketChanges) =>
  `${formatCount(changes.new)} new, ${formatCount(changes.unchanged)} unchanged, ${formatCount(changes.resolved)} resolved`

/** Where the event asks whether a change may be merged, what was known before does not fail it. */
function isOnlyKnown(bucket: BucketResult, result: RunResult): boolean {
  const compared = comparedOf(result)
  const isJudged = bucket.judgement.verdict === 'NON_COMPLIANT'
  return isJudged && compared?.isGate === true && !exceedsNew(bucket, compared)
}

/** A baseline that was refused fails the step there, whatever the buckets are like. */
function renderGate({ baseline }: RunResult): readonly Case[] {
  if (baseline?.isGate !== true || baseline.refused === undefined) return []
  const xml = `    <testcase classname="s3" name="baseline">
      <error type="BASELINE_REFUSED" message="${escapeXml(safeText(sayRefused(baseline)))}">${escapeXml(safeText(baseline.refused.hint))}</error>
    </testcase>
`
  return [{ end: 'error', xml }]
}

const listRequired = ({ posture }: BucketResult): readonly PostureLine[] =>
  (posture?.lines ?? []).filter(({ check }) => posture?.required.includes(check))

function renderPosture(bucket: BucketResult, result: RunResult): readonly Case[] {
  return listRequired(bucket).map(({ check, status, found, fix }) => {
    const head = `    <testcase classname="s3.posture" name="${escapeXml(bucket.bucket)} ${check}" assertions="1"`
    if (status === 'fine') return { end: 'passed', xml: `${head}/>\n` }
    const show = (text: string) => escapeXml(hideKeys(safeText(text), result))
    const end = status === 'wrong' ? 'failure' : 'error'
    const inner = `<${end} type="${check}" message="${show(found)}">${show(fix?.say ?? '')}</${end}>`
    return { end, xml: `${head}>\n      ${inner}\n    </testcase>\n` }
  })
}

/** The new ones that are known by name first. */
function listFindings(bucket: BucketResult, changes: BucketChanges | undefined, listKeys: boolean): string {
  if (!listKeys) return ''
  const added = (changes?.samples ?? []).map(({ key, encryption }) => `new: ${showKey(key)} (${encryption})`)
  return [...added, listPrefixes(bucket)].join('\n')
}

function listPrefixes({ scan }: BucketResult): string {
  return (scan?.topPrefixes ?? [])
    .map(
      ({ prefix, tally }) =>
        `${prefix === '' ? '(no prefix)' : showKey(prefix)}: ${formatNoun(tally.objects, 'object')}, ${formatBytes(tally.bytes)}`,
    )
    .join('\n')
}

/** Messages are printable already; only the signs of XML are left. */
const escapeXml = (text: string) => text.replace(/[&<>"'\n]/g, (char) => `&#${char.charCodeAt(0)};`)
