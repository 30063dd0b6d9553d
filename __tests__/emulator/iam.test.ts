import { describe, expect, it } from '@jest/globals'
import { createClock } from '../../emulator/clock.ts'
import { ServiceError } from '../../emulator/http.ts'
import { authorize, iamDecisions } from '../../emulator/iam/evaluate.ts'
import { matchesTrustPolicy } from '../../emulator/iam/trust.ts'
import type { IamPolicy, IamRequest, IamStatement } from '../../emulator/iam/types.ts'
import { createRole, githubTrustPolicy, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import type { Principal, World } from '../../emulator/world.ts'

const ACCOUNT = '111122223333'
const OTHER = '444455556666'
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/scan/run`

function makeWorld(): World {
  return {
    clock: createClock(Date.parse('2026-11-22T12:00:00Z'), false),
    account: ACCOUNT,
    region: 'eu-central-1',
    buckets: new Map(),
    kmsKeys: new Map(),
    roles: new Map(),
    credentials: new Map(),
    log: [],
    faults: [],
    services: new Map(),
  }
}

function caller(...statements: readonly IamStatement[]): Principal {
  return { arn: SESSION, account: ACCOUNT, policies: [{ Version: '2012-10-17', Statement: statements }] }
}

function read(context: IamRequest['context'] = {}, resource = 'arn:aws:s3:::data/a/b.txt'): IamRequest {
  return { action: 's3:GetObject', resource, context }
}

function outcome(
  principal: Principal | undefined,
  request: IamRequest,
  bucketPolicy?: IamPolicy,
  owner = ACCOUNT,
): string {
  try {
    authorize(makeWorld(), principal, request, { resourcePolicy: bucketPolicy, resourceOwner: owner })
    return 'allowed'
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return `${error.status} ${error.message}`
  }
}

const ALLOW_READ: IamStatement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }

function bucketPolicy(effect: 'Allow' | 'Deny', principal: IamStatement['Principal']): IamPolicy {
  return {
    Statement: [{ Effect: effect, Principal: principal ?? '*', Action: 's3:*', Resource: 'arn:aws:s3:::data/*' }],
  }
}

describe('authorize', () => {
  it.each<[string, IamStatement, IamRequest, boolean]>([
    ['an exact action and a wildcard resource', ALLOW_READ, read(), true],
    ['an action in other letters', { ...ALLOW_READ, Action: 'S3:gETobject' }, read(), true],
    ['a wildcard action', { ...ALLOW_READ, Action: 's3:Get*' }, read(), true],
    ['one character for ?', { ...ALLOW_READ, Action: 's3:?etObject' }, read(), true],
    ['a key with a line break', ALLOW_READ, read({}, 'arn:aws:s3:::data/a\nb'), true],
    ['an action that only begins the same', { ...ALLOW_READ, Action: 's3:GetObjectVersion' }, read(), false],
    ['a resource in other letters', { ...ALLOW_READ, Resource: 'arn:aws:s3:::DATA/*' }, read(), false],
    ['a dot that stands for itself', { ...ALLOW_READ, Resource: 'arn:aws:s3:::data/a.b.txt' }, read(), false],
    ['NotAction naming another', { Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }, read(), true],
    ['NotAction naming it', { Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }, read(), false],
    ['NotResource naming it', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::data/*' }, read(), false],
    ['a policy variable', { ...ALLOW_READ, Resource: `arn:aws:s3:::data/\${s3:who}/*` }, read({ 's3:who': 'a' }), true],
    [
      'a wildcard inside a variable',
      { ...ALLOW_READ, Resource: `arn:aws:s3:::data/\${s3:who}` },
      read({ 's3:who': '*' }),
      false,
    ],
    ['nothing at all', { ...ALLOW_READ, Effect: 'Deny' }, read(), false],
  ])('decides by %s', (_name, statement, request, allowed) => {
    expect(outcome(caller(statement), request) === 'allowed').toBe(allowed)
  })

  it.each<[string, NonNullable<IamStatement['Condition']>, IamRequest['context'], boolean]>([
    ['StringEquals', { StringEquals: { 's3:prefix': ['x', 'a/'] } }, { 's3:prefix': 'a/' }, true],
    ['StringEquals without the key', { StringEquals: { 's3:prefix': 'a/' } }, {}, false],
    ['StringEqualsIfExists without the key', { StringEqualsIfExists: { 's3:prefix': 'a/' } }, {}, true],
    [
      'StringEqualsIfExists with another value',
      { StringEqualsIfExists: { 's3:prefix': 'a/' } },
      { 's3:prefix': 'b' },
      false,
    ],
    [
      'StringNotEquals, one of the values',
      { StringNotEquals: { 's3:prefix': ['a', 'b'] } },
      { 's3:prefix': 'b' },
      false,
    ],
    ['StringNotEquals without the key', { StringNotEquals: { 's3:prefix': 'a' } }, {}, true],
    ['StringLike', { StringLike: { 's3:prefix': 'a*' } }, { 's3:prefix': 'a/b/c' }, true],
    ['StringNotLike', { StringNotLike: { 's3:prefix': 'a*' } }, { 's3:prefix': 'a/b/c' }, false],
    ['key names in other letters', { StringEquals: { 'S3:Prefix': 'a' } }, { 's3:prefix': 'a' }, true],
    [
      'ArnLike part by part',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:job/*' } },
      { 'aws:sourcearn': 'arn:aws:s3:eu-central-1:1:job/7' },
      true,
    ],
    [
      'ArnLike, whose * stays in its part',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:*:job/7' } },
      { 'aws:sourcearn': 'arn:aws:s3:eu-central-1:1:job/7' },
      false,
    ],
    ['ArnEquals', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::b' } }, { 'aws:sourcearn': 'arn:aws:s3:::b' }, true],
    ['Bool', { Bool: { 'aws:SecureTransport': 'true' } }, {}, true],
    ['Null true, key missing', { Null: { 's3:prefix': 'true' } }, {}, true],
    ['Null true, key there', { Null: { 's3:prefix': 'true' } }, { 's3:prefix': '' }, false],
    ['NumericLessThan', { NumericLessThan: { 's3:max-keys': '100' } }, { 's3:max-keys': '99' }, true],
    ['NumericLessThan at the limit', { NumericLessThan: { 's3:max-keys': '100' } }, { 's3:max-keys': '100' }, false],
    ['DateLessThan by the clock', { DateLessThan: { 'aws:CurrentTime': '2026-11-22T12:00:01Z' } }, {}, true],
    ['DateGreaterThan by the clock', { DateGreaterThan: { 'aws:CurrentTime': '2026-11-22T12:00:01Z' } }, {}, false],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }, { 'aws:tagkeys': ['b', 'a'] }, true],
    ['ForAnyValue without the key', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }, {}, false],
    [
      'ForAllValues',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:tagkeys': ['b', 'c'] },
      false,
    ],
    ['ForAllValues without the key', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }, {}, true],
    ['a variable in a value', { StringEquals: { 'aws:ResourceAccount': `\${aws:PrincipalAccount}` } }, {}, true],
    ['the role of a session', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/scan` } }, {}, true],
    ['every operator, not any', { StringEquals: { a: '1' }, StringLike: { b: '2' } }, { a: '1', b: '3' }, false],
  ])('evaluates the condition %s', (_name, Condition, context, allowed) => {
    expect(outcome(caller({ ...ALLOW_READ, Condition }), read(context)) === 'allowed').toBe(allowed)
  })

  it.each<[string, NonNullable<IamStatement['Condition']>, RegExp]>([
    ['an operator', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, /501 .*IpAddress/],
    ['a policy variable', { StringEquals: { 'aws:TagKeys': `\${aws:username}` } }, /501 .*aws:username/],
  ])('refuses %s it does not know instead of guessing', (_name, Condition, message) => {
    expect(outcome(caller({ ...ALLOW_READ, Condition }), read({ 'aws:tagkeys': 'x' }))).toMatch(message)
  })

  const asSession = { AWS: SESSION }
  const asRole = { AWS: `arn:aws:iam::${ACCOUNT}:role/path/scan` }
  const asAccount = { AWS: `arn:aws:iam::${ACCOUNT}:root` }
  const stranger: Principal = { ...caller(ALLOW_READ), account: OTHER }
  const root: Principal = { arn: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT }
  it.each<[string, Principal | undefined, IamPolicy | undefined, string]>([
    ['identity alone, same account', caller(ALLOW_READ), undefined, 'allowed'],
    ['resource alone naming the session', caller(), bucketPolicy('Allow', asSession), 'allowed'],
    ['resource alone naming the role', caller(), bucketPolicy('Allow', asRole), 'allowed'],
    ['resource alone naming everybody', caller(), bucketPolicy('Allow', '*'), 'allowed'],
    ['resource alone naming the account', caller(), bucketPolicy('Allow', asAccount), 'no identity-based policy'],
    ['both silent', caller(), undefined, 'no identity-based policy allows the s3:GetObject action'],
    [
      'identity denies',
      caller(ALLOW_READ, { ...ALLOW_READ, Effect: 'Deny' }),
      undefined,
      'explicit deny in an identity-based',
    ],
    ['resource denies', caller(ALLOW_READ), bucketPolicy('Deny', '*'), 'explicit deny in a resource-based'],
    ['cross-account, identity alone', stranger, undefined, 'no resource-based policy'],
    ['cross-account, both', stranger, bucketPolicy('Allow', { AWS: OTHER }), 'allowed'],
    [
      'cross-account, resource alone',
      { ...stranger, policies: [] },
      bucketPolicy('Allow', '*'),
      'no identity-based policy',
    ],
    ['the account root', root, undefined, 'allowed'],
    ['the account root, denied', root, bucketPolicy('Deny', '*'), 'explicit deny in a resource-based'],
    [
      'the root of another account',
      { arn: `arn:aws:iam::${OTHER}:root`, account: OTHER },
      undefined,
      'no resource-based policy',
    ],
    ['nobody', undefined, undefined, '403 Access Denied'],
    ['nobody, but everybody may', undefined, bucketPolicy('Allow', '*'), 'allowed'],
    [
      'a service that is named',
      { arn: 's3.amazonaws.com', account: ACCOUNT },
      bucketPolicy('Allow', { Service: 's3.amazonaws.com' }),
      'allowed',
    ],
    [
      'a service that is not named',
      { arn: 's3.amazonaws.com', account: ACCOUNT },
      bucketPolicy('Allow', asAccount),
      'no resource-based policy',
    ],
  ])('combines identity and resource policies: %s', (_name, principal, policy, expected) => {
    expect(outcome(principal, read(), policy)).toContain(expected)
  })

  it('words the refusal as AWS does', () => {
    expect(outcome(caller(), read())).toBe(
      `403 User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/a/b.txt" because no identity-based policy allows the s3:GetObject action`,
    )
  })

  it('keeps every decision, and of a large job the first thousand of a kind', () => {
    const world = makeWorld()
    for (let index = 0; index < 1500; index += 1) authorize(world, caller(ALLOW_READ), read())
    expect(() => authorize(world, caller(), { ...read(), action: 's3:PutObject' })).toThrow(ServiceError)
    const decisions = iamDecisions(world)
    expect(decisions.filter((one) => one.allowed)).toHaveLength(1000)
    expect(decisions.filter((one) => !one.allowed)).toEqual([
      { principal: SESSION, action: 's3:PutObject', resource: 'arn:aws:s3:::data/a/b.txt', allowed: false },
    ])
  })
})

describe('matchesTrustPolicy', () => {
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`
  const claims = (sub: string, aud = 'sts.amazonaws.com') => ({
    'token.actions.githubusercontent.com:sub': sub,
    'token.actions.githubusercontent.com:aud': aud,
  })
  const role = createRole(makeWorld(), {
    name: 'scan',
    trustPolicy: githubTrustPolicy(ACCOUNT, ['repo:o/r:ref:refs/heads/main', 'repo:o@1/r@2:*']),
    policies: [],
  })

  it.each([
    ['a subject that is listed', provider, claims('repo:o/r:ref:refs/heads/main'), true],
    ['a subject under a wildcard', provider, claims('repo:o@1/r@2:environment:prod'), true],
    ['another branch', provider, claims('repo:o/r:ref:refs/heads/dev'), false],
    ['another audience', provider, claims('repo:o/r:ref:refs/heads/main', 'me'), false],
    ['another provider', 'arn:aws:iam::1:oidc-provider/x', claims('repo:o/r:ref:refs/heads/main'), false],
  ])('judges %s', (_name, federated, context, trusted) => {
    expect(matchesTrustPolicy(role, { federated, context })).toBe(trusted)
  })

  it('knows a service from an identity provider', () => {
    const batch = createRole(makeWorld(), {
      name: 'batch',
      trustPolicy: serviceTrustPolicy('batchoperations.s3.amazonaws.com'),
      policies: [],
    })
    expect(matchesTrustPolicy(batch, { service: 'batchoperations.s3.amazonaws.com', context: {} })).toBe(true)
    expect(matchesTrustPolicy(batch, { service: 'lambda.amazonaws.com', context: {} })).toBe(false)
    expect(matchesTrustPolicy(batch, { federated: provider, context: {} })).toBe(false)
    expect(matchesTrustPolicy(role, { service: 'batchoperations.s3.amazonaws.com', context: {} })).toBe(false)
  })
})
