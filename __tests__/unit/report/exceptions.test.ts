// How exceptions are told: counted apart, announced in time, and never as findings.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { ToldException } from '../../../src/findings/exception.ts'
import { describeExceptions, warnAboutExceptions } from '../../../src/report/exceptions-section.ts'
import { renderIssue } from '../../../src/report/issue.ts'
import { renderJson } from '../../../src/report/json.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import type { BucketResult } from '../../../src/result/run-result.ts'
import { type Schema, validate } from '../../support/json-schema.ts'
import { buildBucket, buildJob, buildRun, buildScan, buildTally } from '../../support/results.ts'

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema

function tellException(changes: Partial<ToldException> = {}): ToldException {
  return {
    exception: {
      rule: { prefix: 'a b/', largerThan: 5 * 2 ** 30, olderThanMs: 365 * 86_400_000 },
      owner: 'data team',
      reason: 'see #12',
      expires: '2026-12-01',
    },
    daysLeft: 40,
    excepted: buildTally(3),
    missingColumns: [],
    ...changes,
  }
}

/** A bucket of which `findings` objects are findings and three are excepted. */
function bucketWith(findings: number, exceptions: readonly ToldException[], name = 'a'): BucketResult {
  const scan = buildScan(findings)
  const current = { ...scan.current, 'NOT-SSE': buildTally(findings + 3) }
  return buildBucket(name, { ...scan, current, excepted: [buildTally(3)] }, { exceptions })
}

describe('the summary', () => {
  it('shows conditions, counts, owner, reason and last day, each made safe', () => {
    const summary = renderSummary(buildRun([bucketWith(2, [tellException()])]))
    expect(summary).toContain('### Excepted, with owner, reason and expiry')
    expect(summary).toContain(
      '| under `a%20b/`, larger than 5.0&nbsp;GiB, older than 365&nbsp;days | 3 | 2.8&nbsp;MiB | data team | see `#12` | `2026-12-01` |',
    )
    expect(summary).toContain('| `NOT-SSE` | ❌ **finding**, 3 excepted | 5 |')
  })

  it('does not call a bucket encrypted whose objects are excepted', () => {
    const summary = renderSummary(buildRun([bucketWith(0, [tellException()])]))
    expect(summary).toContain(
      '## ✅ Compliant: 2,000,000 of 2,000,003 objects in `a` are encrypted as required, 3 excepted',
    )
    expect(summary).toContain('| `NOT-SSE` | ➖ excepted | 3 |')
  })

  it('hides prefixes where keys are hidden', () => {
    const summary = renderSummary(buildRun([bucketWith(2, [tellException()])], { listKeys: false }))
    expect(summary).not.toContain('a%20b')
  })

  it.each([
    [{ daysLeft: 14 }, '`2026-12-01` ⏳ in 14&nbsp;days |'],
    [{ daysLeft: 0 }, '`2026-12-01` ⏳ today |'],
    [{ daysLeft: 15 }, '`2026-12-01` |'],
    [{ daysLeft: -1, excepted: buildTally(0) }, '`2026-12-01` **expired** |'],
    [{ missingColumns: ['size'] }, '(excepts nothing: the report lacks size) |'],
  ])('with %j says %s', (changes, text) => {
    expect(renderSummary(buildRun([bucketWith(2, [tellException(changes)])]))).toContain(text)
  })

  it('shows each bucket by its own policy', () => {
    const strict = { ...bucketWith(0, []), policy: { acceptedEncryption: ['SSE-KMS'] as const, maxFindings: 5 } }
    const summary = renderSummary(buildRun([strict]))
    expect(summary).toMatch(/`SSE-KMS` \| ✅ accepted/)
    expect(summary).not.toMatch(/`SSE-S3` \| ✅ accepted/)
    expect(summary).toContain('Policy: each bucket has its own')
  })
})

