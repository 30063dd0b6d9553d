// How a run ends: which verdict, which status, and above all when the step may succeed.

import { describe, expect, it } from '@jest/globals'
import type { JobOutcome, RemediationStatus } from '../../../src/batch/job-outcome.ts'
import { DIRECT_OUTCOMES, type DirectOutcome, type DirectResult, sumUp } from '../../../src/direct/direct-outcome.ts'
import { remediationOf } from '../../../src/result/end-of-remediation.ts'
import { concludeRun, concludeWithoutIssue } from '../../../src/result/ending.ts'
import type { BucketResult } from '../../../src/result/run-result.ts'
import type { RemediationMode } from '../../../src/settings/remediation-settings.ts'
import type { OnFindings } from '../../../src/settings/settings-of-a-run.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { buildBlindBucket, buildBucket, buildJob, buildPlan, buildScan, buildTally } from '../../support/results.ts'

const scan = buildScan(100)
const clean = buildBucket('clean', buildScan(0))
const dirty = buildBucket('dirty', scan)
const blind = buildBlindBucket('blind', 'STALE', 'old')

function conclude(buckets: readonly BucketResult[], mode: RemediationMode = 'none', onFindings: OnFindings = 'fail') {
  return concludeRun({ buckets, errors: [], mode, onFindings })
}
const withJobs = (...jobs: JobOutcome[]) => buildBucket('dirty', scan, { plan: buildPlan('dirty', scan), jobs })

describe('the verdict', () => {
  it.each([
    [[clean], 'COMPLIANT', undefined],
    [[clean, dirty], 'NON_COMPLIANT', undefined],
    [[clean, dirty, blind], 'INSUFFICIENT_DATA', 'STALE'],
    [[], 'INSUFFICIENT_DATA', 'INTERNAL_ERROR'],
  ] as const)('is the worst of the buckets (%#)', (buckets, verdict, reason) => {
    expect(conclude(buckets)).toMatchObject({ verdict, reason })
  })

  it('is INSUFFICIENT_DATA when something failed outside any bucket', () => {
    const errors = [{ code: 'NO_CREDENTIALS', message: 'none' }]
    const ending = concludeRun({ buckets: [clean], errors, mode: 'none', onFindings: 'warn' })
    expect(ending).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'NO_CREDENTIALS', conclusion: { ok: false } })
  })

  it('calls an unknown code a bug of ours', () => {
    const errors = [{ code: 'SOMETHING', message: 'odd' }]
    expect(concludeRun({ buckets: [], errors, mode: 'none', onFindings: 'fail' }).reason).toBe('INTERNAL_ERROR')
  })
})

describe('the end of the step', () => {
  it.each([
    ['fail', false],
    ['fail-and-issue', false],
    ['issue', true],
    ['warn', true],
  ] as const)('with findings and on-findings %s succeeds: %s', (onFindings, ok) => {
    for (const [bucket, mode] of [
      [dirty, 'none'],
      [buildBucket('dirty', scan, { plan: buildPlan('dirty', scan) }), 'plan'],
      [withJobs(buildJob(100, { state: 'pending' })), 'run'],
      [withJobs(buildJob(100, { state: 'awaiting-confirmation' })), 'confirm'],
    ] as const) {
      expect(conclude([bucket], mode, onFindings).conclusion.ok).toBe(ok)
    }
  })

  it.each(['fail', 'issue', 'fail-and-issue', 'warn'] as const)(
    'fails without an answer, also with on-findings %s',
    (onFindings) => {
      expect(conclude([blind, clean], 'none', onFindings).conclusion.ok).toBe(false)
    },
  )

  it('fails when a remediation failed, also with on-findings warn', () => {
    expect(conclude([withJobs(buildJob(100, { state: 'failed' }))], 'run', 'warn').conclusion.ok).toBe(false)
  })

  it('succeeds when every finding is covered and verified, and promises no more than the next report shows', () => {
    const { conclusion, verdict } = conclude([withJobs(buildJob(100)), clean], 'run', 'fail')
    expect(conclusion.ok).toBe(true)
    expect(conclusion.message).toContain('next inventory report will confirm')
    expect(verdict).toBe('NON_COMPLIANT')
  })

  it('succeeds without an issue only where something else tells the findings', () => {
    const quiet = conclude([dirty], 'none', 'issue').conclusion
    expect(concludeWithoutIssue(quiet, 'issue').ok).toBe(false)
    expect(concludeWithoutIssue(quiet, 'warn').ok).toBe(true)
    expect(concludeWithoutIssue({ ok: false, message: 'x' }, 'issue')).toEqual({ ok: false, message: 'x' })
  })
})

