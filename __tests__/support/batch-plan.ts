// A small bucket plan with its rows on disk, and the options of a run, for the tests of src/batch.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RemediationOptions } from '../../src/batch/options.ts'
import type { BucketPlan } from '../../src/decide/bucket-plan.ts'
import type { PlannedCopy } from '../../src/operations/put-object-copy.ts'
import type { PlannedJob } from '../../src/operations/registry.ts'

export const REPORT_AT = new Date('2026-11-21T01:00:00Z')
export const NOW = new Date('2026-11-21T06:00:00Z')
const directory = mkdtempSync(join(tmpdir(), 'batch-test-'))
let parts = 0

export function writePart(text: string): string {
  const path = join(directory, `part-${parts++}`)
  writeFileSync(path, text)
  return path
}

export function makeJob(
  keys: readonly string[],
  change: Partial<PlannedCopy> = {},
  storageClass = 'STANDARD',
): PlannedCopy {
  const half = Math.ceil(keys.length / 2)
  const render = (some: readonly string[]) => some.map((key) => `src,${key}\n`).join('')
  return {
    operation: 'S3PutObjectCopy',
    group: {
      operation: 'copy',
      storageClass,
      tally: { objects: keys.length, bytes: BigInt(keys.length * 100) },
      newestLastModified: Date.parse('2022-06-01T00:00:00Z'),
      parts: [writePart(render(keys.slice(0, half))), writePart(render(keys.slice(half)))],
    },
    target: { status: 'SSE-S3' },
    naming: 'bucket-default',
    unmodifiedSince: new Date('2022-06-01T00:00:00Z'),
    canaryObjects: 0,
    ...change,
  }
}

export function makePlan(jobs: readonly PlannedJob[]): BucketPlan {
  return {
    bucket: 'src',
    jobs,
    directCopies: [],
    heldBack: new Map(),
    estimate: {
      usd: 0,
      monthlyUsd: 0,
      lines: [],
      rates: { group: '', date: '', source: '', note: undefined, isPriced: true },
    },
    warnings: [],
  }
}

export function makeOptions(change: Partial<RemediationOptions> = {}): RemediationOptions {
  return {
    account: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    roleArn: 'arn:aws:iam::111122223333:role/batch',
    priority: 10,
    workLocation: { bucket: 'work', prefix: 'enc/', owner: '111122223333' },
    proof: { source: 'inventory', fingerprint: '0123456789abcdef0123456789abcdef', asOf: REPORT_AT },
    mode: 'run',
    wait: true,
    deadline: NOW.getTime() + 5 * 3600_000,
    pollIntervalMs: 30_000,
    accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    signal: new AbortController().signal,
    ...change,
  }
}
