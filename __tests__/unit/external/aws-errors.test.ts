import { describe, expect, it } from '@jest/globals'
import { needing } from '../../../src/external/attempt.ts'
import {
  errorNameOf,
  explainAwsError,
  httpStatusOf,
  isNetworkError,
  isThrottling,
  quoteError,
} from '../../../src/external/aws-errors.ts'
import { ActionError } from '../../../src/words/errors.ts'

const sdkError = (name: string, message: string, httpStatusCode?: number, more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode }, ...more })

const listing = needing('FindReports', 's3:ListBucket', 'arn:aws:s3:::acme-inventory')
const reading = needing('ReadReports', 's3:GetObject', 'arn:aws:s3:::acme-inventory/a', ' (with kms:Decrypt)')
const refused = (action: string, resource: string, why = 'no identity-based policy allows it') =>
  sdkError(
    'AccessDenied',
    `User: me is not authorized to perform: ${action} on resource: ${resource} because ${why}`,
    403,
  )

describe('an AWS error is explained by', () => {
  it.each([
    ['ExpiredToken', 400, 'NO_CREDENTIALS', 'did not accept the credentials', 'role-to-assume'],
    ['AccessDenied', 403, 'ACCESS_DENIED', 'Refused: s3:ListBucket on arn:aws:s3:::acme-inventory.', 'FindReports'],
    ['Unknown', 403, 'ACCESS_DENIED', 'Refused: ', 'docs/iam/scan-role-policy.json'],
    ['NoSuchBucket', 404, 'BUCKET_NOT_FOUND', 'does not exist', 'Check the name'],
    ['NotFound', 404, 'BUCKET_NOT_FOUND', 'does not exist', 'Check the name'],
    ['InternalError', 500, 'SERVICE_UNAVAILABLE', 'failed. AWS said `InternalError: told` (HTTP 500)', 'Run it again'],
    ['ECONNRESET', undefined, 'SERVICE_UNAVAILABLE', 'failed', 'Run it again'],
    ['CERT_HAS_EXPIRED', undefined, 'SERVICE_UNAVAILABLE', 'failed', 'NODE_EXTRA_CA_CERTS'],
    ['TypeError', undefined, 'INTERNAL_ERROR', 'failed', 'Run it again'],
  ])('%s (HTTP %s) as %s', (name, status, code, said, hint) => {
    const explained = explainAwsError(
      sdkError(name, 'told', status, status === undefined ? { code: name } : {}),
      listing,
    )

    expect(explained).toMatchObject({
      code,
      message: expect.stringContaining(said),
      hint: expect.stringContaining(hint),
    })
  })

  it('nothing else where it has been explained', () => {
    const known = new ActionError('STALE', 'too old')
    expect(explainAwsError(known, listing)).toBe(known)
  })

  it('no missing bucket where an object of it is missing', () => {
    expect(explainAwsError(sdkError('NotFound', 'UnknownError', 404), reading).code).toBe('SERVICE_UNAVAILABLE')
  })
})

describe('a refusal', () => {
  it('carries the permission of the call where AWS names no other', () => {
    expect(explainAwsError(sdkError('AccessDenied', 'Access Denied', 403), reading).refusal).toEqual({
      attempted: 's3:GetObject (with kms:Decrypt) on arn:aws:s3:::acme-inventory/a',
      permission: 's3:GetObject (with kms:Decrypt)',
      resource: 'arn:aws:s3:::acme-inventory/a',
      granting: 'docs/iam/scan-role-policy.json (statement ReadReports)',
    })
  })

  it('carries the permission that AWS names, its resource as text', () => {
    const key = 'arn:aws:kms:eu-west-1:1:key/a<b>'
    expect(explainAwsError(refused('kms:Decrypt', key), reading).refusal).toMatchObject({
      attempted: 's3:GetObject (with kms:Decrypt) on arn:aws:s3:::acme-inventory/a',
      permission: 'kms:Decrypt',
      resource: 'arn:aws:kms:eu-west-1:1:key/a%3Cb%3E',
    })
  })

  it('keeps a wildcard for every Region', () => {
    expect(explainAwsError(refused('s3:CreateJob', 'arn:aws:s3:*:1:job/*'), listing).refusal?.resource).toBe(
      'arn:aws:s3:*:1:job/%2A',
    )
  })

  it('is a bug where our own session policy refuses, and no policy of the reader would help', () => {
    const error = explainAwsError(refused('s3:GetObject', 'arn:aws:s3:::b/a', 'no session policy allows it'), reading)
    expect(error.refusal).toBeUndefined()
    expect(error.hint).toContain('does not allow s3:GetObject, which is a bug in the action')
    expect(error.hint).toContain('narrow-session: false')
  })
})

describe('what AWS said is quoted', () => {
  it.each([
    ['a HEAD response', sdkError('NotFound', 'UnknownError', 404), 'HTTP 404'],
    ['code and message', sdkError('SlowDown', 'Reduce your rate', 503), '`SlowDown: Reduce your rate` (HTTP 503)'],
    ['a message that begins with its code', sdkError('SlowDown', 'SlowDown now', 503), '`SlowDown now` (HTTP 503)'],
    ['a plain error', new Error('broken pipe'), '`broken pipe`'],
    ['a string', 'nothing left', '`nothing left`'],
    ['nothing', undefined, '`undefined`'],
  ])('of %s', (_what, error, expected) => {
    expect(quoteError(error)).toBe(expected)
  })

  it('has the name that Node.js gives where the SDK gives none', () => {
    expect(errorNameOf(Object.assign(new Error(''), { code: 'EPIPE' }))).toBe('EPIPE')
    expect(errorNameOf(undefined)).toBe('Error')
    expect(httpStatusOf(undefined)).toBeUndefined()
  })
})

it.each([
  [new Error('socket hang up'), true],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), true],
  [sdkError('TimeoutError', 'x'), true],
  [new Error('self-signed certificate in certificate chain'), true],
  [sdkError('NoSuchKey', 'x', 404), false],
  [undefined, false],
])('%s is an error of the connection: %s', (error, expected) => {
  expect(isNetworkError(error)).toBe(expected)
})

it.each([
  ['ThrottlingException', 400, true],
  ['SlowDown', 503, true],
  ['Whatever', 429, true],
  ['RequestLimitExceeded', undefined, true],
  ['NoSuchKey', 404, false],
])('%s (HTTP %s) asks for fewer requests: %s', (name, status, expected) => {
  expect(isThrottling(sdkError(name, 'x', status))).toBe(expected)
})