describe('archived objects', () => {
  const [group] = scan.groups
  if (group === undefined) throw new Error('the scan has a group')
  const restored = { ...group, operation: 'restore', storageClass: 'GLACIER' } as const
  const none = { tally: NO_OBJECTS, samples: [] }
  const copied = (outcomes: Partial<Record<DirectOutcome, number>>) => ({
    planned: [
      {
        operation: 'CopyObject',
        group: restored,
        target: { status: 'SSE-S3' },
        unmodifiedSince: new Date('2022-12-31T00:00:00Z'),
      } as const,
    ],
    result: {
      outcomes: Object.fromEntries(
        DIRECT_OUTCOMES.map((outcome) => [outcome, { ...none, tally: buildTally(outcomes[outcome] ?? 0) }]),
      ) as unknown as DirectResult['outcomes'],
      uploadsLeft: [],
      interrupted: false,
    },
  })
  const asked = (succeeded: number, errorCode?: string, isReported = true) =>
    buildJob(100, {
      operation: 'S3InitiateRestoreObject',
      storageClass: 'GLACIER',
      verification: undefined,
      reconciliation: !isReported
        ? undefined
        : {
            succeeded,
            failed: 100 - succeeded,
            notAttempted: 0,
            failures:
              errorCode === undefined
                ? []
                : [
                    {
                      cause: 'invalid-request',
                      httpStatus: '409',
                      errorCode,
                      tasks: 100 - succeeded,
                      hint: '',
                      samples: [],
                    },
                  ],
          },
    })

  it.each<[string, JobOutcome, Partial<Record<DirectOutcome, number>>, RemediationStatus]>([
    ['all asked for', asked(100), { archived: 100 }, 'PENDING'],
    ['some asked for, some copied already', asked(60), { archived: 60, encrypted: 40 }, 'PENDING'],
    ['asked for by an earlier run', asked(0, 'RestoreAlreadyInProgress'), { archived: 100 }, 'PENDING'],
    ['some asked for, some on their way', asked(60), { archived: 60, restoring: 40 }, 'PENDING'],
    ['some refused, some on their way', asked(0, 'AccessDenied'), { archived: 60, restoring: 40 }, 'INCOMPLETE'],
    ['not all asked for', asked(99), { archived: 100 }, 'INCOMPLETE'],
    ['refused', asked(0, 'AccessDenied'), { archived: 100 }, 'INCOMPLETE'],
    ['restored and copied', asked(100), { encrypted: 100 }, 'COMPLETE'],
    ['restored, but not copied', asked(100), { denied: 100 }, 'INCOMPLETE'],
    ['asked for before, all on their way', asked(0), { restoring: 100 }, 'PENDING'],
    ['asked for by a job without a report', asked(100, undefined, false), { archived: 100 }, 'INCOMPLETE'],
  ])('%s', (_, job, outcomes, status) => {
    const bucket = buildBucket('d', { ...scan, groups: [restored] }, { jobs: [job], direct: copied(outcomes) })
    expect(remediationOf(bucket, 'run')).toBe(status)
  })

  it('wait for restores alone: copies beside them ask for none', () => {
    const jobs = [asked(60), buildJob(100)]
    const bucket = buildBucket('d', { ...scan, groups: [restored] }, { jobs, direct: copied({ archived: 100 }) })
    expect(remediationOf(bucket, 'run')).toBe('INCOMPLETE')
  })
})

