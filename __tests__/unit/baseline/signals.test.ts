// What counts as a jump, what is known about keys from which source, and whose keys are foreign.

import { describe, expect, it } from '@jest/globals'
import { countSignals, isJump, listSignals } from '../../../src/baseline/signals.ts'
import { KeyOwnerCounter } from '../../../src/findings/key-owners.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import { buildScan, buildTally } from '../../support/results.ts'

describe('a jump', () => {
  it.each([
    [0, 0, false],
    [0, 1, true],
    [1, 10, false],
    [1, 11, true],
    [1, 0, false],
    [100, 109, false],
    [100, 110, true],
    [1000, 1099, false],
    [1000, 1100, true],
    [1000, 0, false],
  ])('from %i to %i objects: %s', (before, now, wanted) => {
    expect(isJump(before, now)).toBe(wanted)
  })
})

describe('the keys of other accounts', () => {
  const owners = () => {
    const counter = new KeyOwnerCounter('111122223333')
    counter.add('arn:aws:kms:eu-west-1:111122223333:key/own', 1)
    counter.add('arn:aws-cn:kms:cn-north-1:999988887777:key/theirs', 20)
    counter.add('arn:aws:kms:eu-west-1:999988887777:alias/x', 300)
    counter.add(undefined, 300)
    counter.addGone()
    return counter.finish()
  }

  it('are told by the account in their ARN; what is no ARN of a key was not seen', () => {
    expect(owners()).toEqual({ seen: 3, foreign: { objects: 1, bytes: 20n } })
  })

  const { current } = buildScan(0)
  const scanOf = (objects: number, keyOwners?: ReturnType<typeof owners>) =>
    countSignals({ current: { ...current, 'SSE-KMS': buildTally(objects), 'SSE-C': buildTally(7) }, keyOwners })

  it.each([
    ['all were seen', scanOf(3, owners()), 1],
    ['one was not', scanOf(4, owners()), undefined],
    ['none was looked at', scanOf(4), undefined],
    ['there are none', scanOf(0), 0],
  ])('are known if %s', (_what, counts, wanted) => {
    expect(counts['foreign-key']?.objects).toBe(wanted)
    expect(counts['sse-c']?.objects).toBe(7)
  })

  it('are no jump where either side is unknown, and every signal asked for is listed', () => {
    const now = { 'sse-c': buildTally(5), 'foreign-key': undefined }
    const before = { 'sse-c': 0, 'foreign-key': 0 }
    const listed = listSignals(
      ['sse-c', 'foreign-key'],
      [
        { bucket: 'a', before, now },
        { bucket: 'added', before: undefined, now: { 'sse-c': buildTally(5), 'foreign-key': NO_OBJECTS } },
      ],
    )
    expect(listed.map(({ bucket, signal, isJump: jump }) => [bucket, signal, jump])).toEqual([
      ['a', 'sse-c', true],
      ['a', 'foreign-key', false],
      ['added', 'sse-c', false],
      ['added', 'foreign-key', false],
    ])
  })
})
