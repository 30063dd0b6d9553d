// Outputs, annotations and log lines: what other steps, the checks page and the log get to see.

import { describe, expect, it } from '@jest/globals'
import type { Coverage } from '../../../src/inventory/coverage.ts'
import { renderAnnotations } from '../../../src/report/annotations.ts'
import { describeInventoryReport, describeJob, describePlan, describeScan } from '../../../src/report/log.ts'
import { describeConclusion } from '../../../src/report/log-conclusion.ts'
import { OUTPUT_NAMES, renderJobOutputs, renderOutputs } from '../../../src/report/outputs.ts'
import type { BucketResult } from '../../../src/result/run-result.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildReport,
  buildRun,
  buildSample,
  buildScan,
} from '../../support/results.ts'
import { findRunnerCommands } from '../../support/runner-oracle.ts'

const scan = buildScan(100)
const ATTACK = 'x\n::error::a ##[add-mask]e'

describe('outputs', () => {
  it('hold every name of the contract, with the numbers of all buckets and the oldest report', () => {
    const old = buildReport('b')
    const buckets = [
      buildBucket('a', scan, { jobs: [buildJob(100)] }),
      buildBucket('b', buildScan(0), {
        report: { ...old, manifest: { ...old.manifest, createdAt: new Date('2026-11-20T00:00:00Z') } },
      }),
    ]
    const issue = { number: 17, url: 'https://github.com/acme/platform/issues/17', action: 'updated' } as const
    const outputs = renderOutputs(buildRun(buckets, { mode: 'run', issue }), 'report.json')
    expect([...outputs.keys()]).toEqual(OUTPUT_NAMES)
    expect(Object.fromEntries(outputs)).toEqual({
      verdict: 'NON_COMPLIANT',
      reason: '',
      'objects-scanned': '4000100',
      findings: '100',
      'findings-file': '',
      'new-findings': '',
      'resolved-findings': '',
      'unchanged-findings': '',
      signals: '',
      status: '',
      posture: '',
      'finding-bytes': '100000000',
      'inventory-date': '2026-11-20T00:00:00.000Z',
      scope: 'whole',
      'job-ids': '["0f1e2d3c-1111-4222-8333-444455556666"]',
      'job-status': 'Complete',
      'tasks-succeeded': '100',
      'tasks-failed': '0',
      'remediation-status': 'COMPLETE',
      'plan-id': '',
      'issue-number': '17',
      'issue-url': 'https://github.com/acme/platform/issues/17',
      'report-file': 'report.json',
    })
  })

  it.each([
    ['nothing was read', [buildBlindBucket('a', 'STALE', 'old')], ''],
    [
      'what was read had none, but not all was read',
      [buildBlindBucket('a', 'STALE', 'old'), buildBucket('b', buildScan(0))],
      '',
    ],
    ['some were found before', [buildBlindBucket('a', 'STALE', 'old'), buildBucket('b', scan)], '100'],
    ['all was read', [buildBucket('b', buildScan(0))], '0'],
  ])('never say zero findings unless it is proven: %s', (_, buckets, findings) => {
    expect(renderOutputs(buildRun(buckets), undefined).get('findings')).toBe(findings)
  })

  it('say the least that any report covers, and no prefix', () => {
    const of = (coverage: Coverage) => {
      const report = buildReport('a')
      return buildBucket('a', scan, { report: { ...report, location: { ...report.location, coverage } } })
    }
    const [whole, part, unknown] = [
      of({ kind: 'whole' }),
      of({ kind: 'prefix', prefix: 'SECRET/' }),
      of({ kind: 'unknown', why: 'x', remedy: 'y' }),
    ]
    const scopeOf = (...buckets: BucketResult[]) => renderOutputs(buildRun(buckets), undefined).get('scope')
    expect(scopeOf(buildBlindBucket('a', 'STALE', 'old'))).toBe('')
    expect([scopeOf(whole), scopeOf(whole, part), scopeOf(part, unknown, whole)]).toEqual([
      'whole',
      'prefix',
      'unknown',
    ])
  })

  it('never hold a key', () => {
    const secret = {
      ...scan,
      samples: [buildSample('SECRET')],
      topPrefixes: [{ prefix: 'SECRET/', tally: scan.findings }],
    }
    expect([...renderOutputs(buildRun([buildBucket('a', secret)]), 'r.json').values()].join()).not.toContain('SECRET')
  })

  it('say the status of the job in the worst state, in letters a shell can take', () => {
    const jobs = [
      buildJob(1),
      buildJob(1, { state: 'pending', status: 'Active' }),
      buildJob(1, { state: 'failed', status: '$(rm)' }),
    ]
    expect(renderJobOutputs(jobs).get('job-status')).toBe('%24%28rm%29')
    expect(renderJobOutputs(jobs.slice(0, 2)).get('job-status')).toBe('Active')
    expect(Object.fromEntries(renderJobOutputs([]))).toEqual({
      'job-ids': '[]',
      'job-status': '',
      'tasks-succeeded': '',
      'tasks-failed': '',
    })
  })
})