describe('the remediation of a bucket', () => {
  const verification = { checked: 100, asTarget: 100, resolved: 0, mismatches: [] }
  const cases: [string, BucketResult, RemediationMode, RemediationStatus][] = [
    ['nothing asked', withJobs(), 'none', 'NONE'],
    ['nothing to do', clean, 'run', 'NONE'],
    ['no answer, nothing done', { ...withJobs(), judgement: blind.judgement }, 'run', 'NONE'],
    ['a plan', withJobs(), 'plan', 'PLANNED'],
    ['jobs planned and none started', withJobs(), 'run', 'FAILED'],
    ['an error', { ...withJobs(), remediationError: { message: 'x' } }, 'run', 'FAILED'],
    [
      'a refusal',
      buildBucket('d', scan, { plan: buildPlan('d', scan, { refusal: { message: 'm', hint: 'h' } }) }),
      'run',
      'FAILED',
    ],
    ['one job cancelled', withJobs(buildJob(100), buildJob(1, { state: 'cancelled' })), 'run', 'FAILED'],
    ['one job unproven', withJobs(buildJob(100), buildJob(1, { state: 'unproven' })), 'run', 'FAILED'],
    [
      'one job waiting, one running',
      withJobs(buildJob(1, { state: 'pending' }), buildJob(1, { state: 'awaiting-confirmation' })),
      'confirm',
      'AWAITING_CONFIRMATION',
    ],
    ['one job running', withJobs(buildJob(100), buildJob(1, { state: 'pending' })), 'run', 'PENDING'],
    ['all done', withJobs(buildJob(100)), 'run', 'COMPLETE'],
    [
      'all done, by a later run of a confirmed plan',
      withJobs(buildJob(100, { origin: 'covered' })),
      'confirm',
      'COMPLETE',
    ],
    ['fewer objects than findings', withJobs(buildJob(99)), 'run', 'INCOMPLETE'],
    ['no verification', withJobs(buildJob(100, { verification: undefined })), 'run', 'INCOMPLETE'],
    [
      'nothing checked',
      withJobs(buildJob(100, { verification: { ...verification, checked: 0, asTarget: 0 } })),
      'run',
      'INCOMPLETE',
    ],
    [
      'a mismatch',
      withJobs(buildJob(100, { verification: { ...verification, mismatches: [{ key: 'k', found: 'NOT-SSE' }] } })),
      'run',
      'INCOMPLETE',
    ],
    [
      'checked objects unaccounted for',
      withJobs(buildJob(100, { verification: { ...verification, asTarget: 99 } })),
      'run',
      'INCOMPLETE',
    ],
    ['no reconciliation', withJobs(buildJob(100, { reconciliation: undefined })), 'run', 'INCOMPLETE'],
    [
      'no reconciliation of one job, and enough done by another',
      withJobs(buildJob(100), buildJob(1, { reconciliation: undefined })),
      'run',
      'INCOMPLETE',
    ],
    [
      'no verification of one job, and enough done by another',
      withJobs(buildJob(100), buildJob(1, { verification: undefined })),
      'run',
      'INCOMPLETE',
    ],
    [
      'a failed task',
      withJobs(buildJob(100, { reconciliation: { succeeded: 99, failed: 1, notAttempted: 0, failures: [] } })),
      'run',
      'INCOMPLETE',
    ],
    [
      'a failed task whose object is as wanted by now',
      withJobs(
        buildJob(100, {
          reconciliation: { succeeded: 99, failed: 1, notAttempted: 0, failures: [] },
          verification: { ...verification, asTarget: 99, resolved: 1 },
        }),
      ),
      'run',
      'COMPLETE',
    ],
    [
      'a failed task beside enough that succeeded',
      withJobs(buildJob(101, { reconciliation: { succeeded: 100, failed: 1, notAttempted: 0, failures: [] } })),
      'run',
      'INCOMPLETE',
    ],
    [
      'a task never attempted',
      withJobs(buildJob(101, { reconciliation: { succeeded: 100, failed: 0, notAttempted: 1, failures: [] } })),
      'run',
      'INCOMPLETE',
    ],
    [
      'held back findings',
      buildBucket('d', buildScan(100, { archived: 1 }), { jobs: [buildJob(100)] }),
      'run',
      'INCOMPLETE',
    ],
  ]
  it.each(cases)('with %s', (_, bucket, mode, status) => {
    expect(remediationOf(bucket, mode)).toBe(status)
  })

  it('is not complete when one storage class has a surplus and another has no job', () => {
    const [standard] = scan.groups
    if (standard === undefined) throw new Error('the scan has a group')
    const two = {
      ...buildScan(100),
      groups: [
        { ...standard, tally: buildTally(50) },
        { ...standard, storageClass: 'STANDARD_IA', tally: buildTally(50) },
      ],
    }
    expect(remediationOf(buildBucket('d', two, { jobs: [buildJob(100)] }), 'run')).toBe('INCOMPLETE')
    const ia = buildJob(50, { storageClass: 'STANDARD_IA' })
    expect(remediationOf(buildBucket('d', two, { jobs: [buildJob(50), ia] }), 'run')).toBe('COMPLETE')
  })
})

