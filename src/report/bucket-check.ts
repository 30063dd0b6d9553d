// Describes each bucket as one check of one control, for the formats that security tools import: did it pass, what was
// found, what was done, and what to do.

import { createHash } from 'node:crypto'
import type { Judgement } from '../decide/verdict.ts'
import { REASON_ADVICE } from '../result/advice.ts'
import { describeAftermath, tellAftermath } from '../result/aftermath.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { partitionOf } from '../words/console-url.ts'
import { formatDate } from '../words/numbers.ts'
import { encodeText, safeText } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { sortBuckets } from './overview.ts'
import { judgedObjects } from './scan-section.ts'

/** What is checked, for people. */
export const CONTROL = 'S3 objects are encrypted as the policy requires'

/** Place of this product among the generators of findings. */
export const GENERATOR = 's3-encryption-compliance/object-encryption'

export type BucketCheck = {
  readonly status: 'passed' | 'failed' | 'unknown'
  /** The same for the same bucket and selection in each run: a tool updates its finding instead of adding one. */
  readonly id: string
  readonly bucket: string
  readonly arn: string
  readonly partition: string
  /** Undefined if the run did not get as far as the bucket. */
  readonly region: string | undefined
  /** That of the role; undefined if it could not be assumed. */
  readonly account: string | undefined
  /** One word for why there is no answer. */
  readonly reason: string | undefined
  readonly title: string
  /** Sentences that may be shown anywhere. */
  readonly description: string
  readonly advice: string
  readonly objects: number | undefined
  readonly findings: number | undefined
  /** When the objects were listed, ISO 8601; undefined if no source was read. */
  readonly asOf: string | undefined
}

const STATUS = { COMPLIANT: 'passed', NON_COMPLIANT: 'failed', INSUFFICIENT_DATA: 'unknown' } as const

/** Worst bucket first. */
export function listChecks(result: RunResult): readonly BucketCheck[] {
  return sortBuckets(result.buckets).map((bucket) => describeCheck(bucket, result))
}

function describeCheck(bucket: BucketResult, result: RunResult): BucketCheck {
  const { judgement, scan, dataSource, region, account } = bucket
  const partition = partitionOf(region ?? '')
  const name = encodeText(bucket.bucket)
  const arn = `arn:${partition}:s3:::${name}`
  const show = (text: string) => hideKeys(safeText(text), result)
  return {
    partition,
    region,
    account,
    status: STATUS[judgement.verdict],
    id: `${arn}/object-encryption${nameScope(bucket)}`,
    bucket: name,
    arn,
    reason: judgement.reason,
    title: `${CONTROL}: ${name}`,
    description: show([judgement.message, describeDone(bucket), describeSource(bucket)].filter(Boolean).join(' ')),
    advice: show(adviseOn(judgement)),
    objects: scan && judgedObjects(scan),
    findings: scan?.findings.objects,
    asOf: dataSource?.asOf.toISOString(),
  }
}

/** A bucket can be checked twice, by different selections: then these are two findings. */
function nameScope({ scope }: BucketResult): string {
  if (scope === undefined || scope.include.length + scope.exclude.length === 0) return ''
  const selection = JSON.stringify([[...scope.include].sort(), [...scope.exclude].sort()])
  return `/${createHash('sha256').update(selection).digest('hex').slice(0, 16)}`
}

/** The verdict is that of the source: what was done since is told beside it. */
function describeDone(bucket: BucketResult): string {
  const aftermath = tellAftermath(bucket)
  return aftermath === undefined ? '' : `Of these, ${describeAftermath(aftermath)}.`
}

function describeSource({ dataSource }: BucketResult): string {
  return dataSource === undefined ? '' : `As of ${formatDate(dataSource.asOf)}.`
}

function adviseOn(judgement: Judgement): string {
  switch (judgement.verdict) {
    case 'COMPLIANT':
      return 'Nothing.'
    case 'NON_COMPLIANT':
      return 'Run the action with remediation: plan to see what encrypting the objects in place would do and cost.'
    case 'INSUFFICIENT_DATA':
      return judgement.hint ?? REASON_ADVICE[judgement.reason]
  }
}
