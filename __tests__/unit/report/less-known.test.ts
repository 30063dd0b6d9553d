// The pages where less is known than usual, or more went wrong: each part says so, and no key is shown that may not be.

import { describe, expect, it } from '@jest/globals'
import { DIRECT_OUTCOMES } from '../../../src/direct/direct-outcome.ts'
import type { ExceptionRule, ToldException } from '../../../src/findings/exception.ts'
import type { Coverage } from '../../../src/inventory/coverage.ts'
import { describeDuplicates, describeEvidence, renderEvidence } from '../../../src/report/evidence-section.ts'
import { renderExceptions } from '../../../src/report/exceptions-section.ts'
import { renderHeadline } from '../../../src/report/headline.ts'
import { renderJson } from '../../../src/report/json.ts'
import { sayBareVersions } from '../../../src/report/lifecycle-section.ts'
import { describePlan, describeScan } from '../../../src/report/log.ts'
import { listNextSteps } from '../../../src/report/overview.ts'
import { renderRemediation } from '../../../src/report/remediation-section.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildReport,
  buildRun,
  buildScan,
  buildTally,
} from '../../support/results.ts'

const scan = buildScan(3)
const covered = (coverage: Coverage) => {
  const report = buildReport('data')
  return { ...report, location: { ...report.location, coverage } }
}

describe('the evidence', () => {
  const run = buildRun([])
  const render = (report: ReturnType<typeof buildReport>, listKeys = true) =>
    renderEvidence(buildBucket('data', scan, { report }), { ...run, listKeys }, 'now').markdown

  it('says that frequency and versions are unknown where only the location is given', () => {
    const { location, ...report } = buildReport('data')
    const given = { ...location, frequency: undefined, includedVersions: undefined }
    expect(render({ ...report, location: given })).toContain('Frequency unknown, Parquet, versions as the report says')
  })

  it.each<[Coverage, boolean, string]>([
    [
      { kind: 'unknown', why: 'nobody said', remedy: 'ask' },
      true,
      '**It is unknown whether it lists the whole bucket:** nobody said',
    ],
    [{ kind: 'prefix', prefix: 'secret/' }, true, '**Lists only `secret/`**'],
    [{ kind: 'prefix', prefix: 'secret/' }, false, '**Lists only a prefix (keys are not shown here)**'],
    [{ kind: 'whole' }, true, 'Lists the whole bucket'],
  ])('of %j (keys: %s)', (coverage, listKeys, expected) => {
    expect(render(covered(coverage), listKeys)).toContain(expected)
  })

  it('of KMS keys has a line for each thing that was found', () => {
    const counts = { judgedByColumn: 0, candidates: 0, requests: 0, gone: 0, changed: 0, missing: undefined }
    const nothing = { ...counts, breaches: { key: 0, 'bucket-key': 0, status: 0 } }
    expect(describeEvidence({ evidence: undefined })).toEqual([])
    expect(describeEvidence({ evidence: nothing })).toEqual([])
    const missing = { reason: 'EVIDENCE_MISSING', message: 'a look was refused', hint: undefined } as const
    const breaches = { key: 1, 'bucket-key': 2, status: 3 }
    const all = { judgedByColumn: 4, candidates: 5, requests: 6, gone: 1, changed: 2, breaches, missing }
    expect(describeEvidence({ evidence: all })).toEqual([
      "Bucket keys by the inventory's BucketKeyStatus: 4 objects",
      'Keys by HeadObject: 5 objects, 6 requests; 1 gone and 2 written since the report',
      'Under another key: 1 object',
      'Without a bucket key, by HeadObject: 2 objects',
      'Written since the report with another encryption: 3 objects',
      'Evidence missing: a look was refused',
    ])
  })

  it.each([
    [undefined, 'their rows are counted'],
    [{ keys: 2, rows: 3, contradictory: 0 }, 'each key is counted once'],
    [{ keys: 2, rows: 3, contradictory: 1 }, 'the rows of 1 key differ'],
  ])('of duplicates %j', (duplicates, expected) => {
    expect(describeDuplicates({ duplicates })).toEqual([expect.stringContaining(expected)])
  })

  it('of old versions names their size where it is known', () => {
    const of = (bare: ReturnType<typeof buildTally> | { objects: number; bytes: undefined }) =>
      sayBareVersions({ ...scan, noncurrent: { ...scan.noncurrent, 'NOT-SSE': bare } }).markdown
    expect(of(buildTally(0))).toBe('none of them unencrypted')
    expect(of(buildTally(2, 512))).toBe('2 of them `NOT-SSE` (1.0&nbsp;KiB)')
    expect(of({ objects: 2, bytes: undefined })).toBe('2 of them `NOT-SSE`')
  })
})

