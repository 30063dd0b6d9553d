import { describe, expect, it } from '@jest/globals'
import { judgePosture } from '../../../src/posture/judge.ts'
import {
  type Demands,
  POSTURE_CHECKS,
  type PostureCheck,
  type PostureFacts,
  type PostureStatus,
} from '../../../src/posture/posture.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { ANY_KEY } from '../../../src/words/key-rule.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'
const OTHER = KEY.replace('1111-', '9999-')
const ANY: Demands = { accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'], keyRule: ANY_KEY }
const ONE_KEY: Demands = { accepted: ['SSE-KMS'], keyRule: { kmsKeyArn: KEY, bucketKey: false } }
const HTTP = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}
const policyOf = (...statements: readonly object[]) => ({ seen: JSON.stringify({ Statement: statements }) })
const KMS = { algorithm: 'aws:kms', key: KEY, bucketKey: true, blocksSseC: true } as const
const UNSEEN = { unseen: new ActionError('ACCESS_DENIED', 'Refused: it.') }

/** Nothing to complain of. */
const FACTS: PostureFacts = {
  bucket: 'b',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  encryption: { seen: { algorithm: 'AES256', key: undefined, bucketKey: false, blocksSseC: true } },
  policy: policyOf(HTTP),
  publicAccess: {
    seen: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true },
  },
  versioning: { seen: 'Enabled' },
  objectLock: { seen: { isEnabled: true, mode: 'COMPLIANCE', hasEventHold: false } },
  replication: { seen: [] },
}

function judge(check: PostureCheck, facts: Partial<PostureFacts>, demands = ANY) {
  const line = judgePosture({ ...FACTS, ...facts }, demands).find((one) => one.check === check)
  if (line === undefined) throw new Error(`no line ${check}`)
  return line
}

it('has a line for every check, and none to complain of where all is fine', () => {
  const lines = judgePosture(FACTS, ANY)
  expect(lines.map(({ check }) => check)).toEqual(POSTURE_CHECKS)
  expect(lines.filter(({ status, fix }) => status !== 'fine' || fix !== undefined)).toEqual([])
})

it('never takes what it did not see for fine', () => {
  const nothing = { ...FACTS, policy: UNSEEN, encryption: UNSEEN, versioning: UNSEEN, replication: UNSEEN }
  const lines = judgePosture({ ...nothing, publicAccess: UNSEEN, objectLock: UNSEEN }, ONE_KEY)
  expect(lines.filter(({ status }) => status !== 'unknown')).toEqual([])
})

describe('default encryption', () => {
  const encryption = (change: object) => ({ encryption: { seen: { ...KMS, ...change } } }) as Partial<PostureFacts>
  it.each<[string, Partial<PostureFacts>, Demands, PostureStatus]>([
    ['SSE-S3 where any is accepted', {}, ANY, 'fine'],
    ['SSE-S3 where a key is demanded', {}, ONE_KEY, 'wrong'],
    ['the key', encryption({}), ONE_KEY, 'fine'],
    ['the key by its id', encryption({ key: KEY.split('/')[1] }), ONE_KEY, 'fine'],
    ['another key', encryption({ key: OTHER }), ONE_KEY, 'wrong'],
    ['the AWS managed key', encryption({ key: undefined }), ONE_KEY, 'wrong'],
    ['an alias', encryption({ key: 'alias/mine' }), ONE_KEY, 'unknown'],
    ['DSSE-KMS where SSE-KMS is demanded', encryption({ algorithm: 'aws:kms:dsse' }), ONE_KEY, 'wrong'],
  ])('%s', (_, facts, demands, status) => {
    expect(judge('default-encryption', facts, demands).status).toBe(status)
  })

  it('is mended by the key of the policy, and keeps what else was set', () => {
    const { fix } = judge('default-encryption', {}, ONE_KEY)
    expect(fix?.paste).toBe(
      `aws s3api put-bucket-encryption --bucket b --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"${KEY}"},"BucketKeyEnabled":true,"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}'`,
    )
  })

  it.each<[string, Partial<PostureFacts>, PostureStatus]>([
    ['with a bucket key', encryption({}), 'fine'],
    ['without', encryption({ bucketKey: false }), 'wrong'],
    ['DSSE-KMS, which has none', encryption({ algorithm: 'aws:kms:dsse', bucketKey: false }), 'fine'],
  ])('%s', (_, facts, status) => {
    expect(judge('bucket-key', facts).status).toBe(status)
  })
})

