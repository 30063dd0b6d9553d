// The job summary: the answer first, advice that fits the situation, no key where none may be shown, never too large.

import { describe, expect, it } from '@jest/globals'
import { HELD_BACK_REASONS } from '../../../src/findings/choice.ts'
import type { Findings } from '../../../src/findings/findings.ts'
import type { EstimateLine } from '../../../src/price/estimate.ts'
import { renderIssue } from '../../../src/report/issue.ts'
import { MAX_SUMMARY_BYTES, renderSummary } from '../../../src/report/summary.ts'
import { REASON_ADVICE } from '../../../src/result/advice.ts'
import type { BucketResult, RunResult } from '../../../src/result/run-result.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { INSUFFICIENT_DATA_REASONS } from '../../../src/words/errors.ts'
import { safeMarkdown } from '../../../src/words/outside-text.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildReport,
  buildRun,
  buildSample,
  buildScan,
  buildTally,
} from '../../support/results.ts'

const scan = buildScan(100, { 'too-large': 2 })
const planned = (changes: Partial<BucketResult> = {}) =>
  buildBucket('orders-prod', scan, { plan: buildPlan('orders-prod', scan), ...changes })
const firstLine = (result: RunResult) => renderSummary(result).split('\n')[0]

describe('the price of a plan', () => {
  const line = { what: 'w', quantity: 1, unit: 'jobs', paid: 'once', usd: 0.25, isPriced: true } as const
  const priced = (changes: Partial<EstimateLine>) => {
    const plan = buildPlan('orders-prod', scan)
    const estimate = { ...plan.estimate, lines: [{ ...line, ...changes }] }
    const summary = renderSummary(buildRun([planned({ plan: { ...plan, estimate } })], { mode: 'plan' }))
    return summary.split('\n').find((text) => text.startsWith('| w |'))
  }

  it.each([
    [{}, '| w | 1 job | 0.25&nbsp;USD |'],
    [{ quantity: 2000, unit: 'tasks', usd: 0.002 }, '| w | 2,000 tasks | less than 0.01&nbsp;USD |'],
    [{ unit: 'requests', usd: 0.145 }, '| w | 1 request | 0.15&nbsp;USD |'],
    [{ unit: 'objects', paid: 'monthly', usd: 7.5 }, '| w | 1 object | 7.50&nbsp;USD a month |'],
    [{ unit: 'GB', quantity: 976.563 }, '| w | 976.563&nbsp;GB | 0.25&nbsp;USD |'],
    [{ unit: 'GB', quantity: 0 }, '| w | less than 0.001&nbsp;GB | 0.25&nbsp;USD |'],
    [{ unit: 'GB', quantity: 0, usd: 0 }, '| w | – | 0.00&nbsp;USD |'],
    [{ quantity: 0, unit: 'requests', usd: 0, isPriced: false }, '| w | – | not known |'],
    [{ quantity: 9, unit: 'objects', usd: 0, isPriced: false }, '| w | 9 objects | not known |'],
  ] as const)('shows %j as %s', (changes, row) => expect(priced(changes)).toBe(row))

  it('says what a GB is', () => {
    expect(renderSummary(buildRun([planned()], { mode: 'plan' }))).toContain(
      'A GB is 1,073,741,824 bytes (1 GiB), as AWS bills it.',
    )
  })
})