describe('exceptions', () => {
  const told = (rule: ExceptionRule, index = 0): ToldException => ({
    exception: { rule, owner: 'o', reason: `r${index}`, expires: '2026-12-31' },
    daysLeft: 100,
    excepted: buildTally(1),
    missingColumns: [],
  })
  const DAY_MS = 86_400_000

  it.each<[ExceptionRule, boolean, string]>([
    [{ prefix: 'a/', suffix: '.log' }, true, 'under `a/`, ending in `.log`'],
    [{ prefix: 'a/', suffix: '.log' }, false, 'under (keys are not shown here), ending in (keys are not shown here)'],
    [{ largerThan: 1024, smallerThan: 2048 }, true, 'larger than 1.0&nbsp;KiB, smaller than 2.0&nbsp;KiB'],
    [{ olderThanMs: 2 * DAY_MS, newerThanMs: 3 * DAY_MS }, true, 'older than 2&nbsp;days, newer than 3&nbsp;days'],
  ])('by %j (keys: %s)', (rule, listKeys, expected) => {
    const plain = (text: string) => text.replaceAll('&nbsp;', ' ')
    expect(plain(renderExceptions([told(rule)], listKeys, 'now').markdown)).toContain(plain(expected))
  })

  it('beyond the twentieth are counted', () => {
    const many = Array.from({ length: 22 }, (_, index) => told({ prefix: 'a/' }, index))
    expect(renderExceptions(many, true, 'now').markdown).toContain('2 more exceptions')
  })

  it('are in the JSON report, which shows prefixes only where keys may be shown', () => {
    const rule = { prefix: 'p/', suffix: '.s', newerThanMs: 2000, smallerThan: 5 }
    const read = (listKeys: boolean) => {
      const bucket = buildBucket('data', scan, { exceptions: [told(rule)] })
      return JSON.parse(renderJson(buildRun([bucket], { listKeys }))).buckets[0].exceptions[0]
    }
    expect(read(true)).toMatchObject({ prefix: 'p/', suffix: '.s', newerThanSeconds: 2, smallerThanBytes: 5 })
    expect(Object.keys(read(false))).not.toEqual(expect.arrayContaining(['prefix']))
  })
})

describe('the headline', () => {
  const headline = (buckets: Parameters<typeof buildRun>[0], listKeys = true) =>
    renderHeadline(buildRun(buckets, { listKeys })).markdown

  it.each<[Coverage, boolean, string]>([
    [
      { kind: 'unknown', why: 'w', remedy: 'ask' },
      true,
      'in the report of `data` (whether it lists the whole bucket is not known)',
    ],
    [{ kind: 'prefix', prefix: 'a/' }, true, 'in the prefix `a/` of `data`'],
    [{ kind: 'prefix', prefix: 'a/' }, false, 'in one prefix of `data`'],
  ])('of a report that covers %j (keys: %s)', (coverage, listKeys, expected) => {
    expect(headline([buildBucket('data', scan, { report: covered(coverage) })], listKeys)).toContain(expected)
  })

  it('counts only buckets that were read', () => {
    const blind = buildBlindBucket('b', 'STALE', 'too old')
    expect(headline([])).toContain('cannot tell whether the buckets are compliant')
    expect(headline([blind])).toContain('`b` is compliant')
    expect(headline([blind, buildBucket('a', scan)])).toContain(
      'no answer for 1 of 2 buckets (`STALE`), and 3 findings',
    )
    expect(headline([blind, buildBucket('a', buildScan(0))])).toMatch(/no answer for 1 of 2 buckets \(`STALE`\)$/)
  })
})

