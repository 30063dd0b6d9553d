// What the pages show at a glance: amounts that add up, charts, links to the console, the trend, the checklist.

import { describe, expect, it } from '@jest/globals'
import { renderIssue } from '../../../src/report/issue.ts'
import { parseState } from '../../../src/report/issue-state.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import { continueTrend, readTrend, renderTrend, sayCompliantSince, writeTrend } from '../../../src/report/trend.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { bucketUrl, objectUrl } from '../../../src/words/console-url.ts'
import { formatShares } from '../../../src/words/numbers.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildReport,
  buildRun,
  buildScan,
  buildTally,
} from '../../support/results.ts'

describe('shares', () => {
  it.each([
    [
      [1, 1, 1],
      ['33.4%', '33.3%', '33.3%'],
    ],
    [
      [5294, 42459, 3336],
      ['10.4%', '83.1%', '6.5%'],
    ],
    [
      [0, 5],
      ['0%', '100%'],
    ],
    [
      [1, 9_999_999],
      ['<0.1%', '>99.9%'],
    ],
    [[], []],
    [
      [0, 0],
      ['0%', '0%'],
    ],
  ])('of %j are %j', (parts, shares) => expect(formatShares(parts)).toEqual(shares))

  it('add up, whatever the parts', () => {
    for (let seed = 1; seed < 500; seed++) {
      const parts = Array.from({ length: 2 + (seed % 9) }, (_, index) => 100 + ((seed * 7919 * (index + 3)) % 997))
      const tenths = formatShares(parts).map((share) => Math.round(Number.parseFloat(share) * 10))
      expect(tenths.reduce((sum, share) => sum + share, 0)).toBe(1000)
    }
  })
})

it('links buckets and reports to the console of their partition', () => {
  expect(bucketUrl('eu-west-1', 'a')).toBe('https://eu-west-1.console.aws.amazon.com/s3/buckets/a?region=eu-west-1')
  expect(bucketUrl('cn-north-1', 'a')).toBe('https://console.amazonaws.cn/s3/buckets/a?region=cn-north-1')
  expect(objectUrl('us-gov-west-1', 'a', 'x y/&')).toBe(
    'https://console.amazonaws-us-gov.com/s3/object/a?region=us-gov-west-1&prefix=x%20y%2F%26',
  )
})

describe('the summary', () => {
  it('draws one pie of all buckets, findings in red, and says the same in numbers', () => {
    const summary = renderSummary(buildRun([buildBucket('a', buildScan(9)), buildBucket('b', buildScan(0))]))
    expect(summary).toContain('"pie3": "#cf222e"')
    expect(summary).toContain(
      '  "SSE-S3: 3,800,000" : 3800000\n  "SSE-KMS: 200,000" : 200000\n  "NOT-SSE, findings: 9" : 9\n',
    )
    expect(summary).toMatch(/\| `NOT-SSE` \| ❌ \*\*finding\*\* \| 9 \| █░{9}&nbsp;<0.1% \|/)
    expect(summary.split('```mermaid')).toHaveLength(2)
  })

  it('draws no pie of one slice, and no table of nothing', () => {
    const scan = buildScan(0)
    const none = { ...scan.current, 'SSE-S3': buildTally(0), 'SSE-KMS': buildTally(0) }
    const summary = renderSummary(buildRun([buildBucket('a', { ...scan, current: none })]))
    expect(summary).not.toContain('mermaid')
    expect(summary).not.toContain('Objects by encryption')
  })

  it('counts findings under small prefixes together, so that the shares add up', () => {
    const topPrefixes = Array.from({ length: 10 }, (_, i) => ({
      prefix: `p${i}/`,
      tally: buildTally(i === 0 ? 900 : 1),
    }))
    const summary = renderSummary(buildRun([buildBucket('a', { ...buildScan(1000), topPrefixes })]))
    expect(summary).toContain('| `p0/` | 900 | 858.3&nbsp;MiB | █████████░&nbsp;90.0% |')
    expect(summary).toContain('| all other prefixes | 98 | – | █░░░░░░░░░&nbsp;9.8% |')
    expect(summary).not.toContain('`p3/`')
  })

  it('folds a canary into the job it was made for', () => {
    const bucket = buildBucket('a', buildScan(105), {
      jobs: [
        buildJob(5, { isCanary: true, jobId: 'canary00-1', url: 'https://eu-west-1.console.aws.amazon.com/s3/jobs/c' }),
        buildJob(100),
        buildJob(7, { isCanary: true, storageClass: 'GLACIER_IR', jobId: 'alone000-2' }),
      ],
    })
    const rows = renderSummary(buildRun([bucket], { mode: 'run' }))
      .split('\n')
      .filter((line) => line.includes('`S3PutObjectCopy`'))
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/canary.*\| 105 \| 0 \| 0 \| ✅ 105 of 105 objects as wanted \|$/)
    expect(rows[1]).toContain('🐤 canary, `S3PutObjectCopy` `GLACIER_IR`')
  })

  it('shows one lifecycle rule for all buckets that it fits', () => {
    const buckets = ['a', 'b', 'c'].map((name) => buildBucket(name, buildScan(1)))
    const other = buildBucket('d', buildScan(1), { scope: { include: ['logs/**'], exclude: [] } })
    const summary = renderSummary(buildRun([...buckets, other]))
    expect(summary.split('```json')).toHaveLength(3)
    expect(summary).toContain('**For `a`, `b`, `c`:**')
    expect(summary).toContain('| `d` | 40 | 38.1&nbsp;MiB |')
  })

  it.each([0, 3, 50, 500])('of %i buckets stays within its limit, and so does the issue', (count) => {
    const buckets = Array.from({ length: count }, (_, i) => buildBucket(`b${i}-`.padEnd(63, 'x'), buildScan(1_000_000)))
    const run = buildRun(buckets)
    expect(Buffer.byteLength(renderSummary(run))).toBeLessThanOrEqual(1_048_576)
    expect(renderIssue(run, { title: 't' }).body.length).toBeLessThanOrEqual(65_536)
  })
})