describe('copies without a job', () => {
  const planned = [copyOf(scan.groups[0])]
  function copyOf(group: (typeof scan.groups)[number] | undefined) {
    if (group === undefined) throw new Error('the scan has a group')
    const unmodifiedSince = new Date(0)
    return { operation: 'CopyObject' as const, group, target: { status: 'SSE-S3' as const }, unmodifiedSince }
  }
  /** So many objects of each end. */
  function ended(counts: Partial<Record<DirectOutcome, number>>, interrupted = false) {
    const ends = (Object.entries(counts) as [DirectOutcome, number][]).flatMap(([outcome, count]) =>
      Array.from({ length: count }, () => ({ outcome, bytes: 1 })),
    )
    const keys = ends.map((_, index) => `k${index}` as EncodedKey)
    return { planned, result: { outcomes: sumUp(keys, ends), uploadsLeft: [], interrupted } }
  }
  const plan = { ...buildPlan('d', scan), jobs: [], directCopies: planned }
  const bucket = (direct?: BucketResult['direct'], more: Partial<BucketResult> = {}) =>
    buildBucket('d', scan, { plan, direct, ...more })

  it.each([
    ['all encrypted', bucket(ended({ encrypted: 100 })), 'COMPLETE'],
    ['some encrypted already, some gone', bucket(ended({ encrypted: 50, already: 30, gone: 20 })), 'COMPLETE'],
    ['one not copied', bucket(ended({ encrypted: 99, failed: 1 })), 'INCOMPLETE'],
    ['one missing from the ends', bucket(ended({ encrypted: 99 })), 'INCOMPLETE'],
    ['one that is not as it was', bucket(ended({ encrypted: 99, mismatch: 1 })), 'FAILED'],
    ['all encrypted and one more that is not as it was', bucket(ended({ encrypted: 100, mismatch: 1 })), 'FAILED'],
    ['an interruption', bucket(ended({ encrypted: 99, interrupted: 1 }, true)), 'PENDING'],
    ['none begun, because a person must confirm', bucket({ planned, result: undefined }), 'AWAITING_CONFIRMATION'],
    ['none begun at all', bucket(), 'FAILED'],
    ['none begun of a bucket nothing is known of', bucket(undefined, { scan: undefined }), 'FAILED'],
    ['ends, but no scan', bucket(ended({ encrypted: 100 }), { scan: undefined }), 'INCOMPLETE'],
    [
      'a job beside them that runs',
      bucket(ended({ encrypted: 100 }), { jobs: [buildJob(1, { state: 'pending' })] }),
      'PENDING',
    ],
    [
      'a job beside them that failed',
      bucket(ended({ encrypted: 100 }), { jobs: [buildJob(1, { state: 'failed' })] }),
      'FAILED',
    ],
  ] as const)('with %s', (_, result, status) => {
    expect(remediationOf(result, 'run')).toBe(status)
  })

  it('do not stand in for the job of another group', () => {
    const [group] = scan.groups
    const other = { ...copyOf(group).group, storageClass: 'STANDARD_IA', tally: buildTally(50) }
    const both = { ...buildScan(150), groups: [copyOf(group).group, other] }
    const direct = ended({ encrypted: 100 })
    expect(remediationOf(buildBucket('d', both, { direct }), 'run')).toBe('INCOMPLETE')
    const job = buildJob(50, { storageClass: 'STANDARD_IA' })
    expect(remediationOf(buildBucket('d', both, { direct, jobs: [job] }), 'run')).toBe('COMPLETE')
  })

  it('count several groups together', () => {
    const [group] = scan.groups
    const small = { ...copyOf(group).group, storageClass: 'STANDARD_IA', tally: buildTally(10) }
    const both = { ...buildScan(110), groups: [copyOf(group).group, small] }
    const of = (encrypted: number) => ({ ...ended({ encrypted }), planned: [...planned, copyOf(small)] })
    expect(remediationOf(buildBucket('d', both, { direct: of(110) }), 'run')).toBe('COMPLETE')
    expect(remediationOf(buildBucket('d', both, { direct: of(109) }), 'run')).toBe('INCOMPLETE')
  })
})

