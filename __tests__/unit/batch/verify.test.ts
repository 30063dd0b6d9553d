import { describe, expect, it } from '@jest/globals'
import type { JobOutcome } from '../../../src/batch/job-outcome.ts'
import { verifyObjects } from '../../../src/batch/verify.ts'
import { findDifference } from '../../../src/objects/difference.ts'
import type { ObjectLook } from '../../../src/objects/object-look.ts'
import { proveEncryption } from '../../../src/operations/proof-of-encryption.ts'
import type { EncryptionStatus } from '../../../src/words/encryption.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { createBatchDouble, fault } from '../../support/batch-double.ts'
import { makeJob, makePlan, NOW } from '../../support/batch-plan.ts'
import { makeLook } from '../../support/look.ts'
import { remediationStatusOf } from '../../support/remediation-status.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k'
const state = (encryption: EncryptionStatus, kmsKeyArn?: string, bucketKey = false) =>
  makeLook({ encryption, kmsKeyArn, bucketKey })
const replica = (region: string) => `arn:aws:kms:${region}:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`
const kms = (change: object = {}) => ({ status: 'SSE-KMS', kmsKeyArn: KEY, bucketKey: true, ...change }) as const
const keys = (...names: string[]) => names as EncodedKey[]

describe('an object', () => {
  it.each([
    [state('SSE-S3'), { status: 'SSE-S3' } as const, undefined],
    [state('NOT-SSE'), { status: 'SSE-S3' } as const, 'NOT-SSE'],
    [state('SSE-KMS', KEY), { status: 'SSE-S3' } as const, 'SSE-KMS'],
    [state('SSE-KMS', KEY, true), kms(), undefined],
    [state('SSE-KMS', KEY, false), kms(), 'SSE-KMS without bucket key'],
    [state('SSE-KMS', KEY, false), kms({ bucketKey: false }), undefined],
    [
      state('SSE-KMS', `${KEY}2`, true),
      kms(),
      `SSE-KMS with the key ${encodeURIComponent(`${KEY}2`).replaceAll('%2F', '/')}`,
    ],
    [state('SSE-KMS', replica('us-east-1'), true), kms({ kmsKeyArn: replica('eu-west-1') }), undefined],
    [state('SSE-KMS', KEY, true), kms({ kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/x' }), undefined],
    [state('SSE-S3'), kms(), 'SSE-S3'],
  ])('%j differs from %j by %s', (object, target, difference) => {
    expect(findDifference(object, target)).toBe(difference)
  })
})

describe('verification', () => {
  const answers = new Map<string, ObjectLook | undefined>([
    ['good', state('SSE-S3')],
    ['bad', state('NOT-SSE')],
    ['gone', undefined],
    ['kms', state('SSE-KMS', KEY)],
  ])

  async function verify(succeeded: EncodedKey[], settled: EncodedKey[]) {
    const world = createBatchDouble({ bucket: 'src', keys: [], startAt: NOW })
    let running = 0
    let most = 0
    let heads = 0
    const deps = {
      ...world.deps,
      headObject: async (key: EncodedKey) => {
        heads++
        most = Math.max(most, ++running)
        await Promise.resolve()
        running--
        if (!answers.has(key)) throw fault('access-denied', 'no GetObject')
        return answers.get(key)
      },
    }
    const rules = { accepted: ['SSE-S3', 'SSE-KMS'], keyRule: { kmsKeyArn: undefined, bucketKey: false } } as const
    const proof = proveEncryption({ target: { status: 'SSE-S3' } }, rules)
    return { ...(await verifyObjects({ succeeded, settled }, proof, deps)), most, heads }
  }

  it('wants exactly the target of what succeeded, and no more than the policy of what changed', async () => {
    expect(await verify(keys('good', 'bad', 'gone', 'kms'), keys('good', 'bad', 'gone', 'kms'))).toMatchObject({
      checked: 8,
      asTarget: 2,
      resolved: 3,
      mismatches: [
        { key: 'bad', found: 'NOT-SSE' },
        { key: 'bad', found: 'NOT-SSE' },
        { key: 'kms', found: 'SSE-KMS' },
      ],
    })
  })

  it('takes an object it may not read for a mismatch', async () => {
    expect(await verify(keys('secret'), keys('secret'))).toMatchObject({
      checked: 2,
      asTarget: 0,
      resolved: 0,
      mismatches: [{ found: 'not readable: `no GetObject`' }, { found: 'not readable: `no GetObject`' }],
    })
  })

  it('looks at each object once, eight at a time', async () => {
    expect(await verify(Array(50).fill('good'), [])).toMatchObject({ asTarget: 50, heads: 50, most: 8 })
  })
})

describe('the remediation as a whole', () => {
  const plan = makePlan([makeJob(['a', 'b', 'c'])])
  const none = makePlan([])
  const outcome = (change: Partial<JobOutcome> = {}): JobOutcome => ({
    jobId: 'j',
    bucket: 'src',
    operation: 'S3PutObjectCopy',
    storageClass: 'STANDARD',
    isCanary: false,
    state: 'complete',
    status: 'Complete',
    objects: 3,
    bytes: 300n,
    origin: 'created',
    url: '',
    reasons: [],
    reconciliation: { succeeded: 3, failed: 0, notAttempted: 0, failures: [] },
    verification: { checked: 3, asTarget: 3, resolved: 0, mismatches: [] },
    ...change,
  })
  const failedOne = { succeeded: 2, failed: 1, notAttempted: 0, failures: [] }

  it.each<[string, JobOutcome[], typeof plan, number, string, boolean]>([
    ['nothing to do', [], none, 0, 'NONE', false],
    ['everything done', [outcome()], plan, 3, 'COMPLETE', true],
    ['a finding held back', [outcome()], plan, 4, 'INCOMPLETE', false],
    ['only findings held back', [], none, 2, 'INCOMPLETE', false],
    ['no job started', [], plan, 3, 'FAILED', false],
    ['a failed task', [outcome({ reconciliation: failedOne })], plan, 3, 'INCOMPLETE', false],
    [
      'a failed task whose object is well',
      [outcome({ reconciliation: failedOne, verification: { checked: 3, asTarget: 2, resolved: 1, mismatches: [] } })],
      plan,
      3,
      'COMPLETE',
      true,
    ],
    [
      'a copied object that is not as wanted',
      [
        outcome({
          verification: { checked: 3, asTarget: 2, resolved: 0, mismatches: [{ key: 'a', found: 'NOT-SSE' }] },
        }),
      ],
      plan,
      3,
      'INCOMPLETE',
      false,
    ],
    ['no verification', [outcome({ verification: undefined })], plan, 3, 'INCOMPLETE', false],
    ['an unproven job', [outcome({ state: 'unproven' })], plan, 3, 'FAILED', false],
    ['a failed job that did everything', [outcome({ state: 'failed' })], plan, 3, 'FAILED', false],
    [
      'a cancelled job',
      [outcome({ state: 'cancelled' }), outcome({ state: 'pending', reconciliation: undefined })],
      plan,
      6,
      'FAILED',
      false,
    ],
    ['a pending job', [outcome(), outcome({ state: 'pending', reconciliation: undefined })], plan, 6, 'PENDING', false],
    [
      'a job that waits for a person',
      [
        outcome({ state: 'pending', reconciliation: undefined }),
        outcome({ state: 'awaiting-confirmation', reconciliation: undefined }),
      ],
      plan,
      6,
      'AWAITING_CONFIRMATION',
      false,
    ],
  ])('with %s', (_name, outcomes, of, findings, status, covered) => {
    expect(remediationStatusOf(outcomes, of, findings)).toMatchObject({ status, covered })
  })
})
