// Builds whole run results for the tests of src/report: a small true story, of which each test changes one thing.

import type { JobOutcome } from '../../src/batch/job-outcome.ts'
import type { BucketPlan } from '../../src/decide/bucket-plan.ts'
import { proveByReport } from '../../src/engines/inventory-scan/prove.ts'
import type { HeldBackReason } from '../../src/findings/choice.ts'
import { sourceOfReport } from '../../src/findings/data-source.ts'
import type { FindingSample, Findings } from '../../src/findings/findings.ts'
import type { ReportProof } from '../../src/findings/proof.ts'
import type { InventoryReport } from '../../src/inventory/report.ts'
import { concludeRun } from '../../src/result/ending.ts'
import type { BucketResult, RunResult } from '../../src/result/run-result.ts'
import type { OnFindings } from '../../src/settings/settings-of-a-run.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, NO_OBJECTS, type Tally } from '../../src/words/encryption.ts'
import type { InsufficientDataReason } from '../../src/words/errors.ts'
import { formatNoun } from '../../src/words/numbers.ts'
import type { EncodedKey } from '../../src/words/object-key.ts'

const HOUR_MS = 3_600_000
export const REPORT_DATE = new Date('2026-11-21T01:00:00Z')

export function buildTally(objects: number, bytesEach = 1_000_000): Tally {
  return { objects, bytes: BigInt(objects) * BigInt(bytesEach) }
}

export function buildReport(bucket: string, changes: Partial<InventoryReport> = {}): InventoryReport {
  const prefix = `inventory/${bucket}/daily-encryption/`
  return {
    location: {
      sourceBucket: bucket,
      destinationBucket: 'acme-inventory',
      destinationOwner: '111122223333',
      configurationId: 'daily-encryption',
      prefix,
      frequency: 'Daily',
      includedVersions: 'All',
      coverage: { kind: 'whole' },
    },
    manifest: {
      sourceBucket: bucket,
      destinationBucket: 'acme-inventory',
      createdAt: REPORT_DATE,
      format: 'Parquet',
      columns: ['bucket', 'key', 'encryptionstatus'],
      files: [{ key: `${prefix}data/1.parquet`, size: 48_000_000, md5: '0'.repeat(32) }],
    },
    manifestKey: `${prefix}2026-11-21T01-00Z/manifest.json`,
    manifestMd5: '1'.repeat(32),
    folder: '2026-11-21T01-00Z',
    deliveredAt: Date.UTC(2026, 10, 21, 4),
    ageMs: 7 * HOUR_MS + 12 * 60_000,
    maxAgeMs: 48 * HOUR_MS,
    passedOver: [],
    ...changes,
  }
}

export function buildSample(key: string, changes: Partial<FindingSample> = {}): FindingSample {
  return {
    key: key as EncodedKey,
    status: 'NOT-SSE',
    storageClass: 'STANDARD',
    size: 1_000_000,
    heldBack: undefined,
    ...changes,
  }
}

function noObjects(): Record<EncryptionStatus, Tally> {
  return Object.fromEntries(ENCRYPTION_STATUSES.map((status) => [status, NO_OBJECTS])) as Record<
    EncryptionStatus,
    Tally
  >
}

/** A scan of two million objects with `copyable` findings (all STANDARD) and those held back. */
export function buildScan(
  copyable: number,
  heldBack: Partial<Record<HeldBackReason, number>> = {},
): Findings & { readonly proof: ReportProof } {
  const held = Object.entries(heldBack) as [HeldBackReason, number][]
  const findings = buildTally(copyable + held.reduce((sum, [, objects]) => sum + objects, 0))
  const samples = Array.from({ length: Math.min(3, findings.objects) }, (_, i) =>
    buildSample(`exports/2019/part-${i}.csv`),
  )
  return {
    rows: 2_000_000 + findings.objects + 300,
    current: { ...noObjects(), 'SSE-S3': buildTally(1_900_000), 'SSE-KMS': buildTally(100_000), 'NOT-SSE': findings },
    noncurrent: { ...noObjects(), 'SSE-S3': buildTally(250), 'NOT-SSE': buildTally(40) },
    deleteMarkers: 10,
    matchedPatterns: { include: [], exclude: [] },
    excluded: NO_OBJECTS,
    excepted: [],
    findings,
    findingsByStatus: { ...noObjects(), 'NOT-SSE': findings },
    findingsByStorageClass: new Map(findings.objects === 0 ? [] : [['STANDARD', findings]]),
    findingsBySize: findings.objects === 0 ? [] : [{ label: '128 KiB to 5 GB', tally: findings }],
    topPrefixes: findings.objects === 0 ? [] : [{ prefix: 'exports/', tally: findings }],
    groups:
      copyable === 0
        ? []
        : [
            {
              operation: 'copy',
              storageClass: 'STANDARD',
              tally: buildTally(copyable),
              newestLastModified: Date.UTC(2022, 11, 31),
              parts: [],
            },
          ],
    heldBack: new Map(
      held.map(([reason, objects]) => [
        reason,
        { tally: buildTally(objects), samples: [buildSample(`held/${reason}`, { heldBack: reason })] },
      ]),
    ),
    samples,
    unknownStatus: { rows: 0, values: [] },
    duplicates: { keys: 0, rows: 0, contradictory: 0 },
    rowsDropped: false,
    evidence: undefined,
    proof: proveByReport(buildReport('data'), [
      {
        key: 'inventory/data/1.parquet',
        size: 48_000_000,
        rows: 2_000_300 + findings.objects,
        proof: 'md5',
        bytesFetched: 48_000_000,
      },
    ]),
  }
}