describe('jobs of other operations', () => {
  const [standard] = scan.groups
  if (standard === undefined) throw new Error('the scan has a group')
  const of = (operation: 'update-encryption' | 'restore', ...jobs: JobOutcome[]) =>
    remediationOf(buildBucket('d', { ...scan, groups: [{ ...standard, operation }] }, { jobs }), 'run')

  it.each([
    [
      'an update by an update, whatever the class',
      of('update-encryption', buildJob(100, { operation: 'S3UpdateObjectEncryption', storageClass: '*' })),
      'COMPLETE',
    ],
    ['an update by a copy', of('update-encryption', buildJob(100)), 'INCOMPLETE'],
    ['a restore by a restore', of('restore', buildJob(100, { operation: 'S3InitiateRestoreObject' })), 'INCOMPLETE'],
    ['a restore by a copy', of('restore', buildJob(100)), 'INCOMPLETE'],
  ] as const)('cover %s: %#', (_, status, expected) => {
    expect(status).toBe(expected)
  })

  it('cover a copy only where they copy', () => {
    for (const operation of ['S3UpdateObjectEncryption', 'S3InitiateRestoreObject'] as const)
      expect(remediationOf(withJobs(buildJob(100, { operation })), 'run')).toBe('INCOMPLETE')
  })

  it('cover nothing that another class needs', () => {
    expect(remediationOf(withJobs(buildJob(100, { storageClass: 'STANDARD_IA' })), 'run')).toBe('INCOMPLETE')
  })

  it('need one another to be verified', () => {
    const empty = buildJob(0, { verification: { checked: 0, asTarget: 0, resolved: 0, mismatches: [] } })
    expect(remediationOf(withJobs(buildJob(100), empty), 'run')).toBe('COMPLETE')
    expect(remediationOf(withJobs(buildJob(100), { ...empty, objects: 1 }), 'run')).toBe('INCOMPLETE')
    expect(remediationOf(withJobs(buildJob(100), { ...empty, verification: undefined }), 'run')).toBe('INCOMPLETE')
  })
})

