// The last ten lines of the log tell the whole story: verdict, how many, where, what was done, what to do.

import { describe, expect, it } from '@jest/globals'
import { buildFleetRun } from '../../../proofs/browser/fleet-run.ts'
import { DIRECT_OUTCOMES, type DirectResult } from '../../../src/direct/direct-outcome.ts'
import { describeConclusion } from '../../../src/report/log-conclusion.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildRun,
  buildScan,
  buildTally,
} from '../../support/results.ts'

const linesOf = (result: RunResult) => {
  const { title, lines } = describeConclusion(result)
  return [title, ...lines]
}
const bad = buildBucket('bad', buildScan(10))
const good = buildBucket('good', buildScan(0))
const blind = buildBlindBucket('blind', 'STALE', 'The newest report is 3 days old.')

it('of a scan: verdict, buckets, scope once, what to do, why the step ends so', () => {
  expect(linesOf(buildRun([good, bad]))).toEqual([
    'NON_COMPLIANT: 10 findings in 2 buckets',
    expect.stringMatching(/^bad: NON_COMPLIANT\. 10 findings\.$/),
    expect.stringMatching(/^good: COMPLIANT\. No finding\.$/),
    expect.stringMatching(/^Scope of 2 buckets: the whole bucket/),
    expect.stringMatching(
      /^What to do: See what encrypting 10 objects in place would do and cost: run with remediation: plan\./,
    ),
    'The step fails: 10 findings; on-findings is fail.',
  ])
})

it('of a clean run: nothing is to do', () => {
  expect(linesOf(buildRun([good]))).toEqual([
    'COMPLIANT: 0 findings in 1 bucket',
    expect.stringMatching(/^good: COMPLIANT\. No finding\./),
    expect.stringMatching(/^The step succeeds/),
  ])
})

describe('a run without an answer', () => {
  it('does not speak of 0 findings where nothing is known', () => {
    expect(linesOf(buildRun([blind]))).toEqual([
      'INSUFFICIENT_DATA (STALE): no answer for 1 of 1 bucket',
      'blind: STALE. The newest report is 3 days old.',
      expect.stringMatching(/^What to do: Check that .*max-inventory-age/),
      expect.stringMatching(/^The step fails/),
    ])
  })

  it('counts the findings of the others', () => {
    expect(linesOf(buildRun([blind, bad]))[0]).toBe(
      'INSUFFICIENT_DATA (STALE): no answer for 1 of 2 buckets, 10 findings in the others',
    )
  })
})

it.each([3, 50, 500])('has at most ten lines for %d buckets', (count) => {
  const lines = linesOf(buildFleetRun(count))
  expect(lines.length).toBeLessThanOrEqual(10)
  if (count === 3) return
  expect(lines.join('\n')).toMatch(/After the remediation: /)
  expect(lines).toContainEqual(expect.stringMatching(/^… and \d+ more buckets, in the summary\.$/))
})

it('of a remediation: an archived object whose restore was requested is being restored', () => {
  const outcomes = Object.fromEntries(
    DIRECT_OUTCOMES.map((outcome) => [
      outcome,
      { tally: outcome === 'archived' ? buildTally(1) : NO_OBJECTS, samples: [] },
    ]),
  ) as unknown as DirectResult['outcomes']
  const result = { outcomes, uploadsLeft: [], interrupted: false }
  const restore = buildJob(1, {
    operation: 'S3InitiateRestoreObject',
    storageClass: 'GLACIER',
    verification: undefined,
  })
  const tell = (jobs: readonly ReturnType<typeof buildJob>[]) =>
    linesOf(
      buildRun(
        [buildBucket('a', buildScan(1), { jobs, plan: buildPlan('a', buildScan(1)), direct: { planned: [], result } })],
        { mode: 'run' },
      ),
    ).join('\n')

  expect(tell([restore])).toContain('After the remediation: 0 encrypted, 1 left: being restored.')
  expect(tell([restore])).not.toContain('restore-archived: true')
  expect(tell([])).toContain('1 left: archived.')
  expect(tell([])).toContain('What to do: 1 finding left, archived, in a. Set restore-archived: true')
})
