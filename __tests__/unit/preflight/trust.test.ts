import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { checkTrust } from '../../../src/preflight/trust.ts'

const ROLE = 'arn:aws:iam::111122223333:role/batch'
const trusting = (Service: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sts:AssumeRole',
  ...more,
})
const BATCH = 'batchoperations.s3.amazonaws.com'
const statusOf = (statements: unknown, role = ROLE) =>
  checkTrust(role, JSON.stringify({ Statement: statements }), '111122223333').status

describe('a trust policy', () => {
  it('as documented is fine', () => {
    const text = readFileSync('docs/iam/batch-role-trust-policy.json', 'utf8')
    expect(checkTrust(ROLE, text, '111122223333').status).toBe('ok')
    expect(checkTrust(ROLE, text, '999988887777').status).toBe('wrong')
  })

  it.each([
    ['one of two services', [trusting([BATCH, 's3.amazonaws.com'])], 'ok'],
    ['another service', [trusting('s3.amazonaws.com')], 'wrong'],
    ['nobody', [], 'wrong'],
    ['the service, and denies it', [trusting(BATCH), { ...trusting(BATCH), Effect: 'Deny' }], 'wrong'],
    [
      'the service for a source',
      [trusting(BATCH, { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*' } } })],
      'unknown',
    ],
    ['the service to tag sessions only', [trusting(BATCH, { Action: 'sts:TagSession' })], 'wrong'],
    ['a whole account', [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }], 'wrong'],
  ])('of %s', (_name, statements, status) => {
    expect(statusOf(statements)).toBe(status)
  })

  it.each([BATCH, `${BATCH}.cn`])('in China may name the service %s', (service) => {
    expect(statusOf([trusting(service)], ROLE.replace('aws', 'aws-cn'))).toBe('ok')
  })

  it('that is no JSON is not judged', () => {
    expect(checkTrust(ROLE, 'nothing', '111122223333').status).toBe('unknown')
  })
})