const DAY_MS = 86_400_000
/** The run of `day`: its report, and its findings; without findings there is no answer. */
function runOf(day: number, findings: number | undefined): RunResult {
  const report = buildReport('a')
  const createdAt = new Date(report.manifest.createdAt.getTime() + day * DAY_MS)
  const dated = { ...report, manifest: { ...report.manifest, createdAt } }
  const bucket =
    findings === undefined
      ? buildBlindBucket('a', 'STALE', 'old')
      : buildBucket('a', buildScan(findings), { report: dated })
  const { context } = buildRun([bucket])
  return buildRun([bucket], { context: { ...context, finishedAt: new Date(createdAt.getTime() + DAY_MS / 3) } })
}

describe('the trend', () => {
  const story = [9, 9, undefined, undefined, 3, 0, 0].map((findings, day) => runOf(day, findings))
  const trend = story.reduce(continueTrend, [])

  it('has a point for each report, and one for days without an answer', () => {
    expect(trend.map(({ verdict, findings }) => `${verdict[0]}${findings}`).join()).toBe('N9,N9,I0,N3,C0,C0')
    expect(continueTrend(trend, runOf(6, 0))).toEqual(trend)
  })

  it('is shown with its change, and says since when all is well', () => {
    const { markdown } = renderTrend(trend)
    expect(markdown).toContain('██·▃▁▁ 9 → 0 findings in 5 reports since 2026-11-21&nbsp;01:00&nbsp;UTC')
    expect(markdown).toContain('| 3 | −6 |')
    expect(sayCompliantSince(trend).markdown).toBe('✅ Compliant since the report of 2026-11-26&nbsp;01:00&nbsp;UTC.')
    expect(renderTrend(trend.slice(0, 1)).markdown).toBe('')
  })

  it('is bounded, survives the issue, and ignores what is no point', () => {
    const long = Array.from({ length: 200 }, (_, day) => runOf(day, day)).reduce(continueTrend, [])
    expect(long).toHaveLength(30)
    expect(readTrend(writeTrend(long))).toEqual(long)
    expect(readTrend('1N2.--> x.99999999999999999999N1.5C0')).toEqual([
      { hour: 1, verdict: 'NON_COMPLIANT', findings: 2 },
      { hour: 5, verdict: 'COMPLIANT', findings: 0 },
    ])
  })

  it('goes on from run to run in the state of the issue', () => {
    const first = renderIssue(runOf(0, 9), { title: 't' })
    const second = renderIssue(runOf(1, 4), { title: 't' }, parseState(first.body))
    expect(second.trend).toHaveLength(2)
    expect(second.body).toContain('9 → 4 findings in 2 reports')
    const again = renderIssue(runOf(1, 4), { title: 't' }, parseState(second.body))
    expect(again.fingerprint).toBe(second.fingerprint)
  })
})

it('lists the buckets of an issue as a checklist, ticked where nothing is left to do', () => {
  const run = buildRun(
    [
      buildBucket('open', buildScan(5)),
      buildBucket('done', buildScan(9), { jobs: [buildJob(9)] }),
      buildBucket('clean', buildScan(0)),
      buildBlindBucket('blind', 'STALE', 'old'),
    ],
    { mode: 'run' },
  )
  const items = renderIssue(run, { title: 't' }).body.match(/^- \[.\] \[`\w+`/gm)
  expect(items).toEqual(['- [ ] [`blind`', '- [x] [`done`', '- [ ] [`open`', '- [x] [`clean`'])
})