describe('plain HTTP', () => {
  const only = (change: object) => policyOf({ ...HTTP, ...change })
  it.each<[string, PostureFacts['policy'], PostureStatus]>([
    ['denied to everybody', policyOf(HTTP), 'fine'],
    [
      'denied in two statements',
      policyOf({ ...HTTP, Resource: HTTP.Resource[0] }, { ...HTTP, Resource: HTTP.Resource[1] }),
      'fine',
    ],
    ['no policy', policyOf(), 'wrong'],
    ['the words only in an allow', only({ Effect: 'Allow' }), 'wrong'],
    ['over TLS instead', only({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), 'wrong'],
    ['reads only', only({ Action: 's3:Get*' }), 'wrong'],
    ['objects only', only({ Resource: 'arn:aws:s3:::b/*' }), 'wrong'],
    ['some keys only', only({ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/a*'] }), 'wrong'],
    ['keys of one character only', only({ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/?'] }), 'wrong'],
    ['every key in other words', only({ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/?*'] }), 'fine'],
    ['one role only', only({ Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } }), 'wrong'],
    ['the own account only', only({ Principal: { AWS: '111122223333' } }), 'wrong'],
    [
      'everybody but one',
      only({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/x' } }),
      'unknown',
    ],
    ['every key but some', only({ Resource: undefined, NotResource: 'arn:aws:s3:::b/free/*' }), 'unknown'],
    [
      'one address only',
      only({ Condition: { ...HTTP.Condition, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
      'unknown',
    ],
    ['another bucket', only({ Resource: ['arn:aws:s3:::c', 'arn:aws:s3:::c/*'] }), 'wrong'],
    ['not a policy', { seen: '[' }, 'unknown'],
  ])('%s', (_, policy, status) => {
    expect(judge('plain-http-denied', { policy }).status).toBe(status)
  })

  it('is mended by a statement beside those that are there', () => {
    const { fix } = judge('plain-http-denied', {
      policy: policyOf({ ...HTTP, Sid: 'DenyPlainHttp', Action: 's3:Get*' }),
    })
    const [, json = ''] = /--policy '(.*)'$/.exec(fix?.paste ?? '') ?? []
    expect(judge('plain-http-denied', { policy: { seen: json } }).status).toBe('fine')
    expect(JSON.parse(json).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'DenyPlainHttp',
      'DenyPlainHttp2',
    ])
  })

  it('has no command for a policy that would be too large', () => {
    const policy = policyOf({ ...HTTP, Action: 's3:Get*', Sid: 'a'.repeat(20_300) })
    expect(judge('plain-http-denied', { policy }).fix?.paste).toBeUndefined()
  })
})

describe('writes that the policy does not accept', () => {
  const SSE = 's3:x-amz-server-side-encryption'
  const put = (Condition: object) => ({ ...HTTP, Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*', Condition })
  const otherThanKms = put({ StringNotEquals: { [SSE]: 'aws:kms' } })
  const otherKey = put({ StringNotEqualsIfExists: { [`${SSE}-aws-kms-key-id`]: KEY } })
  it.each<[string, Partial<PostureFacts>, Demands, PostureStatus]>([
    ['none, where all are accepted', { policy: policyOf() }, ANY, 'fine'],
    [
      'SSE-C, which is blocked',
      { policy: policyOf() },
      { ...ANY, accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS'] },
      'fine',
    ],
    ['any, where nothing is denied', { policy: policyOf() }, ONE_KEY, 'wrong'],
    ['another encryption is denied, another key is not', { policy: policyOf(otherThanKms) }, ONE_KEY, 'wrong'],
    ['IfExists also denies what names no key', { policy: policyOf(otherThanKms, otherKey) }, ONE_KEY, 'fine'],
    [
      'denied whatever names no key or another',
      { policy: policyOf(otherThanKms, put({ StringNotEquals: { [`${SSE}-aws-kms-key-id`]: KEY } })) },
      ONE_KEY,
      'fine',
    ],
    [
      'denied under a condition that is not known',
      { policy: policyOf({ ...HTTP, Condition: { StringNotLike: { 'aws:PrincipalArn': '*/admin' } } }) },
      ONE_KEY,
      'unknown',
    ],
  ])('%s', (_, facts, demands, status) => {
    expect(judge('wrong-encryption-denied', facts, demands).status).toBe(status)
  })

  it.each<[string, Demands]>([
    ['one key', ONE_KEY],
    ['KMS, any key', { accepted: ['SSE-KMS', 'DSSE-KMS'], keyRule: ANY_KEY }],
    ['SSE-S3 alone', { accepted: ['SSE-S3'], keyRule: ANY_KEY }],
    ['customer keys alone', { accepted: ['SSE-C'], keyRule: ANY_KEY }],
  ])('are denied by the command that is shown: %s', (_, demands) => {
    const encryption = { seen: { ...KMS, blocksSseC: false } }
    const { fix } = judge('wrong-encryption-denied', { encryption }, demands)
    const [, json = ''] = /--policy '(.*)'$/s.exec(fix?.paste ?? '') ?? []
    expect(judge('wrong-encryption-denied', { encryption, policy: { seen: json } }, demands).status).toBe('fine')
    expect(judge('plain-http-denied', { policy: { seen: json } }).status).toBe('fine')
  })

  it.each<[string, Partial<PostureFacts>, PostureStatus]>([
    ['not blocked', { encryption: { seen: { ...KMS, blocksSseC: false } } }, 'wrong'],
    [
      'denied by the policy',
      {
        encryption: { seen: { ...KMS, blocksSseC: false } },
        policy: policyOf(put({ Null: { [`${SSE}-customer-algorithm`]: 'false' } })),
      },
      'fine',
    ],
    ['not blocked, policy unseen', { encryption: { seen: { ...KMS, blocksSseC: false } }, policy: UNSEEN }, 'unknown'],
  ])('SSE-C: %s', (_, facts, status) => {
    expect(judge('sse-c-blocked', facts).status).toBe(status)
  })
})

describe('other settings', () => {
  const rule = (change: object) => ({ seen: [{ id: 'r', takesKmsObjects: true, replicaKey: OTHER, ...change }] })
  it.each<[PostureCheck, string, Partial<PostureFacts>, PostureStatus]>([
    [
      'public-access-blocked',
      'one off',
      {
        publicAccess: {
          seen: {
            blockPublicAcls: true,
            ignorePublicAcls: true,
            blockPublicPolicy: false,
            restrictPublicBuckets: true,
          },
        },
      },
      'wrong',
    ],
    ['versioning', 'suspended', { versioning: { seen: 'Suspended' } }, 'wrong'],
    [
      'object-lock',
      'an event hold',
      { objectLock: { seen: { isEnabled: true, mode: undefined, hasEventHold: true } } },
      'fine',
    ],
    [
      'object-lock',
      'no default',
      { objectLock: { seen: { isEnabled: true, mode: undefined, hasEventHold: false } } },
      'wrong',
    ],
    ['replication-key', 'SSE-S3 needs none', { replication: rule({ takesKmsObjects: false }) }, 'fine'],
    ['replication-key', 'named', { encryption: { seen: KMS }, replication: rule({}) }, 'fine'],
    [
      'replication-key',
      'not named',
      { encryption: { seen: KMS }, replication: rule({ replicaKey: undefined }) },
      'wrong',
    ],
    [
      'replication-key',
      'not replicated',
      { encryption: { seen: KMS }, replication: rule({ takesKmsObjects: false }) },
      'wrong',
    ],
    ['replication-key', 'default unseen', { encryption: UNSEEN, replication: rule({}) }, 'unknown'],
  ])('%s, %s', (check, _, facts, status) => {
    expect(judge(check, facts).status).toBe(status)
  })
})