describe('the next steps', () => {
  it('group buckets without an answer by reason, with the advice for it', () => {
    const blind = ['a', 'b', 'c'].map((name) => buildBlindBucket(name, 'STALE', `${name} is too old`))
    const other = buildBlindBucket('d', 'ACCESS_DENIED', 'refused', 'Allow it.')
    const steps = listNextSteps(buildRun([...blind, other])).map((step) =>
      typeof step === 'object' ? step.markdown : String(step),
    )
    expect(steps).toHaveLength(2)
    expect(steps[0]).toMatch(/^`a` and 2 more buckets, `STALE`: /)
    expect(steps[1]).toBe('`d`, `ACCESS_DENIED`: refused **Allow it.**')
  })

  it('are told of errors of the whole run, with or without a hint', () => {
    const errors = [
      { code: 'INVALID_INPUT', message: 'It is wrong.', hint: 'Correct it.' },
      { code: 'REMEDIATION_FAILED', message: 'It failed.', hint: undefined },
    ] as const
    const steps = listNextSteps(buildRun([], { errors: errors as never }))
    expect(steps).toHaveLength(2)
    expect(JSON.stringify(steps)).toContain('**Correct it.**')
  })

  it('are nothing where all is well', () => {
    expect(listNextSteps(buildRun([buildBucket('a', buildScan(0))]))).toEqual(['Nothing.'])
  })
})

describe('the log', () => {
  it('leaves out the rate of a scan that took no time, and sizes that are unknown', () => {
    const unsized = { objects: 3, bytes: undefined }
    const sparse = {
      ...scan,
      current: { ...scan.current, 'NOT-SSE': unsized },
      unknownStatus: { rows: 2, values: ['NEW'] },
      excluded: buildTally(1),
      excepted: [buildTally(1)],
    }
    const { lines } = describeScan('data', sparse, 0)
    expect(lines[0]).not.toContain('rows/s')
    expect(lines).toEqual(
      expect.arrayContaining([
        'NOT-SSE: 3 objects',
        'Unknown status: 2 rows',
        'Excluded: 1 object',
        'Excepted: 1 object',
      ]),
    )
  })

  it('says that a price is not known', () => {
    const plan = buildPlan('data', scan)
    const estimate = { ...plan.estimate, usd: undefined }
    expect(describePlan({ ...plan, estimate }).title).toContain('cost not known')
  })
})

describe('the remediation of a bucket', () => {
  const error = { name: 'ActionError', code: 'REMEDIATION_FAILED', message: 'It broke.' } as never
  const outcome = (objects: number, samples: unknown[]) => ({ tally: buildTally(objects), samples })
  const direct = (result: object | undefined) => ({ planned: [{ group: { tally: buildTally(3) } }], result }) as never
  const render = (changes: object, listKeys = true) =>
    renderRemediation(buildBucket('data', scan, changes), listKeys).markdown

  it('names its failure with the advice, if there is one', () => {
    expect(render({ remediationError: error })).toMatch(/It broke\.$/)
    expect(render({ remediationError: Object.assign({ hint: 'Do this.' }, error) })).toContain('It broke. Do this.')
  })

  it('says that direct copies wait for a run', () => {
    expect(render({ direct: direct(undefined) })).toContain('3 objects will be copied by the action itself')
  })

  it('gives one reason of each outcome, and the uploads that are left', () => {
    const sample = { key: 'k', reason: 'it was locked' }
    const none = Object.fromEntries(DIRECT_OUTCOMES.map((name) => [name, outcome(0, [])]))
    const locked = outcome(2, [{ key: 'j', reason: undefined }, sample])
    const outcomes = { ...none, encrypted: outcome(1, []), locked }
    const uploadsLeft = [{ key: 'k', uploadId: 'u', reason: 'aborting it failed' }]
    const result = { outcomes, uploadsLeft, interrupted: false }
    expect(render({ direct: direct(result) })).toContain('`k`: it was locked')
    expect(render({ direct: direct(result) }, false)).not.toContain('`k`')
    expect(render({ direct: direct(result) })).toContain('is left: aborting it failed')
    expect(render({ direct: direct({ ...result, uploadsLeft: [] }) })).not.toContain('is left')
  })

  it('hides keys of samples in the JSON report', () => {
    const failures = [{ cause: 'denied', httpStatus: '403', errorCode: 'x', tasks: 1, hint: 'h', samples: ['k1'] }]
    const reconciliation = { succeeded: 0, failed: 1, notAttempted: 0, failures }
    const jobs = [buildJob(1, { reconciliation: reconciliation as never, bytes: undefined })]
    const read = (listKeys: boolean) => renderJson(buildRun([buildBucket('data', scan, { jobs })], { listKeys }))
    expect(read(true)).toContain('k1')
    expect(read(false)).not.toContain('k1')
    expect(JSON.parse(read(true)).buckets[0].jobs[0].bytes).toBeNull()
  })
})
