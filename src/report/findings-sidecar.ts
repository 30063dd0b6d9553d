// Describes a findings file, for people and for runs that compare with it: which buckets, by which policy, from which
// source, how many rows, and the digest of the file.

import { SIDECAR_VERSION } from '../baseline/sidecar.ts'
import { countSignals } from '../baseline/signals.ts'
import { FINDING_COLUMNS, type FindingFormat } from '../findings/finding-rows.ts'
import type { Findings } from '../findings/findings.ts'
import type { BucketPolicy, BucketResult, FindingsFile, RunContext } from '../result/run-result.ts'
import { ANY_KEY } from '../words/key-rule.ts'
import { encodeText, safeText } from '../words/outside-text.ts'
import { type Json, tally } from './json-values.ts'
import { digestJudgedBy } from './policy-digest.ts'

type FindingsSidecar = {
  readonly file: FindingsFile
  readonly format: FindingFormat
  readonly buckets: readonly BucketResult[]
  /** Of the run; a bucket can have its own. */
  readonly policy: BucketPolicy
  readonly context: Pick<RunContext, 'repository' | 'runId' | 'eventName' | 'actionVersion'> & {
    /** `refs/heads/…` */
    readonly ref: string
  }
}

/** Pretty-printed JSON, ending in a newline. */
export function renderSidecar({ file, format, buckets, policy, context }: FindingsSidecar): string {
  const sidecar = {
    schemaVersion: SIDECAR_VERSION,
    file: { path: safeText(file.path), format, rows: file.rows, bytes: file.bytes, sha256: file.sha256 },
    columns: FINDING_COLUMNS,
    run: {
      repository: encodeText(context.repository),
      runId: encodeText(context.runId),
      event: encodeText(context.eventName),
      ref: encodeText(context.ref),
      actionVersion: context.actionVersion,
    },
    buckets: buckets.map((bucket) => describeBucket(bucket, policy)),
  }
  return `${JSON.stringify(sidecar, undefined, 2)}\n`
}

function describeBucket(bucket: BucketResult, runPolicy: BucketPolicy) {
  const { scan, dataSource, judgement } = bucket
  const { acceptedEncryption, keyRule = ANY_KEY } = bucket.policy ?? runPolicy
  return {
    bucket: bucket.bucket,
    verdict: judgement.verdict,
    reason: judgement.reason,
    findings: scan?.findings.objects,
    policy: {
      acceptedEncryption,
      kmsKeyArn: keyRule.kmsKeyArn,
      requireBucketKey: keyRule.bucketKey,
      include: bucket.scope?.include.map(safeText) ?? [],
      exclude: bucket.scope?.exclude.map(safeText) ?? [],
      sha256: digestPolicy(bucket, runPolicy),
    },
    signals: scan && describeSignals(scan),
    source: dataSource && {
      kind: dataSource.kind,
      asOf: dataSource.asOf.toISOString(),
      scope: dataSource.scope,
      fingerprint: scan?.proof.fingerprint,
      manifest: bucket.report && encodeText(`${bucket.report.location.destinationBucket}/${bucket.report.manifestKey}`),
    },
  }
}

/** Null: the source does not show it. */
function describeSignals(scan: Findings): Json {
  const { 'sse-c': sseC, 'foreign-key': foreign } = countSignals(scan)
  return {
    'sse-c': sseC === undefined ? null : tally(sseC),
    'foreign-key': foreign === undefined ? null : tally(foreign),
  }
}

/** Two findings files of a bucket can be compared if this is equal: the same encryption, keys and selection. */
export function digestPolicy(bucket: BucketResult, runPolicy: BucketPolicy): string {
  const { acceptedEncryption, keyRule } = bucket.policy ?? runPolicy
  // How many findings are allowed, and which are excepted for a while, does not change what a finding is.
  return digestJudgedBy({ policy: { acceptedEncryption, keyRule, maxFindings: 0 }, scope: bucket.scope })
}
