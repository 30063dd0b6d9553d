// Renders a run as SARIF 2.1.0, for GitHub code scanning: one result for each bucket and prefix with findings, one for each
// bucket without an answer and for each required check of its posture that is not fine, and where only new findings count, one
// for those of each bucket.

import { createHash } from 'node:crypto'
import type { BucketChanges } from '../baseline/baseline.ts'
import type { Judgement } from '../decide/verdict.ts'
import { listRequiredFaults } from '../result/posture-ending.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import type { ObjectCount } from '../words/encryption.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { encodeText, safeText, showKey } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { sortBuckets } from './overview.ts'
import { comparedOf, type Standing, standingOf, standingUnder } from './since-baseline.ts'

/** Code scanning takes 25,000 results of a run and shows 5,000 (GitHub Docs, "SARIF results exceed one or more limits"). */
const MAX_RESULTS = 5_000

const RULES = [
  {
    id: 'encryption',
    name: 'ObjectEncryption',
    shortDescription: { text: 'S3 objects are not encrypted as the policy requires' },
    help: { text: 'Run the action with remediation: plan to see what encrypting them in place would do and cost.' },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security', 'aws', 's3', 'encryption'], 'security-severity': '7.0' },
  },
  {
    id: 'no-answer',
    name: 'NoAnswer',
    shortDescription: { text: 'Whether the objects of a bucket are encrypted could not be proven' },
    help: { text: 'docs/troubleshooting.md of the action has every reason and its remedy.' },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['security', 'aws', 's3'], 'security-severity': '5.0' },
  },
  {
    id: 'posture',
    name: 'BucketPosture',
    shortDescription: { text: 'A setting of a bucket that require-posture names is not fine' },
    help: {
      text: 'docs/posture.md of the action has every check; summary and JSON report have the command that mends it.',
    },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security', 'aws', 's3'], 'security-severity': '6.0' },
  },
] as const

/** Pretty-printed, ending in a newline. */
export function renderSarif(result: RunResult): string {
  const compared = comparedOf(result)
  const buckets = sortBuckets(result.buckets)
  const results = [
    ...buckets.flatMap(({ bucket }) => describeNew(compared?.buckets.get(bucket), result)),
    ...buckets.flatMap((bucket) => [
      ...describeBucket(bucket, compared?.buckets.get(bucket.bucket), result.listKeys),
      ...describePosture(bucket),
    ]),
  ]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 's3-encryption-compliance',
            semanticVersion: result.context.actionVersion,
            rules: RULES,
          },
        },
        automationDetails: { id: 's3-encryption-compliance/' },
        invocations: [
          {
            // About the analysis, not about the objects: a run that found something was successful.
            executionSuccessful: result.verdict !== 'INSUFFICIENT_DATA',
            startTimeUtc: result.context.startedAt.toISOString(),
            endTimeUtc: result.context.finishedAt.toISOString(),
          },
        ],
        results: results.slice(0, MAX_RESULTS),
        // Not as results with the state `absent`: code scanning would open an alert for each.
        ...(compared === undefined ? {} : { properties: { baseline: compared.changes } }),
      },
    ],
  }
  return `${hideKeys(JSON.stringify(log, undefined, 2), result)}\n`
}

/**
 * Where the event asks whether a change may be merged, what is new is a result of its own: code scanning shows an alert in a
 * pull request only if the base branch has none with its fingerprint, and those of prefixes it has.
 */
function describeNew(changes: BucketChanges | undefined, { baseline, listKeys }: RunResult) {
  if (baseline?.isGate !== true || changes === undefined || changes.new === 0) return []
  const keys = listKeys ? changes.samples.map(({ key }) => showKey(key)).join(', ') : ''
  const more = changes.new > changes.samples.length ? ', among them' : ''
  const text = `${formatNoun(changes.new, 'new finding')} in bucket ${encodeText(changes.bucket)} since the baseline${keys === '' ? '' : `${more}: ${keys}`}.`
  return [describeResult(0, text, changes.bucket, ['new'], 'new')]
}

function describeBucket(bucket: BucketResult, changes: BucketChanges | undefined, listKeys: boolean) {
  const { judgement, scan } = bucket
  if (judgement.verdict === 'INSUFFICIENT_DATA') return [describeBlind(bucket.bucket, judgement)]
  if (judgement.verdict === 'COMPLIANT' || scan === undefined) return []
  const prefixes = listKeys ? scan.topPrefixes : []
  const told = prefixes.map(({ prefix, tally }) =>
    describeFindings(bucket.bucket, prefix, tally, changes && standingUnder(changes, prefix, tally.objects)),
  )
  const rest = scan.findings.objects - prefixes.reduce((sum, { tally }) => sum + tally.objects, 0)
  if (rest <= 0) return told
  const others = { objects: rest, bytes: undefined }
  return [...told, describeFindings(bucket.bucket, undefined, others, changes && standingOf(changes))]
}

/** `prefix` is undefined for all that have no result of their own. */
function describeFindings(
  bucket: string,
  prefix: string | undefined,
  { objects, bytes }: ObjectCount,
  standing: Standing | undefined,
) {
  const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`
  const under = prefix === undefined ? '' : prefix === '' ? ' without a prefix' : ` under ${showKey(prefix)}`
  const verb = objects === 1 ? 'is' : 'are'
  const text = `${formatNoun(objects, 'object')}${size} in bucket ${encodeText(bucket)}${under} ${verb} not encrypted as the policy requires.`
  return describeResult(0, text, bucket, prefix === undefined ? ['all'] : ['prefix', prefix], standing)
}

function describeBlind(bucket: string, { reason, message }: Judgement) {
  return describeResult(1, `${reason}: ${safeText(message)}`, bucket, [String(reason)])
}

/** One for each check that is required and not fine: its posture is no part of the verdict of a bucket. */
const describePosture = (bucket: BucketResult) =>
  listRequiredFaults(bucket).map(({ check, status, found, fix }) => {
    const text = safeText(`${check} of bucket ${bucket.bucket}: ${found} ${fix?.say ?? ''}`)
    const result = describeResult(2, text, bucket.bucket, [check])
    return { ...result, level: status === 'wrong' ? result.level : 'warning' }
  })

/** The place is the bucket and prefix: code scanning needs one, and shows it as a path. */
function describeResult(
  rule: 0 | 1 | 2,
  text: string,
  bucket: string,
  [kind = '', prefix = '']: readonly string[],
  baselineState?: Standing | undefined,
) {
  const uri = [
    encodeText(bucket),
    ...prefix.split('/').filter((part) => part !== '' && part !== '.' && part !== '..'),
  ].join('/')
  return {
    ruleId: RULES[rule].id,
    ruleIndex: rule,
    level: RULES[rule].defaultConfiguration.level,
    // Viewers make a link of `[text](target)` (SARIF 2.1.0, 3.11.6).
    message: { text: text.replaceAll('](', ']%28') },
    ...(baselineState === undefined ? {} : { baselineState }),
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
    partialFingerprints: {
      'bucketAndPrefix/v1': createHash('sha256')
        .update([RULES[rule].id, bucket, kind, prefix].join('\n'))
        .digest('hex'),
    },
  }
}