describe('the headline', () => {
  it.each([
    [
      buildRun([buildBucket('a', buildScan(0))]),
      '## ✅ Compliant: all 2,000,000 objects in `a` are encrypted as required',
    ],
    [
      buildRun([buildBucket('a', buildScan(1))]),
      '## ❌ Not compliant: 1 of 2,000,001 objects in `a` breaks the encryption policy',
    ],
    [
      buildRun([buildBucket('a', buildScan(3)), buildBucket('b', buildScan(4))]),
      '## ❌ Not compliant: 7 of 4,000,007 objects in 2 buckets break the encryption policy',
    ],
    [
      buildRun([buildBlindBucket('a', 'STALE', 'old')]),
      '## ⚠️ Insufficient data: cannot tell whether `a` is compliant (`STALE`)',
    ],
    [
      buildRun([buildBlindBucket('a', 'STALE', 'old'), buildBucket('b', buildScan(4))]),
      '## ⚠️ Insufficient data: no answer for 1 of 2 buckets (`STALE`), and 4 findings in what was read',
    ],
    [buildRun([]), '## ⚠️ Insufficient data: cannot tell whether the buckets are compliant (`INTERNAL_ERROR`)'],
    [
      buildRun([buildBucket('a', buildScan(9), { jobs: [buildJob(9)] })], { mode: 'run' }),
      '## 🔒 Encrypted: all 9 findings in `a`, to be confirmed by the next report',
    ],
    [
      buildRun([
        buildBucket('a', buildScan(2), {
          judgement: { verdict: 'COMPLIANT', message: '2 findings, within the 5 allowed.' },
        }),
      ]),
      '## ✅ Compliant: 2 findings in `a`, no more than accepted',
    ],
  ])('is the answer (%#)', (result, line) => {
    expect(firstLine(result)).toBe(line)
  })

  it.each<[RunResult, string]>([
    [buildRun([buildBucket('a', buildScan(1))]), 'The step fails: on-findings is fail.'],
    [buildRun([buildBucket('a', buildScan(0))]), 'The step succeeds.'],
    [
      buildRun([buildBlindBucket('a', 'STALE', 'old')]),
      'The step fails: whether the objects are compliant could not be proven.',
    ],
    [
      buildRun([buildBucket('a', buildScan(9), { jobs: [buildJob(9)] })], { mode: 'run' }),
      'The step succeeds: every finding was encrypted and checked.',
    ],
    [
      buildRun([buildBucket('a', buildScan(1), { plan: buildPlan('a', buildScan(1)) })], { mode: 'plan' }),
      'The step fails: planned but not remediated; on-findings is fail.',
    ],
  ])('is followed by how the step ends, without its numbers (%#)', (result, line) => {
    expect(renderSummary(result).split('\n')[2]).toBe(`**${line}**`)
  })

  it('says what was done where no object was changed, but not what only this event may not do', () => {
    const scan = buildScan(1)
    const planned = buildBucket('a', scan, { plan: buildPlan('a', scan) })
    expect(firstLine(buildRun([planned], { mode: 'plan' }))).toMatch(/policy; a plan waits for approval$/)
    const failed = buildBucket('a', scan, { remediationError: { message: 'm', hint: 'h' } })
    expect(firstLine(buildRun([failed], { mode: 'run' }))).toMatch(
      /policy; the remediation failed, or was not started$/,
    )
    const refusal = { asked: 'run', message: 'm', hint: 'h' } as const
    expect(firstLine(buildRun([planned], { refusal }))).toMatch(/policy$/)
  })
})

describe('what to do next', () => {
  it.each(INSUFFICIENT_DATA_REASONS)('has advice of its own for %s', (reason) => {
    const summary = renderSummary(buildRun([buildBlindBucket('a', reason, 'It happened.')]))
    expect(summary).toContain(safeMarkdown(REASON_ADVICE[reason]))
    expect(Object.values(REASON_ADVICE).filter((advice) => advice === REASON_ADVICE[reason])).toHaveLength(1)
  })

  it('prefers the hint of the error, which knows more', () => {
    const summary = renderSummary(
      buildRun([buildBlindBucket('a', 'STALE', 'It is old.', 'Enable the configuration daily.')]),
    )
    expect(summary).toContain('**Enable the configuration daily.**')
    expect(summary).not.toContain(safeMarkdown(REASON_ADVICE.STALE))
  })

  it('says the same thing about many buckets once', () => {
    const names = Array.from({ length: 40 }, (_, i) => `bucket-${i}`)
    const summary = renderSummary(
      buildRun(names.map((name) => buildBlindBucket(name, 'STALE', `The report of ${name} is old.`))),
    )
    expect(summary.split(safeMarkdown(REASON_ADVICE.STALE))).toHaveLength(2)
    expect(summary).toContain('and 39 more buckets')
  })

  it.each([
    ['none', planned({ plan: undefined }), 'run with `remediation: plan`'],
    ['plan', planned(), 'run with `remediation: confirm`'],
    ['confirm', planned({ jobs: [buildJob(100, { state: 'awaiting-confirmation' })] }), 'Confirm the jobs below'],
    ['run', planned({ jobs: [buildJob(100, { state: 'pending' })] }), 'finds the running jobs'],
    ['run', planned({ jobs: [buildJob(100, { state: 'failed' })] }), 'nothing is copied twice'],
    ['run', planned({ jobs: [buildJob(100)] }), 'only the remaining objects are copied'],
    [
      'run',
      buildBucket('a', buildScan(5), { jobs: [buildJob(5)] }),
      'The next inventory report shows the new encryption',
    ],
  ] as const)('fits the remediation %s (%#)', (mode, bucket, words) => {
    expect(renderSummary(buildRun([bucket], { mode }))).toContain(words)
  })

  it('names a refusal and its hint instead of asking to start', () => {
    const plan = buildPlan('orders-prod', scan, {
      refusal: { message: 'Too many objects.', hint: 'Set max-objects to 500.' },
    })
    const summary = renderSummary(buildRun([planned({ plan })], { mode: 'plan' }))
    expect(summary).toContain('Too many objects. **Set max-objects to 500.**')
    expect(summary).not.toContain('remediation: run')
  })

  it('is nothing when there is nothing to do', () => {
    expect(renderSummary(buildRun([buildBucket('a', buildScan(0))]))).toContain('### What to do next\n\n- Nothing.')
  })

  it('tells errors outside any bucket, their hint in bold', () => {
    const errors = [{ code: 'NO_CREDENTIALS', message: 'No token.', hint: 'Add id-token: write.' }]
    expect(renderSummary(buildRun([], { errors }))).toContain('`NO_CREDENTIALS` No token. **Add id-token: write.**')
  })
})

