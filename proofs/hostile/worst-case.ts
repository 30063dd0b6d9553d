// Knows the largest run there can be to tell: many buckets, and every text as long as nobody would bear.

import { renderIssue } from '../../src/report/issue.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { buildCrowdedRun } from './crowded-run.ts'

const BUCKETS = 1_000
/** What grows most when it is made safe: one character that becomes nine, cut where messages are cut. */
const TEXT = '\u2028<'.repeat(4_500)

export function renderWorst(): {
  readonly summaryBytes: number
  readonly issueChars: number
  readonly buckets: number
} {
  const runs = (['blind', 'jobs', 'direct'] as const).map((kind) => {
    const run = buildCrowdedRun(kind, () => TEXT)
    const buckets = Array.from({ length: BUCKETS }, (_, index) => {
      const bucket = run.buckets[index % run.buckets.length]
      if (bucket === undefined) throw new Error('a run has no bucket')
      return { ...bucket, bucket: `${'b'.repeat(55)}${index}` }
    })
    const worst = { ...run, buckets, warnings: Array.from({ length: 100 }, () => TEXT) }
    return {
      summaryBytes: Buffer.byteLength(renderSummary(worst)),
      issueChars: renderIssue(worst, { title: TEXT }).body.length,
    }
  })
  return {
    summaryBytes: Math.max(...runs.map(({ summaryBytes }) => summaryBytes)),
    issueChars: Math.max(...runs.map(({ issueChars }) => issueChars)),
    buckets: BUCKETS,
  }
}
