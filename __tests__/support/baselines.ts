// Builds findings files with the file that describes them, as a run before this one would have left them.

import { createHash } from 'node:crypto'
import type { BucketChanges, Changes, ComparedBaseline, RefusedBaseline } from '../../src/baseline/baseline.ts'
import type { Sidecar, SidecarBucket } from '../../src/baseline/sidecar.ts'
import { CSV_HEADER } from '../../src/findings/finding-lines.ts'

export const POLICY = 'a'.repeat(64)

/** A line of a findings file, without its end. */
export const csvLine = (bucket: string, key: string, encryption = 'NOT-SSE') =>
  `${bucket},${key},${encryption},5,STANDARD,2022-01-01T00:00:00.000Z,copy`

export const jsonLine = (bucket: string, key: string, encryption = 'NOT-SSE') =>
  `{"bucket":"${bucket}","key":"${key}","encryption":"${encryption}","bytes":5,"storageClass":"STANDARD","lastModified":"","remedy":"copy"}`

export const csvFile = (lines: readonly string[]) => [CSV_HEADER, ...lines, ''].join('\n')

export function describeFile(text: string, rows: number, format: Sidecar['file']['format'] = 'csv'): Sidecar['file'] {
  return { format, rows, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') }
}

export function knownBucket(bucket: string, changes: Partial<SidecarBucket> = {}): SidecarBucket {
  const source = { asOf: new Date('2026-11-29T01:00:00Z'), scope: 'whole' }
  const signals = { 'sse-c': 0, 'foreign-key': undefined } as const
  return { bucket, verdict: 'NON_COMPLIANT', policySha256: POLICY, signals, source, ...changes }
}

export const knownBuckets = (...buckets: readonly SidecarBucket[]) =>
  new Map(buckets.map((bucket) => [bucket.bucket, bucket]))

/** A comparison with the numbers of each bucket; samples are keys of new findings. */
export function compared(
  buckets: Readonly<Record<string, Partial<BucketChanges>>>,
  changes: Partial<ComparedBaseline> = {},
): ComparedBaseline {
  const all = Object.entries(buckets).map(([bucket, more]): BucketChanges => {
    return { bucket, isInBaseline: true, new: 0, resolved: 0, unchanged: 0, samples: [], ...more }
  })
  const sum = (of: keyof Changes) => all.reduce((total, one) => total + one[of], 0)
  return {
    from: 'baseline/findings.csv',
    isGate: false,
    changes: { new: sum('new'), resolved: sum('resolved'), unchanged: sum('unchanged') },
    buckets: new Map(all.map((one) => [one.bucket, one])),
    asOf: new Date('2026-11-20T01:00:00Z'),
    run: { repository: 'acme/platform', runId: '41' },
    signals: [],
    notes: [],
    ...changes,
  }
}

export const REFUSED_BASELINE: RefusedBaseline = {
  from: 'baseline/findings.csv',
  isGate: false,
  refused: { message: 'it does not exist', hint: 'Download both files.' },
}