describe('annotations', () => {
  it('are one per bucket that needs attention, errors when the step fails and warnings when not', () => {
    const buckets = [buildBucket('ok', buildScan(0)), buildBucket('bad', scan)]
    const failing = renderAnnotations(buildRun(buckets))
    expect(failing).toEqual([
      { level: 'error', title: 'bad: NON_COMPLIANT', message: '100 of 2,000,100 objects break the encryption policy.' },
    ])
    expect(renderAnnotations(buildRun(buckets, { onFindings: 'warn' }))[0]?.level).toBe('warning')
    expect(renderAnnotations(buildRun([buildBucket('ok', buildScan(0))]))).toEqual([])
  })

  it('are at most ten of a type, worst first, the rest as a number', () => {
    const buckets = Array.from({ length: 30 }, (_, i) => buildBucket(`b${i}`, buildScan(i + 1)))
    const annotations = renderAnnotations(
      buildRun([...buckets, buildBlindBucket('blind', 'STALE', 'old')], { warnings: ['w'] }),
    )
    const errors = annotations.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(9)
    expect(errors[0]?.title).toBe('blind: STALE')
    expect(errors[8]?.message).toBe('23 more buckets not shown here; the job summary has all of them.')
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
  })

  it('stay within 4,096 characters and form no command', () => {
    const result = buildRun([buildBlindBucket('a', 'UNREADABLE', `${ATTACK}\n`.repeat(2_000), ATTACK)])
    for (const { title, message } of renderAnnotations(result)) {
      expect(message.length).toBeLessThanOrEqual(4_096)
      expect(findRunnerCommands(`${title}\n${message}`)).toEqual([])
    }
  })

  it('tell a finished remediation as a notice, a failed one with its reason', () => {
    const done = buildRun([buildBucket('a', scan, { jobs: [buildJob(100)] })], { mode: 'run' })
    expect(renderAnnotations(done)).toMatchObject([{ level: 'notice', title: 'Encrypted' }])
    const failed = buildRun(
      [buildBucket('a', scan, { remediationError: { message: 'No role.', hint: 'Make one.' } })],
      { mode: 'run' },
    )
    expect(renderAnnotations(failed)[0]?.message).toContain('The remediation failed: No role.\nMake one.')
  })
})

describe('the log', () => {
  it('tells the figures of each step', () => {
    expect(describeInventoryReport(buildReport('a')).lines).toContain('Parquet, 1 inventory file, 45.7 MiB')
    expect(describeScan('a', scan, 2_000).title).toBe('Scan of a: 100 findings in 2,000,100 objects')
    expect(describeScan('a', scan, 2_000).lines[0]).toBe('2,000,400 rows in 2 s (1,000,200 rows/s), 45.7 MiB fetched')
    expect(describePlan(buildPlan('a', scan)).title).toBe('Plan for a: 1 job, 100 objects, about 0.26 USD')
    expect(describeJob(buildJob(100)).lines).toContain('100 tasks succeeded, 0 failed, 0 not attempted')
    expect(describeConclusion(buildRun([buildBucket('a', scan)])).title).toBe('NON_COMPLIANT: 100 findings in 1 bucket')
  })

  it('forms no command, whatever came from outside', () => {
    const report = buildReport(ATTACK, { folder: ATTACK, passedOver: [{ folder: ATTACK, why: ATTACK }] })
    const plan = buildPlan(ATTACK, scan, { warnings: [ATTACK], refusal: { message: ATTACK, hint: ATTACK } })
    const failures = [
      { cause: 'other' as const, httpStatus: ATTACK, errorCode: ATTACK, tasks: 1, hint: ATTACK, samples: [ATTACK] },
    ]
    const job = buildJob(1, {
      jobId: ATTACK,
      status: ATTACK,
      storageClass: ATTACK,
      url: ATTACK,
      reasons: [ATTACK],
      reconciliation: { succeeded: 0, failed: 1, notAttempted: 0, failures },
    })
    const run = buildRun([buildBlindBucket(ATTACK, 'STALE', ATTACK, ATTACK)], {
      errors: [{ code: ATTACK, message: ATTACK, hint: ATTACK }],
    })
    const groups = [
      describeInventoryReport(report),
      describeScan(ATTACK, scan, 1),
      describePlan(plan),
      describeJob(job),
      describeConclusion(run),
    ]
    expect(findRunnerCommands(ATTACK)).toHaveLength(1)
    for (const { title, lines } of groups) expect(findRunnerCommands([title, ...lines].join('\n'))).toEqual([])
  })
})
