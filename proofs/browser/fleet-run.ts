// Knows a run of any number of buckets, whose every key is one that a careless page would bring to life.

import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildReport,
  buildRun,
  buildSample,
  buildScan,
  buildTally,
} from '../../__tests__/support/results.ts'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import type { BucketResult, RunResult } from '../../src/result/run-result.ts'
import { encodeKey } from '../../src/words/object-key.ts'

const HOUR_MS = 3_600_000
const SAMPLES = 20

/** Shown as they are: other scripts, from right to left, with marks that belong to the letter before them. */
export const READABLE_KEYS = [
  'photos/2019/Übergrößenträger.jpg',
  '写真/東京.png',
  'صور/شعار.png',
  'קבצים/דוח (1).pdf',
  '📷/e\u0301te\u0301 2021.jpg',
] as const

/** What would turn or cover the text around it: never shown as it is, or cut to its own line. */
export const TURNING_KEYS = [
  'invoice\u202efdp.exe',
  '\u2067right\u2069/\u200fleft',
  '\u0301starts with a mark',
  `high${'\u0301\u0302\u0303\u0304'.repeat(20)}`,
] as const

export function buildFleetRun(count: number): RunResult {
  const keys = [...hostileKeys(SAMPLES), ...READABLE_KEYS, ...TURNING_KEYS]
  const buckets = Array.from({ length: count }, (_, index) => buildOne(index, keys))
  const run = buildRun(buckets, { mode: 'run' })
  const begun = Math.floor(run.context.finishedAt.getTime() / HOUR_MS)
  const trend = Array.from({ length: 30 }, (_, day) => ({
    hour: begun - 24 * (30 - day),
    verdict: day === 12 ? ('INSUFFICIENT_DATA' as const) : ('NON_COMPLIANT' as const),
    findings: day === 12 ? 0 : 900_000 - day * 27_000,
  }))
  return {
    ...run,
    issue: { number: 7, url: 'https://github.com/acme/platform/issues/7', action: 'updated', trend },
    findingsFile: { path: 'findings.csv', rows: 1_000_000, bytes: 120_000_000, sha256: 'a'.repeat(64) },
  }
}

function buildOne(index: number, keys: readonly string[]): BucketResult {
  const name = `acme-data-${String(index).padStart(3, '0')}`
  if (index % 10 === 3) return buildBlindBucket(name, 'STALE', `The newest report of ${name} is 3 days old.`)
  const copyable = index % 4 === 1 ? 0 : 1_000 * ((index * 7) % 31)
  const scan = buildScan(copyable, index % 5 === 0 ? { archived: 3 } : {})
  const samples =
    scan.findings.objects === 0 ? [] : keys.map((key, at) => buildSample(encodeKey(key), { size: 1000 * at }))
  const prefixes = keys
    .slice(0, 10)
    .map((key) => ({
      prefix: encodeKey(`${[...key].slice(0, 100).join('')}/`),
      tally: buildTally(Math.floor(scan.findings.objects / 10)),
    }))
    .filter(({ tally }) => tally.objects > 0)
  return buildBucket(
    name,
    { ...scan, samples, topPrefixes: scan.findings.objects === 0 ? [] : prefixes },
    { report: buildReport(name), jobs: copyable > 0 && index % 3 === 0 ? [buildJob(copyable, { bucket: name })] : [] },
  )
}