describe('the issue', () => {
  it('does not change with the days that are left', () => {
    const fingerprint = (daysLeft: number) =>
      renderIssue(buildRun([bucketWith(2, [tellException({ daysLeft })])]), { title: 't' }).fingerprint
    expect(fingerprint(5)).toBe(fingerprint(4))
    expect(fingerprint(-1)).not.toBe(fingerprint(4))
    expect(fingerprint(15)).toBe(fingerprint(40))
  })

  it('announces the end once, fourteen days before', () => {
    const body = (daysLeft: number) =>
      renderIssue(buildRun([bucketWith(2, [tellException({ daysLeft })])]), { title: 't' }).body
    expect(body(14)).toContain('`2026-12-01` ⏳ in its last 14&nbsp;days')
    expect(body(15)).not.toContain('⏳')
  })
})

describe('the log', () => {
  it.each([
    [15, 'until 2026-12-01'],
    [14, 'ends in 14 days, after 2026-12-01'],
    [-1, 'expired after 2026-12-01'],
  ])('with %i days left says %s', (daysLeft, text) => {
    expect(describeExceptions([tellException({ daysLeft })]).lines.join()).toContain(text)
  })
})

describe('a warning', () => {
  it.each([
    [{ daysLeft: 15 }, []],
    [
      { daysLeft: 14 },
      ['Exception 1 of a (owner data team) ends in 14 days, after 2026-12-01: 3 objects will be findings again.'],
    ],
    [
      { daysLeft: 0 },
      ['Exception 1 of a (owner data team) ends today, after 2026-12-01: 3 objects will be findings again.'],
    ],
    [
      { daysLeft: -3 },
      ['Exception 1 of a (owner data team) expired after 2026-12-01: its objects are findings again.'],
    ],
    [
      { missingColumns: ['size'] },
      ['Exception 1 of a (owner data team) excepts nothing: it needs size, which the inventory report lacks.'],
    ],
  ])('for %j is %j', (changes, warnings) => {
    expect(warnAboutExceptions(bucketWith(0, [tellException(changes)]))).toEqual(warnings)
  })
})

describe('the log', () => {
  it('has a line for each exception, without keys', () => {
    expect(describeExceptions([tellException(), tellException({ daysLeft: -1, excepted: buildTally(0) })])).toEqual({
      title: 'Exceptions: 3 objects',
      lines: [
        '1: 3 objects, until 2026-12-01, data team: see #12',
        '2: 0 objects, expired after 2026-12-01, data team: see #12',
      ],
    })
  })
})

describe('the JSON report', () => {
  const policy = { acceptedEncryption: ['SSE-KMS'] as const, maxFindings: 5 }
  const run = buildRun([{ ...bucketWith(2, [tellException(), tellException({ daysLeft: -1 })]), policy }])

  it('has every exception, and is as its schema says', () => {
    const json = JSON.parse(renderJson(run)) as object
    expect(validate(json, schema)).toEqual([])
    expect(json).toMatchObject({
      buckets: [
        {
          policy,
          scan: { excepted: { objects: 3 } },
          exceptions: [
            {
              prefix: 'a%20b/',
              largerThanBytes: 5 * 2 ** 30,
              olderThanSeconds: 31_536_000,
              owner: 'data team',
              expires: '2026-12-01',
              daysLeft: 40,
              objects: 3,
            },
            { daysLeft: -1 },
          ],
        },
      ],
    })
    expect(json).not.toHaveProperty('policy')
  })

  it('has no prefix where keys are hidden', () => {
    expect(renderJson({ ...run, listKeys: false })).not.toContain('a%20b')
  })
})

describe('a bucket that may not be remediated', () => {
  const left = buildBucket('left', buildScan(2), { remediationMode: 'none' })
  const done = buildBucket('done', buildScan(5), { jobs: [buildJob(5)] })

  it('has no remediation, and its run fails', () => {
    const { remediation, conclusion } = buildRun([left], { mode: 'run' })
    expect([remediation.status, conclusion.ok]).toEqual(['NONE', false])
  })

  it('keeps a run from being complete, which it would be without', () => {
    expect(buildRun([done], { mode: 'run' }).remediation.status).toBe('COMPLETE')
    const both = buildRun([left, done], { mode: 'run' })
    expect([both.remediation.status, both.conclusion.ok]).toEqual(['INCOMPLETE', false])
    expect(renderSummary(both)).not.toContain('Encrypted: all')
  })
})
