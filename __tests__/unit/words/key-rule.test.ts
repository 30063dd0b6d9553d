import { describe, expect, it } from '@jest/globals'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../../src/words/encryption.ts'
import { acceptsOnlyKms, asksMoreOf, findBreach, isSameKey, type KeyRule } from '../../../src/words/key-rule.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

it.each<[readonly EncryptionStatus[], boolean]>([
  [['SSE-KMS'], true],
  [['DSSE-KMS'], true],
  [['SSE-KMS', 'DSSE-KMS'], true],
  [['SSE-S3', 'SSE-KMS'], false],
  [['SSE-KMS', 'SSE-C'], false],
  [[], false],
])('one key can be demanded where %j is accepted: %s', (accepted, expected) => {
  expect(acceptsOnlyKms(accepted)).toBe(expected)
})

it.each<[KeyRule, readonly EncryptionStatus[]]>([
  [{ kmsKeyArn: undefined, bucketKey: false }, []],
  [{ kmsKeyArn: KEY, bucketKey: false }, ['SSE-KMS', 'DSSE-KMS']],
  [{ kmsKeyArn: undefined, bucketKey: true }, ['SSE-KMS']],
  [{ kmsKeyArn: KEY, bucketKey: true }, ['SSE-KMS', 'DSSE-KMS']],
])('%j asks more of %j alone', (rule, expected) => {
  expect(ENCRYPTION_STATUSES.filter((status) => asksMoreOf(status, rule)).sort()).toEqual([...expected].sort())
})

describe('what an object breaks', () => {
  const other = KEY.replace('1234abcd', '9999abcd')
  const rule = { kmsKeyArn: KEY, bucketKey: true }
  const kms: readonly EncryptionStatus[] = ['SSE-KMS', 'DSSE-KMS']

  it.each([
    ['SSE-KMS', KEY, true, undefined],
    ['SSE-KMS', KEY, false, 'bucket-key'],
    ['SSE-KMS', other, true, 'key'],
    ['SSE-KMS', undefined, true, 'key'],
    // DSSE-KMS has no bucket keys, so none can be missing.
    ['DSSE-KMS', KEY, false, undefined],
    ['DSSE-KMS', other, false, 'key'],
    ['SSE-S3', undefined, false, 'status'],
    ['SSE-C', undefined, false, 'status'],
    ['NOT-SSE', undefined, false, 'status'],
  ] as const)('%s under %s, bucket key %s: %s', (encryption, kmsKeyArn, bucketKey, expected) => {
    expect(findBreach({ encryption, kmsKeyArn, bucketKey }, kms, rule)).toBe(expected)
  })

  it.each([
    ['an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/data'],
    ['the bare key id', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['another Region', KEY.replace('eu-west-1', 'eu-west-2')],
    ['another account', KEY.replace('111122223333', '444455556666')],
    ['another partition', KEY.replace('arn:aws:', 'arn:aws-cn:')],
    ['a longer ARN', `${KEY}0`],
    ['a shorter ARN', KEY.slice(0, -1)],
    ['upper case', KEY.toUpperCase()],
  ])('%s is another key', (_, kmsKeyArn) => {
    expect(findBreach({ encryption: 'SSE-KMS', kmsKeyArn, bucketKey: true }, kms, rule)).toBe('key')
  })

  it('is nothing where the policy accepts the status and asks nothing of its key', () => {
    const seen = { encryption: 'SSE-S3', kmsKeyArn: undefined, bucketKey: false } as const
    expect(findBreach(seen, ['SSE-S3', 'SSE-KMS'], { kmsKeyArn: undefined, bucketKey: true })).toBeUndefined()
  })
})

describe('one key', () => {
  const MRK = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'

  it.each<[string | undefined, string | undefined, boolean]>([
    [MRK, MRK, true],
    [MRK, MRK.replace('eu-west-1', 'us-east-1'), true],
    [MRK, MRK.replace('1234abcd', '9999abcd'), false],
    [MRK, MRK.replace('111122223333', '444455556666'), false],
    [MRK, MRK.replace('arn:aws:', 'arn:aws-cn:'), false],
    [MRK, MRK.replace('mrk-', ''), false],
    [MRK, undefined, false],
    [undefined, undefined, true],
    [KEY, KEY, true],
    // Any other key is in one Region, and an equal id in another one would be another key.
    [KEY, KEY.replace('eu-west-1', 'us-east-1'), false],
    ['arn:aws:kms:eu-west-1:111122223333:alias/mrk-a', 'arn:aws:kms:us-east-1:111122223333:alias/mrk-a', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect([isSameKey(one, other), isSameKey(other, one)]).toEqual([expected, expected])
    if (one === undefined) return
    const seen = { encryption: 'SSE-KMS', kmsKeyArn: other, bucketKey: false } as const
    expect(findBreach(seen, ['SSE-KMS'], { kmsKeyArn: one, bucketKey: false })).toBe(expected ? undefined : 'key')
  })
})
