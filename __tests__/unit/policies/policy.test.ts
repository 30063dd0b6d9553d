import { describe, expect, it } from '@jest/globals'
import { matchesPattern } from '../../../src/policies/pattern.ts'
import { askPolicy, type PolicyQuestion, parsePolicy } from '../../../src/policies/policy.ts'

/** A policy variable. */
const variable = (name: string) => ['$', '{', name, '}'].join('')
const ROLE = 'arn:aws:iam::111122223333:role/path/batch'
const question: PolicyQuestion = {
  caller: { role: ROLE },
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::data/a/b',
  known: new Map([
    ['aws:securetransport', 'true'],
    ['aws:principalarn', ROLE],
    ['aws:requestedregion', 'eu-west-1'],
  ]),
}
const ask = (...statements: readonly object[]) => askPolicy(statements as never, question)
const NOTHING = { allows: 'no', delegates: 'no', denies: 'no' }
const ALLOW = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::data/*' }
const DENY = { ...ALLOW, Effect: 'Deny', Principal: '*' }

describe('wildcards', () => {
  it.each([
    ['*', '', 'yes'],
    ['a*c', 'abc', 'yes'],
    ['a*c', 'ac', 'yes'],
    ['a*c', 'acd', 'no'],
    ['a?c', 'abc', 'yes'],
    ['a?c', 'ac', 'no'],
    ['*b*b', 'abcb', 'yes'],
    ['ab', 'AB', 'no'],
    [variable('aws:username'), 'anything', 'maybe'],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected)
  })

  it('take no longer for a hostile pattern', () => {
    expect(matchesPattern('*a'.repeat(2000), 'a'.repeat(3000).concat('b'))).toBe('no')
  })
})

describe('a policy', () => {
  it.each([
    ['empty', [], NOTHING],
    ['for the role', [ALLOW], { ...NOTHING, allows: 'yes' }],
    ['for everybody', [{ ...ALLOW, Principal: '*' }], { ...NOTHING, allows: 'yes' }],
    [
      'for the account',
      [{ ...ALLOW, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
      { ...NOTHING, delegates: 'yes' },
    ],
    [
      'for the account by its number',
      [{ ...ALLOW, Principal: { AWS: ['111122223333'] } }],
      { ...NOTHING, delegates: 'yes' },
    ],
    ['for another role', [{ ...ALLOW, Principal: { AWS: `${ROLE}-2` } }], NOTHING],
    [
      'for a session',
      [{ ...ALLOW, Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/batch/x' } }],
      { ...NOTHING, allows: 'maybe' },
    ],
    ['for a unique id', [{ ...ALLOW, Principal: { AWS: 'AROAEXAMPLE' } }], { ...NOTHING, allows: 'maybe' }],
    ['for a service', [{ ...ALLOW, Principal: { Service: 's3.amazonaws.com' } }], NOTHING],
    ['for an action by another case', [{ ...ALLOW, Action: ['S3:putobject'] }], { ...NOTHING, allows: 'yes' }],
    ['for another action', [{ ...ALLOW, Action: 's3:GetObject' }], NOTHING],
    ['for all but that action', [{ ...ALLOW, Action: undefined, NotAction: 's3:PutObject' }], NOTHING],
    ['for another resource', [{ ...ALLOW, Resource: 'arn:aws:s3:::data/c/*' }], NOTHING],
    [
      'for all but that resource',
      [{ ...ALLOW, Resource: undefined, NotResource: 'arn:aws:s3:::data/c/*' }],
      { ...NOTHING, allows: 'yes' },
    ],
    ['that denies', [ALLOW, DENY], { ...NOTHING, allows: 'yes', denies: 'yes' }],
    ['that denies the account', [{ ...DENY, Principal: { AWS: '111122223333' } }], { ...NOTHING, denies: 'yes' }],
    [
      'that denies all but some',
      [{ ...DENY, Principal: undefined, NotPrincipal: { AWS: ROLE } }],
      { ...NOTHING, denies: 'maybe' },
    ],
  ])('%s', (_name, statements, expected) => {
    expect(ask(...statements)).toEqual(expected)
  })

  it.each([
    [{ Bool: { 'aws:SecureTransport': 'false' } }, 'no'],
    [{ Bool: { 'aws:SecureTransport': ['true'] } }, 'yes'],
    [{ StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }, 'yes'],
    [{ StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }, 'no'],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/path/*' } }, 'no'],
    [{ StringEqualsIfExists: { 'AWS:RequestedRegion': 'eu-west-1' } }, 'yes'],
    [{ 'ForAnyValue:StringLike': { 'aws:RequestedRegion': 'eu-*' } }, 'yes'],
    [{ Null: { 'aws:PrincipalArn': 'false' } }, 'yes'],
    [{ Null: { 'aws:PrincipalArn': 'true' } }, 'no'],
    [{ StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, 'maybe'],
    [{ Null: { 's3:x-amz-server-side-encryption': 'true' } }, 'maybe'],
    [{ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, 'maybe'],
    [{ NumericLessThan: { 'aws:SecureTransport': '1' } }, 'maybe'],
    [{ StringEquals: { 'aws:RequestedRegion': variable('aws:PrincipalTag/region') } }, 'maybe'],
    [{ StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'aws:SourceVpce': 'vpce-1' } }, 'no'],
    ['nonsense', 'maybe'],
  ])('that denies under %j: %s', (Condition, denies) => {
    expect(ask({ ...DENY, Condition })).toEqual({ ...NOTHING, denies })
  })

  it.each(['', 'no JSON', '{"Statement":["text"]}'])('%j is none', (text) => {
    expect(parsePolicy(text)).toBeUndefined()
  })

  it('may have one statement', () => {
    expect(parsePolicy(JSON.stringify({ Statement: ALLOW }))).toEqual([ALLOW])
  })
})

describe('a service as the caller', () => {
  const asked = { ...question, caller: { service: 's3.amazonaws.com' } }
  const askService = (Principal: unknown) => askPolicy([{ ...ALLOW, Principal }] as never, asked).allows

  it.each([
    ['*', 'yes'],
    [{ AWS: '*' }, 'yes'],
    [{ Service: 's3.amazonaws.com' }, 'yes'],
    [{ Service: ['logs.amazonaws.com'] }, 'no'],
    [{ AWS: ROLE }, 'no'],
  ])('is named by %j: %s', (principal, answer) => {
    expect(askService(principal)).toBe(answer)
  })
})

describe('a key that the request does not have', () => {
  const known = new Map<string, string | undefined>([['s3:x-amz-acl', undefined]])
  it.each([
    ['StringEquals', 'a', 'no'],
    ['StringNotEquals', 'a', 'yes'],
    ['StringEqualsIfExists', 'a', 'yes'],
    ['StringNotEqualsIfExists', 'a', 'yes'],
    ['StringNotLike', 'a', 'yes'],
    ['Null', 'true', 'yes'],
    ['Null', 'false', 'no'],
    ['ForAllValues:StringEquals', 'a', 'yes'],
    ['ForAnyValue:StringEquals', 'a', 'no'],
    ['ForAnyValue:StringNotEquals', 'a', 'no'],
    ['NumericLessThan', '1', 'no'],
  ])('%s %s: %s', (operator, value, denies) => {
    const statement = { ...DENY, Condition: { [operator]: { 's3:x-amz-acl': value } } }
    expect(askPolicy([statement] as never, { ...question, known }).denies).toBe(denies)
  })
})
