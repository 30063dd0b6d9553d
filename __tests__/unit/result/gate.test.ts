// What fails a pull request that is compared with a baseline: new findings beyond what the policy accepts, a bucket that was
// not compared, and a baseline that was refused; never what was known.

import { expect, it } from '@jest/globals'
import { judgeGate } from '../../../src/result/gate.ts'
import { compared, REFUSED_BASELINE } from '../../support/baselines.ts'
import { buildBucket, buildScan } from '../../support/results.ts'

const bad = buildBucket('bad', buildScan(5))
const tolerant = buildBucket('bad', buildScan(5), { policy: { acceptedEncryption: ['SSE-S3'], maxFindings: 2 } })
const gate = { isGate: true }

it.each([
  ['known findings only', [bad], compared({ bad: { unchanged: 5 } }, gate), false],
  ['one new finding', [bad], compared({ bad: { new: 1, unchanged: 4 } }, gate), true],
  ['as many new ones as are accepted', [tolerant], compared({ bad: { new: 2, unchanged: 3 } }, gate), false],
  ['one more than is accepted', [tolerant], compared({ bad: { new: 3, unchanged: 2 } }, gate), true],
  ['a bucket that was not compared', [bad], compared({ other: { unchanged: 5 } }, gate), true],
  ['new findings of another bucket only', [bad], compared({ bad: { unchanged: 5 }, ok: { new: 1 } }, gate), false],
  ['a compliant bucket', [buildBucket('ok', buildScan(0))], compared({ ok: { resolved: 3 } }, gate), false],
])('with %s', (_what, buckets, baseline, hasTooManyNew) => {
  expect(judgeGate({ buckets, baseline })).toMatchObject({ hasTooManyNew })
})

it('refuses where the baseline was refused, whatever was found', () => {
  const baseline = { ...REFUSED_BASELINE, isGate: true }
  expect(judgeGate({ buckets: [buildBucket('ok', buildScan(0))], baseline })?.refused).toContain('is not known')
})

it('decides nothing on other events, or without a baseline', () => {
  expect(judgeGate({ buckets: [bad], baseline: compared({ bad: { new: 1 } }) })).toBeUndefined()
  expect(judgeGate({ buckets: [bad], baseline: REFUSED_BASELINE })).toBeUndefined()
  expect(judgeGate({ buckets: [bad] })).toBeUndefined()
})