export function buildPlan(bucket: string, scan: Findings, changes: Partial<BucketPlan> = {}): BucketPlan {
  return {
    bucket,
    jobs: scan.groups.map((group) => ({
      operation: 'S3PutObjectCopy',
      group,
      target: { status: 'SSE-S3' },
      naming: 'bucket-default',
      unmodifiedSince: new Date('2022-12-31T00:00:00Z'),
      canaryObjects: 0,
    })),
    directCopies: [],
    heldBack: new Map([...scan.heldBack].map(([reason, { tally }]) => [reason, tally])),
    estimate: {
      usd: 0.26,
      monthlyUsd: 0.05,
      lines: [
        { what: 'S3 Batch Operations jobs', quantity: 1, unit: 'jobs', paid: 'once', usd: 0.25, isPriced: true },
        {
          what: 'COPY requests into STANDARD',
          quantity: 2000,
          unit: 'requests',
          paid: 'once',
          usd: 0.01,
          isPriced: true,
        },
        {
          what: 'Noncurrent versions in STANDARD',
          quantity: 2.1,
          unit: 'GB',
          paid: 'monthly',
          usd: 0.05,
          isPriced: true,
        },
      ],
      rates: {
        group: 'US East (N. Virginia)',
        date: '2026-11',
        source: 'Amazon S3 pricing page',
        note: undefined,
        isPriced: true,
      },
    },
    warnings: ['The bucket is versioned: each old, unencrypted version remains as a noncurrent version and is billed.'],
    ...changes,
  }
}

/** A finished, reconciled and verified job for all of `objects`. */
export function buildJob(objects: number, changes: Partial<JobOutcome> = {}): JobOutcome {
  return {
    jobId: '0f1e2d3c-1111-4222-8333-444455556666',
    bucket: 'orders-prod',
    operation: 'S3PutObjectCopy',
    storageClass: 'STANDARD',
    isCanary: false,
    state: 'complete',
    status: 'Complete',
    objects,
    bytes: BigInt(objects) * 1_000_000n,
    origin: 'created',
    url: 'https://us-east-1.console.aws.amazon.com/s3/jobs/0f1e2d3c-1111-4222-8333-444455556666?region=us-east-1',
    reconciliation: { succeeded: objects, failed: 0, notAttempted: 0, failures: [] },
    verification: { checked: objects, asTarget: objects, resolved: 0, mismatches: [] },
    reasons: [],
    ...changes,
  }
}

export function buildBucket(bucket: string, scan: Findings, changes: Partial<BucketResult> = {}): BucketResult {
  const { objects } = scan.findings
  const { report = buildReport(bucket) } = changes
  return {
    bucket,
    region: 'us-east-1',
    account: '111122223333',
    judgement:
      objects === 0
        ? { verdict: 'COMPLIANT', message: 'No finding.' }
        : { verdict: 'NON_COMPLIANT', message: `${formatNoun(objects, 'finding')}.` },
    dataSource: sourceOfReport(report),
    report,
    scan,
    jobs: [],
    ...changes,
  }
}

/** A bucket the action could say nothing about. */
export function buildBlindBucket(
  bucket: string,
  reason: InsufficientDataReason,
  message: string,
  hint?: string,
): BucketResult {
  return {
    bucket,
    region: 'us-east-1',
    account: '111122223333',
    judgement: { verdict: 'INSUFFICIENT_DATA', reason, message, hint },
    jobs: [],
  }
}

export function buildRun(
  buckets: readonly BucketResult[],
  changes: Partial<RunResult> & {
    readonly mode?: RunResult['remediation']['mode']
    readonly onFindings?: OnFindings
    readonly refusal?: RunResult['remediation']['refusal']
  } = {},
): RunResult {
  const { mode = 'none', onFindings = 'fail', refusal, ...rest } = changes
  return {
    context: {
      repository: 'acme/platform',
      eventName: 'schedule',
      runId: '4242',
      runUrl: 'https://github.com/acme/platform/actions/runs/4242',
      actionVersion: '0.1.0',
      startedAt: new Date('2026-11-21T08:12:00Z'),
      finishedAt: new Date('2026-11-21T08:13:30Z'),
    },
    ...concludeRun({ buckets, errors: rest.errors ?? [], mode, refusal, onFindings }),
    acceptedEncryption: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
    maxFindings: 0,
    buckets,
    accounts: [],
    listKeys: true,
    errors: [],
    warnings: [],
    ...rest,
  }
}
