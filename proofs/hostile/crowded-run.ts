// Knows every place of a run's result where text from outside can stand, and fills all of them.

import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildReport,
  buildRun,
  buildSample,
  buildScan,
  buildTally,
} from '../../__tests__/support/results.ts'
import type { BucketChanges } from '../../src/baseline/baseline.ts'
import type { JobOutcome, JobState } from '../../src/batch/job-outcome.ts'
import { DIRECT_OUTCOMES, type DirectResult } from '../../src/direct/direct-outcome.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { FAILURE_CAUSES } from '../../src/operations/failure-causes.ts'
import type { BucketResult, RunResult } from '../../src/result/run-result.ts'
import { INSUFFICIENT_DATA_REASONS } from '../../src/words/errors.ts'
import { type EncodedKey, encodeKey } from '../../src/words/object-key.ts'
import { encodeText } from '../../src/words/outside-text.ts'

/** The next text from outside; each call is one text at one place. */
export type NextText = () => string

/** Runs differ in what happened, so that every section is written by some of them. */
export const RUN_KINDS = ['blind', 'planned', 'refused', 'jobs', 'direct'] as const
export type RunKind = (typeof RUN_KINDS)[number]

const JOB_STATES: readonly JobState[] = [
  'complete',
  'failed',
  'cancelled',
  'awaiting-confirmation',
  'pending',
  'unproven',
]

/** A run about a few buckets whose every outside text is `next`'s. Names of buckets, which inputs check, are our own. */
export function buildCrowdedRun(kind: RunKind, next: NextText): RunResult {
  const result = buildRun(
    [1, 2].map((number) => buildCrowdedBucket(kind, `bucket-${number}`, next)),
    {
      mode: kind === 'blind' ? 'none' : kind === 'planned' ? 'plan' : 'run',
      warnings: [next(), next()],
      errors: kind === 'blind' ? [{ code: 'NO_CREDENTIALS', message: next(), hint: next() }] : [],
    },
  )
  return {
    ...result,
    baseline: buildCrowdedBaseline(kind, next),
    issue: { number: 7, url: 'https://github.com/acme/platform/issues/7', action: 'updated' },
  }
}

/** None, one that was refused, or a comparison whose description says anything about the run that wrote it. */
function buildCrowdedBaseline(kind: RunKind, next: NextText): RunResult['baseline'] {
  const told = { from: next(), isGate: kind === 'refused' || kind === 'direct' }
  if (kind === 'blind' || kind === 'refused') return { ...told, refused: { message: next(), hint: next() } }
  if (kind === 'planned') return undefined
  const buckets = [1, 2].map((number): readonly [string, BucketChanges] => {
    const samples = [1, 2].map(() => ({ key: encode(next()), encryption: 'NOT-SSE' }))
    const bucket = `bucket-${number}`
    return [bucket, { bucket, isInBaseline: true, new: 2, unchanged: 3, resolved: 1, samples }]
  })
  return {
    ...told,
    changes: { new: 4, unchanged: 6, resolved: 2 },
    buckets: new Map(buckets),
    asOf: new Date('2026-11-20T01:00:00Z'),
    run: { repository: encodeText(next()), runId: encodeText(next()) },
    signals: [],
    notes: [],
  }
}

function buildCrowdedBucket(kind: RunKind, bucket: string, next: NextText): BucketResult {
  const report = buildReport(bucket, {
    folder: next(),
    manifestKey: next(),
    passedOver: [1, 2, 3].map(() => ({ folder: next(), why: next() })),
  })
  const crowded = {
    ...report,
    // Never one of the plain prefixes that a lifecycle rule may show: hostile and tame runs must differ in their texts only.
    location: {
      ...report.location,
      configurationId: next(),
      coverage: { kind: 'prefix' as const, prefix: `~${next()}` },
    },
    manifest: { ...report.manifest, files: report.manifest.files.map((file) => ({ ...file, key: next() })) },
  }
  const scan = buildCrowdedScan(next)
  if (kind === 'blind') {
    const reason = INSUFFICIENT_DATA_REASONS[next().length % INSUFFICIENT_DATA_REASONS.length] ?? 'UNREADABLE'
    return { ...buildBlindBucket(bucket, reason, next(), next()), report: crowded, scan }
  }
  const plan = buildPlan(bucket, scan, {
    warnings: [next()],
    ...(kind === 'refused' ? { refusal: { message: next(), hint: next() } } : {}),
  })
  return buildBucket(bucket, scan, {
    report: crowded,
    exceptions: [
      {
        exception: {
          rule: { prefix: next(), suffix: next() },
          owner: next(),
          reason: next(),
          expires: '2026-12-31',
        },
        daysLeft: 3,
        excepted: buildTally(2),
        missingColumns: [],
      },
    ],
    plan,
    jobs: kind === 'jobs' ? JOB_STATES.map((state) => buildCrowdedJob(bucket, state, next)) : [],
    direct: kind === 'direct' ? { planned: [], result: buildCrowdedDirect(next) } : undefined,
    remediationError: kind === 'jobs' ? { message: next(), hint: next() } : undefined,
  })
}

/** Keys and prefixes reach a result encoded by the scan; so they do here. */
const encode = (text: string): EncodedKey => encodeKey(text.slice(0, MAX_KEY_CHARS).toWellFormed())
/** A key has at most 1,024 bytes, three at most for each of these. */
const MAX_KEY_CHARS = 341

function buildCrowdedScan(next: NextText): Findings {
  const scan = buildScan(5)
  return {
    ...scan,
    topPrefixes: Array.from({ length: 10 }, () => ({ prefix: encode(next()), tally: buildTally(1) })),
    samples: Array.from({ length: 10 }, () => buildSample(encode(next()), { storageClass: next() })),
    findingsByStorageClass: new Map(Array.from({ length: 4 }, () => [next(), buildTally(1)])),
    groups: scan.groups.map((group) => ({ ...group, storageClass: next() })),
    heldBack: new Map([['archived', { tally: buildTally(1), samples: [buildSample(encode(next()))] }]]),
    unknownStatus: { rows: 1, values: [next(), next()] },
    proof: { ...scan.proof, files: scan.proof.files.map((file) => ({ ...file, key: next() })) },
  }
}

function buildCrowdedJob(bucket: string, state: JobState, next: NextText): JobOutcome {
  return buildJob(9, {
    jobId: next(),
    bucket,
    state,
    status: next(),
    storageClass: next(),
    url: 'https://eu-west-1.console.aws.amazon.com/s3/jobs/1?region=eu-west-1',
    reasons: [next(), next(), next()],
    reconciliation: {
      succeeded: 1,
      failed: 8,
      notAttempted: 0,
      failures: FAILURE_CAUSES.slice(0, 3).map((cause) => ({
        cause,
        httpStatus: next(),
        errorCode: next(),
        tasks: 2,
        hint: 'Look at the completion report.',
        samples: [encode(next()), encode(next())],
      })),
      progressDisagrees: { succeeded: 2, failed: 7 },
    },
    verification: { checked: 3, asTarget: 1, resolved: 0, mismatches: [{ key: encode(next()), found: next() }] },
  })
}

function buildCrowdedDirect(next: NextText): DirectResult {
  const outcomes = DIRECT_OUTCOMES.map((outcome) => [
    outcome,
    { tally: buildTally(1), samples: [{ key: encode(next()), reason: next() }] },
  ])
  return {
    outcomes: Object.fromEntries(outcomes) as DirectResult['outcomes'],
    uploadsLeft: [1, 2].map(() => ({ key: encode(next()), uploadId: next(), reason: next() })),
    interrupted: false,
  }
}