describe('the evidence', () => {
  it('counts jobs, failures by cause and the verification', () => {
    const job = buildJob(100, {
      reconciliation: {
        succeeded: 90,
        failed: 8,
        notAttempted: 2,
        failures: [
          {
            cause: 'kms',
            httpStatus: '403',
            errorCode: 'AccessDenied',
            tasks: 8,
            hint: 'Allow it.',
            samples: ['a%20b'],
          },
        ],
        progressDisagrees: { succeeded: 1, failed: 99 },
      },
      verification: { checked: 100, asTarget: 90, resolved: 3, mismatches: [{ key: 'k', found: 'NOT-SSE' }] },
      reasons: ['S3 gave up: denied%20%23%23%5Berror%5D'],
    })
    const summary = renderSummary(buildRun([planned({ jobs: [job] })], { mode: 'run' }))
    expect(summary).toContain(
      '| 90 | 8 | 2 | 90 of 100 objects as wanted<br>3 failed tasks resolved<br>❌ 1 mismatch |',
    )
    expect(summary).toContain('| KMS refused | 8 | `403/AccessDenied` | Allow it. |')
    expect(summary).toContain('progress says 1 succeeded and 99 failed')
    expect(summary).toContain(`: S3 gave up: \`denied%20%23%23%5Berror%5D\``)
    expect(summary).toContain('- `a%20b` – KMS refused')
    expect(summary).toContain(`](<${job.url}>)`)
  })

  it.each(HELD_BACK_REASONS)('explains why %s holds a finding back', (reason) => {
    const summary = renderSummary(buildRun([buildBucket('a', buildScan(0, { [reason]: 7 }))]))
    expect(summary).toContain(`| \`${reason}\` | 7 | 6.6&nbsp;MiB |`)
  })

  it('says in the headline of several buckets that some may be covered in part', () => {
    const report = buildReport('b')
    const coverage = { kind: 'prefix', prefix: 'logs/' } as const
    const part = buildBucket('b', buildScan(0), { report: { ...report, location: { ...report.location, coverage } } })
    expect(renderSummary(buildRun([buildBucket('a', buildScan(0)), part]))).toContain(
      'objects in 2 buckets (1 of them perhaps only in part) are encrypted as required',
    )
  })

  it('says what the verdict does not cover', () => {
    const report = buildReport('a')
    const narrow = {
      ...report,
      location: { ...report.location, coverage: { kind: 'prefix', prefix: 'logs/' } as const },
      passedOver: [{ folder: '2026-11-22T01-00Z', why: 'no checksum yet' }],
    }
    const partial = { ...buildScan(0), excluded: buildTally(4) }
    const summary = renderSummary(buildRun([buildBucket('a', partial, { report: narrow })]))
    expect(summary).toContain('**Lists only `logs/`**')
    expect(summary).toContain(
      'all 2,000,000 objects in the prefix `logs/` of `a` are encrypted as required; 4 left out by',
    )
    expect(summary).toContain('Skipped the newer report `2026-11-22T01-00Z`: no checksum yet')
    expect(summary).toContain('4 objects (3.8&nbsp;MiB) left out by include and exclude')
    expect(summary).toContain('290 noncurrent versions, 40 of them `NOT-SSE`')
  })

  it('puts the worst bucket first and the compliant one last', () => {
    const buckets = [
      buildBucket('ok', buildScan(0)),
      buildBucket('few', buildScan(1)),
      buildBucket('many', buildScan(9)),
      buildBlindBucket('blind', 'STALE', 'old'),
    ]
    const rows = [...renderSummary(buildRun(buckets)).matchAll(/^\| \[?`(\w+)`[^|]*<br>[^|]*&nbsp;`/gm)].map(
      ([, name]) => name,
    )
    expect(rows).toEqual(['blind', 'many', 'few', 'ok'])
  })
})

/** A run whose every text that names a key says so, to find it anywhere. */
function buildSecretRun(listKeys: boolean): RunResult {
  const report = buildReport('orders-prod')
  const held = new Map([
    ['archived' as const, { tally: buildTally(1), samples: [buildSample('SECRET/h', { heldBack: 'archived' })] }],
  ])
  const secret: Findings = {
    ...scan,
    samples: [buildSample('SECRET/s')],
    topPrefixes: [{ prefix: 'SECRET/', tally: buildTally(1) }],
    heldBack: held,
  }
  const job = buildJob(100, {
    reconciliation: {
      succeeded: 99,
      failed: 1,
      notAttempted: 0,
      failures: [
        { cause: 'other', httpStatus: '500', errorCode: 'X', tasks: 1, hint: 'Try again.', samples: ['SECRET/f'] },
      ],
    },
    verification: { checked: 100, asTarget: 99, resolved: 0, mismatches: [{ key: 'SECRET/m', found: 'NOT-SSE' }] },
  })
  const bucket = buildBucket('orders-prod', secret, {
    report: { ...report, location: { ...report.location, coverage: { kind: 'prefix', prefix: 'SECRET/' } } },
    jobs: [job],
  })
  return buildRun([bucket], { mode: 'run', listKeys })
}

describe('keys', () => {
  it('are shown where they may be', () => {
    const summary = renderSummary(buildSecretRun(true))
    for (const key of ['SECRET/`', 'SECRET/s', 'SECRET/f', 'SECRET/m']) expect(summary).toContain(key)
  })

  it('are nowhere in the summary or the issue of a public repository', () => {
    expect(renderSummary(buildSecretRun(false))).not.toContain('SECRET')
    expect(renderIssue(buildSecretRun(false), { title: 't' }).body).not.toContain('SECRET')
  })
})

describe('the size', () => {
  const longKey = `${'%F0%9F%98%80'.repeat(256)}`
  const hugeScan: Findings = {
    ...buildScan(100, Object.fromEntries(HELD_BACK_REASONS.map((reason) => [reason, 5]))),
    findingsByStatus: Object.fromEntries(
      ENCRYPTION_STATUSES.map((status) => [status, buildTally(9)]),
    ) as Findings['findingsByStatus'],
    findingsByStorageClass: new Map(
      Array.from({ length: 500 }, (_, i) => [`CLASS_${i}_${'X'.repeat(500)}`, buildTally(i)]),
    ),
    topPrefixes: Array.from({ length: 50 }, (_, i) => ({ prefix: `${i}${longKey}/`, tally: buildTally(1) })),
    samples: Array.from({ length: 100 }, (_, i) => buildSample(`${i}${longKey}`)),
  }
  const failures = Array.from({ length: 200 }, () => ({
    cause: 'other' as const,
    httpStatus: '500',
    errorCode: 'E'.repeat(3_000),
    tasks: 1,
    hint: 'h '.repeat(1_000),
    samples: Array.from({ length: 50 }, () => longKey),
  }))
  const job = buildJob(100, {
    reconciliation: { succeeded: 0, failed: 100, notAttempted: 0, failures },
    reasons: Array.from({ length: 50 }, () => '<'.repeat(9_000)),
  })

  it('of the worst run stays within 900 KiB, all buckets in the table', () => {
    const name = (i: number) => `b${i}-`.padEnd(63, 'x')
    const report = buildReport('b', {
      passedOver: Array.from({ length: 99 }, () => ({ folder: '2026-11-22T01-00Z', why: '|'.repeat(5_000) })),
    })
    const bucket = (i: number) =>
      buildBucket(name(i), hugeScan, { jobs: Array.from({ length: 60 }, () => job), report })
    const one = bucket(0)
    const buckets = Array.from({ length: 1_000 }, (_, i) => ({ ...one, bucket: name(i) }))
    const result = buildRun(buckets, { mode: 'run', warnings: Array.from({ length: 1_000 }, () => '@'.repeat(9_000)) })
    const summary = renderSummary(result)
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES + 1)
    expect(summary).toContain('The rest is left out: GitHub limits the size of a summary')
    expect(summary).toContain(name(999))
    expect(renderIssue(result, { title: 't' }).body.length).toBeLessThanOrEqual(60_000)
  })

  it('of a fleet of 1,000 buckets keeps one row for each', () => {
    const buckets = Array.from({ length: 1_000 }, (_, i) => buildBucket(`b${i}-`.padEnd(63, 'x'), scan))
    const summary = renderSummary(buildRun(buckets))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES + 1)
    for (const { bucket } of buckets) expect(summary).toMatch(new RegExp(`^\\| \\[?\`${bucket}\``, 'm'))
  })

  it('of a fleet beyond that counts the rest', () => {
    const buckets = Array.from({ length: 1_200 }, (_, i) => buildBlindBucket(`b${i}`, 'STALE', 'old'))
    expect(renderSummary(buildRun(buckets))).toContain('… and 200 more buckets: 200 `INSUFFICIENT_DATA`.')
  })
})
