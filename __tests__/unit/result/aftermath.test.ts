// After a remediation: what is true now, beside what the report said.

import { describe, expect, it } from '@jest/globals'
import type { FailureGroup } from '../../../src/batch/job-outcome.ts'
import { DIRECT_OUTCOMES, type DirectOutcome, type DirectResult } from '../../../src/direct/direct-outcome.ts'
import { renderAnnotations } from '../../../src/report/annotations.ts'
import { renderIssue } from '../../../src/report/issue.ts'
import { describeConclusion } from '../../../src/report/log-conclusion.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import { describeAftermath, sumAftermath, tellAftermath } from '../../../src/result/aftermath.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import { buildBucket, buildJob, buildRun, buildScan, buildTally } from '../../support/results.ts'

const failure = (cause: FailureGroup['cause'], tasks: number, hint = `Advice on ${cause}.`): FailureGroup => ({
  cause,
  tasks,
  hint,
  httpStatus: '403',
  errorCode: 'AccessDenied',
  samples: [],
})

function buildCopies(counts: Partial<Record<DirectOutcome, number>>): DirectResult {
  const outcomes = Object.fromEntries(
    DIRECT_OUTCOMES.map((outcome) => {
      const objects = counts[outcome] ?? 0
      return [outcome, { tally: objects === 0 ? NO_OBJECTS : buildTally(objects), samples: [] }]
    }),
  ) as unknown as DirectResult['outcomes']
  return { outcomes, uploadsLeft: [], interrupted: false }
}

/** 5,294 findings, of which one is archived: the demo's story. */
const scan = buildScan(5_293, { archived: 1 })
const job = buildJob(5_293)
const remediated = buildBucket('orders-prod', scan, { jobs: [job] })

describe('what is left', () => {
  it.each([
    ['nothing where nothing was done', buildBucket('a', scan), undefined],
    ['what was held back', remediated, '5,293 encrypted, 1 left: archived'],
    [
      'what a task could not do, less what is gone or was encrypted by others',
      buildBucket('a', buildScan(10), {
        jobs: [
          buildJob(10, {
            reconciliation: {
              succeeded: 4,
              failed: 5,
              notAttempted: 1,
              failures: [failure('access-denied', 2), failure('changed-since-report', 3)],
            },
            verification: { checked: 7, asTarget: 4, resolved: 2, mismatches: [] },
          }),
        ],
      }),
      '4 encrypted, 2 deleted or encrypted by others since the report, 4 left: 2 access denied, 1 changed since the report, 1 not attempted by the job',
    ],
    [
      'a copy that is not as wanted, whatever its task says',
      buildBucket('a', buildScan(2), {
        jobs: [
          buildJob(2, {
            verification: { checked: 2, asTarget: 1, resolved: 0, mismatches: [{ key: 'k', found: 'NOT-SSE' }] },
          }),
        ],
      }),
      '1 encrypted, 1 left: not as required after the copy',
    ],
    [
      'what a running job has not told yet',
      buildBucket('a', buildScan(7), {
        jobs: [buildJob(7, { state: 'pending', reconciliation: undefined, verification: undefined })],
      }),
      '0 encrypted, 7 left: in a job that is still running',
    ],
    [
      'what nobody can tell of a job without its report',
      buildBucket('a', buildScan(7), {
        jobs: [buildJob(7, { state: 'unproven', reconciliation: undefined, verification: undefined })],
      }),
      '0 encrypted, 7 left: in a job whose outcome is not proven',
    ],
    [
      'what the copies of the action itself left',
      buildBucket('a', buildScan(9), {
        direct: { planned: [], result: buildCopies({ encrypted: 5, already: 1, gone: 1, denied: 2 }) },
      }),
      '6 encrypted, 1 deleted or encrypted by others since the report, 2 left: access denied',
    ],
    [
      'what no job was started for, although another was',
      buildBucket('a', buildScan(5), { jobs: [buildJob(3)] }),
      '3 encrypted, 2 left: not acted on',
    ],
    ['no finding at all', buildBucket('a', buildScan(3), { jobs: [buildJob(3)] }), '3 encrypted, none left'],
  ])('is %s', (_name, bucket, expected) => {
    const aftermath = tellAftermath(bucket)
    expect(aftermath && describeAftermath(aftermath)).toBe(expected)
  })

  it('is the sum over all buckets, of which some were not acted on', () => {
    const untouched = buildBucket('b', buildScan(4))
    const compliant = buildBucket('c', buildScan(0))
    const sum = sumAftermath([remediated, untouched, compliant])
    expect(sum && describeAftermath(sum)).toBe('5,293 encrypted, 5 left: 4 not acted on, 1 archived')
    expect(sumAftermath([untouched, compliant])).toBeUndefined()
  })
})

describe('every page says what is true now, and what helps', () => {
  const result = buildRun([remediated], { mode: 'run' })
  const now = '5,293 encrypted, 1 left: archived'

  it('the summary and the issue, in the headline and with the next step', () => {
    for (const page of [renderSummary(result), renderIssue(result, { title: 'Findings' }).body]) {
      expect(page).toContain(`## ❌ Not compliant: in \`orders-prod\`, ${now}\n`)
      expect(page).toContain(
        '- **1 finding left**, archived, in `orders-prod`, `held/archived`. Set `restore-archived: true`;',
      )
      expect(page).not.toContain('break the encryption policy')
    }
  })

  it('the annotation, with what the report said beside it', () => {
    const [annotation] = renderAnnotations(result)
    expect(annotation?.message).toContain(
      `${now}. In the report, 5,294 of 2,005,294 objects break the encryption policy.`,
    )
    expect(annotation?.message).toContain('archived: Set `restore-archived: true`')
  })

  it('the last lines of the log', () => {
    expect(describeConclusion(result).lines).toContain(`After the remediation: ${now}.`)
  })

  it('why tasks and jobs failed, also in the annotation', () => {
    const failures = [failure('access-denied', 5, 'The batch role is not allowed to read or write these objects.')]
    const denied = buildJob(5, {
      state: 'failed',
      reconciliation: { succeeded: 0, failed: 5, notAttempted: 0, failures },
      verification: undefined,
      reasons: ['`ManifestNotAllowed`: `Reading the manifest is forbidden: AccessDenied`'],
    })
    const run = buildRun([buildBucket('a', buildScan(5), { jobs: [denied] })], { mode: 'run' })
    const message = renderAnnotations(run)[0]?.message
    expect(message).toContain('0 encrypted, 5 left: access denied.')
    expect(message).toContain('access denied: The batch role is not allowed to read or write these objects.')
    expect(message).toContain('Reading the manifest is forbidden: AccessDenied')
    expect(renderSummary(run)).toContain(
      '- **5 findings left**, access denied, in `a`. The batch role is not allowed to read or write these objects.',
    )
  })
})
