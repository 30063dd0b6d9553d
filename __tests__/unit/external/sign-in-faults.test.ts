import { describe, expect, it } from '@jest/globals'
import { classifySignIn, explainSignIn, readToken } from '../../../src/external/sign-in-faults.ts'

const tokenOf = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const CLAIMS = {
  sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
  aud: 'sts.amazonaws.com',
  iss: 'https://token.actions.githubusercontent.com',
  ref: 'refs/heads/main',
  repository_id: '1',
}
const attempt = (token = tokenOf(CLAIMS), env = {}) => ({
  token,
  roleArn: 'arn:aws:iam::111122223333:role/scan',
  inputs: { roleDurationSeconds: 43_200 } as never,
  region: 'eu-west-1',
  env,
})
const stsError = (name: string, message = 'told') => Object.assign(new Error(message), { name, $metadata: {} })

describe('a refusal to assume the role is explained', () => {
  it.each([
    ['RegionDisabledException', 'told', 'STS is not active in eu-west-1 for account 111122223333'],
    ['ValidationError', 'exceeds the MaxSessionDuration', 'role-duration-seconds is 43200'],
    ['ValidationError', 'roleSessionName is bad', 'Check role-to-assume and role-session-name.'],
    ['InvalidIdentityToken', 'Incorrect token audience', 'does not list the audience `sts.amazonaws.com`'],
    ['InvalidIdentityTokenException', 'No OpenIDConnect provider found', 'has no identity provider for GitHub'],
    [
      'InvalidIdentityToken',
      'bad signature',
      'STS could not verify the token. Check the identity provider token.actions',
    ],
    ['PackedPolicyTooLargeException', 'told', 'narrow-session: false'],
    ['MalformedPolicyDocument', 'told', 'narrow-session: false'],
    ['IDPRejectedClaim', 'told', "The token's claims were rejected"],
    ['AccessDenied', 'told', 'its aud `sts.amazonaws.com` (event unknown)'],
    ['Surprise', 'told', 'look up the error code'],
    ['TimeoutError', 'told', 'The STS endpoint of eu-west-1 could not be reached'],
    ['Error', 'self-signed certificate', 'NODE_EXTRA_CA_CERTS'],
  ])('%s: %s', (name, message, hint) => {
    const error = explainSignIn(stsError(name, message), attempt())
    expect(error.code).toBe('NO_CREDENTIALS')
    expect(error.message).toContain('STS did not let this job assume arn:aws:iam::111122223333:role/scan. It said ')
    expect(error.hint).toContain(hint)
  })

  it('with the event of the job', () => {
    const { hint } = explainSignIn(stsError('AccessDenied'), attempt(undefined, { GITHUB_EVENT_NAME: 'push' }))
    expect(hint).toContain('(event push)')
  })

  it('also where what was thrown is no error', () => {
    expect(explainSignIn({ name: 'ValidationError' }, attempt()).hint).toBe(
      'Check role-to-assume and role-session-name.',
    )
  })
})

it.each([
  [stsError('ValidationError', 'DurationSeconds exceeds'), 'duration'],
  [stsError('ValidationError', 'another'), 'other'],
  [stsError('InvalidIdentityTokenException', 'Incorrect token audience'), 'audience'],
  [stsError('InvalidIdentityToken', 'No OpenIDConnect provider found'), 'provider'],
  [stsError('InvalidIdentityToken', 'expired'), 'other'],
  [stsError('AccessDeniedException'), 'trust'],
  [stsError('Surprise'), 'other'],
  ['nothing', 'other'],
])('%s has the cause %s', (cause, expected) => {
  expect(classifySignIn(cause)).toBe(expected)
})

describe('a token', () => {
  it.each([
    ['with all claims', tokenOf(CLAIMS), CLAIMS.sub, '1'],
    ['without claims', tokenOf({}), 'unknown', 'unknown'],
    ['that is none', 'x', 'unknown', 'unknown'],
    ['that is no JSON', 'h.!!.s', 'unknown', 'unknown'],
  ])('%s', (_what, token, sub, repositoryId) => {
    const provider = 'token.actions.githubusercontent.com'
    expect(readToken(token)).toMatchObject({ sub, repositoryId, provider })
  })
})