describe('the status of a run', () => {
  const plannedBucket = buildBucket('p', scan, { plan: buildPlan('p', scan) })
  const done = withJobs(buildJob(100))
  const running = withJobs(buildJob(1, { state: 'pending' }))
  const waiting = withJobs(buildJob(1, { state: 'awaiting-confirmation' }))
  const short = withJobs(buildJob(99))
  const failed = withJobs(buildJob(1, { state: 'failed' }))
  const left = buildBucket('left', scan, { remediationMode: 'none' })
  const onlyPlanned = { ...plannedBucket, remediationMode: 'plan' as const }

  it.each([
    [[done, failed, waiting, running, short], 'FAILED'],
    [[done, waiting, running, short], 'AWAITING_CONFIRMATION'],
    [[done, running, short], 'PENDING'],
    [[done, short, onlyPlanned], 'INCOMPLETE'],
    [[done, onlyPlanned], 'PLANNED'],
    [[done, clean], 'COMPLETE'],
    [[clean, clean], 'NONE'],
    [[done, left], 'INCOMPLETE'],
    [[left], 'NONE'],
    [[clean, left], 'NONE'],
    [[done, { ...clean, judgement: blind.judgement }], 'COMPLETE'],
    [[], 'NONE'],
  ] as const)('is the worst of the buckets (%#)', (buckets, status) => {
    expect(conclude(buckets, 'run').remediation).toEqual({ mode: 'run', status })
  })

  it.each([
    ['nothing planned', dirty, 'NONE'],
    ['a plan', plannedBucket, 'PLANNED'],
    ['a plan without a finding', { ...clean, plan: buildPlan('clean', buildScan(0)) }, 'NONE'],
    ['a plan, but no scan', { ...plannedBucket, scan: undefined }, 'NONE'],
    ['a plan and an error', { ...plannedBucket, remediationError: { message: 'x' } }, 'FAILED'],
  ] as const)('of a dry run with %s', (_, bucket, status) => {
    expect(remediationOf(bucket, 'plan')).toBe(status)
  })

  it.each([
    ['an error although everything was encrypted', { ...done, remediationError: { message: 'x' } }, 'FAILED'],
    ['nothing planned, no job, and findings', { ...dirty, plan: { ...buildPlan('d', scan), jobs: [] } }, 'INCOMPLETE'],
    ['findings, and not even a plan', dirty, 'INCOMPLETE'],
    ['no answer, but a job', { ...done, judgement: blind.judgement }, 'COMPLETE'],
    [
      'a job and more direct copies than jobs planned',
      { ...done, plan: { ...buildPlan('d', scan), jobs: [] } },
      'COMPLETE',
    ],
  ] as const)('of a run with %s', (_, bucket, status) => {
    expect(remediationOf(bucket, 'run')).toBe(status)
  })
})

describe('the last sentence', () => {
  const sentence = (
    buckets: readonly BucketResult[],
    mode: RemediationMode = 'none',
    onFindings: OnFindings = 'fail',
  ) => conclude(buckets, mode, onFindings).conclusion.message
  const state = (state: JobOutcome['state']) => withJobs(buildJob(99, { state }))
  const unread = (state: JobOutcome['state']) =>
    withJobs(buildJob(99, { state, reconciliation: undefined, verification: undefined }))

  it.each([
    [sentence([blind]), 'The step fails: whether the objects are compliant could not be proven (STALE).'],
    [sentence([clean]), 'The step succeeds: every bucket is compliant.'],
    [sentence([state('failed')], 'run'), 'The step fails: the remediation failed, or was not started.'],
    [sentence([dirty, dirty]), 'The step fails: 200 findings; on-findings is fail.'],
    [
      sentence([dirty], 'none', 'warn'),
      'The step succeeds although there are findings: 100 findings; on-findings is warn.',
    ],
    [
      sentence([buildBucket('d', scan, { plan: buildPlan('d', scan) })], 'plan'),
      'The step fails: 100 findings, planned but not remediated; on-findings is fail.',
    ],
    [
      sentence([unread('awaiting-confirmation')], 'run'),
      'The step fails: of 100 findings in the report, 0 encrypted, 100 left: 99 in a job that waits for confirmation, 1 not acted on; on-findings is fail.',
    ],
    [
      sentence([unread('pending')], 'run'),
      'The step fails: of 100 findings in the report, 0 encrypted, 100 left: 99 in a job that is still running, 1 not acted on; on-findings is fail.',
    ],
    [
      sentence([state('complete')], 'run'),
      'The step fails: of 100 findings in the report, 99 encrypted, 1 left: not acted on; on-findings is fail.',
    ],
    [
      sentence([withJobs(buildJob(100)), clean], 'run'),
      'The step succeeds: every finding was encrypted and checked. The next inventory report will confirm it.',
    ],
    [
      concludeWithoutIssue({ ok: true, message: 'It ends.' }, 'issue').message,
      'The issue that reports the findings could not be written. It ends.',
    ],
  ])('is as published (%#)', (message, expected) => {
    expect(message).toBe(expected)
  })

  it('does not count one bucket that was encrypted for another that was not', () => {
    const left = buildBucket('left', scan, { remediationMode: 'none' })
    expect(conclude([withJobs(buildJob(100)), left], 'run', 'fail').conclusion.ok).toBe(false)
  })
})
