import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { decodeJwt, SignJWT } from 'jose'
import { createClock } from '../../emulator/clock.ts'
import {
  type Context,
  type EmulatorRequest,
  type EmulatorResponse,
  type Handler,
  ServiceError,
} from '../../emulator/http.ts'
import { authorize, isAuthorized } from '../../emulator/iam/evaluate.ts'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { oidc, oidcEnvironment, renderOidcError } from '../../emulator/oidc/oidc.ts'
import { configureOidc, oidcState, signingKeys } from '../../emulator/oidc/state.ts'
import { issueToken } from '../../emulator/oidc/token.ts'
import { createRole, githubTrustPolicy } from '../../emulator/sts/roles.ts'
import { stsSettings } from '../../emulator/sts/session-policy.ts'
import { renderStsError, sts } from '../../emulator/sts/sts.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import type { Principal, World } from '../../emulator/world.ts'

const ACCOUNT = '111122223333'
const START = Date.parse('2026-11-22T12:00:00Z')
const BASE = 'http://127.0.0.1:1'

function makeWorld(): World {
  return {
    clock: createClock(START, false),
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

function send(
  handler: Handler,
  world: World,
  request: Partial<EmulatorRequest>,
  principal?: Principal,
): Promise<{ status: number; body: string; operation: string }> {
  let operation = ''
  const context: Context = {
    world,
    principal,
    baseUrl: BASE,
    operation: (name) => {
      operation = name
    },
  }
  const full = {
    method: 'POST',
    rawPath: '/',
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
    host: '',
    ...request,
  }
  const render = handler === sts ? renderStsError : renderOidcError
  const answer = async (): Promise<EmulatorResponse> => {
    try {
      return await handler(full, context)
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      return render(error)
    }
  }
  return answer().then((response) => ({ status: response.status, body: String(response.body), operation }))
}

function callSts(world: World, parameters: Record<string, string>, principal?: Principal) {
  const form = new URLSearchParams({ Version: '2011-06-15', ...parameters })
  return send(sts, world, { body: new TextEncoder().encode(form.toString()) }, principal)
}

function text(body: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? ''
}

const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/scan`
const SUBJECT = 'repo:octo-org/octo-repo:ref:refs/heads/main'

function makeWorldWithRole(maxSessionDuration?: number): World {
  const world = makeWorld()
  createRole(world, {
    name: 'scan',
    trustPolicy: githubTrustPolicy(ACCOUNT, SUBJECT),
    policies: [],
    maxSessionDuration,
  })
  return world
}

async function assume(world: World, changes: Record<string, string> = {}) {
  return callSts(world, {
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: ROLE_ARN,
    RoleSessionName: 'run-1',
    WebIdentityToken: await issueToken(world, 'sts.amazonaws.com'),
    ...changes,
  })
}

describe('the OIDC token endpoint', () => {
  function ask(world: World, token: string, audience?: string) {
    const query = new URLSearchParams({ 'api-version': '2.0', ...(audience === undefined ? {} : { audience }) })
    return send(oidc, world, {
      method: 'GET',
      rawPath: '/_oidc/token',
      query,
      headers: { authorization: `bearer ${token}` },
    })
  }

  it('answers a five-minute token of the job for the audience asked', async () => {
    const world = makeWorld()
    const environment = oidcEnvironment(world, BASE)
    expect(environment.ACTIONS_ID_TOKEN_REQUEST_URL).toBe(`${BASE}/_oidc/token?api-version=2.0`)
    const answer = await ask(world, environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN, 'sts.amazonaws.com')
    expect(answer).toMatchObject({ status: 200, operation: 'GetIdToken' })
    const claims = decodeJwt(JSON.parse(answer.body).value)
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'sts.amazonaws.com',
      sub: SUBJECT,
      iat: START / 1000,
      exp: START / 1000 + 300,
      repository: 'octo-org/octo-repo',
      repository_owner_id: '65123456',
    })
    expect(claims.nbf).toBeLessThan(claims.iat ?? 0)
  })

  it('takes the owner for the audience when none is asked', async () => {
    const world = makeWorld()
    const answer = await ask(world, oidcState(world).requestToken)
    expect(decodeJwt(JSON.parse(answer.body).value).aud).toBe('https://github.com/octo-org')
  })

  it('refuses a wrong request token, and any after the job', async () => {
    const world = makeWorld()
    expect(await ask(world, 'wrong')).toMatchObject({ status: 401 })
    configureOidc(world, { jobInProgress: false })
    expect(await ask(world, oidcState(world).requestToken)).toMatchObject({ status: 403 })
  })

  it.each<[Parameters<typeof configureOidc>[1], string]>([
    [{}, 'repo:octo-org/octo-repo:ref:refs/heads/main'],
    [{ ref: 'refs/tags/v1' }, 'repo:octo-org/octo-repo:ref:refs/tags/v1'],
    [{ event: 'pull_request' }, 'repo:octo-org/octo-repo:pull_request'],
    [
      { event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' },
      'repo:octo-org/octo-repo:ref:refs/heads/gh-readonly-queue/main/pr-7-abc',
    ],
    [{ event: 'pull_request', environment: 'prod' }, 'repo:octo-org/octo-repo:environment:prod'],
    [{ environment: 'a:b' }, 'repo:octo-org/octo-repo:environment:a%3Ab'],
    [{ subjectFormat: 'immutable' }, 'repo:octo-org@65123456/octo-repo@456789012:ref:refs/heads/main'],
    [{ subjectFormat: 'immutable', environment: 'e' }, 'repo:octo-org@65123456/octo-repo@456789012:environment:e'],
  ])('writes the subject of %j', async (settings, subject) => {
    const world = makeWorld()
    configureOidc(world, settings)
    expect(decodeJwt(await issueToken(world, 'x')).sub).toBe(subject)
  })

  it('publishes only the public key', async () => {
    const world = makeWorld()
    const { body } = await send(oidc, world, { method: 'GET', rawPath: '/_oidc/.well-known/jwks' })
    expect(Object.keys(JSON.parse(body).keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    const provider = await send(oidc, world, { method: 'GET', rawPath: '/_oidc/.well-known/openid-configuration' })
    expect(JSON.parse(provider.body)).toMatchObject({ jwks_uri: `${BASE}/_oidc/.well-known/jwks` })
  })
})

const narrowTo = (Action: string, more = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] })

describe('a session policy', () => {
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }

  /** Whether a session of a role may read the object. */
  async function mayRead(roleAction: string, sessionAction: string, policyOf?: (session: string) => IamStatement) {
    const world = makeWorldWithRole()
    const role = world.roles.get(ROLE_ARN)
    if (role !== undefined) role.policies = [{ Statement: [{ Effect: 'Allow', Action: roleAction, Resource: '*' }] }]
    const { body } = await assume(world, { Policy: narrowTo(sessionAction) })
    const principal = world.credentials.get(text(body, 'AccessKeyId'))?.principal
    const resourcePolicy = policyOf && { Statement: [policyOf(principal?.arn ?? '')] }
    return isAuthorized(world, principal, request, { resourceOwner: ACCOUNT, resourcePolicy })
  }
  const grant = (AWS: string): IamStatement => ({ Effect: 'Allow', Principal: { AWS }, Action: 's3:*', Resource: '*' })

  it.each([
    ['*', 's3:GetObject', true],
    ['*', 's3:PutObject', false],
    ['s3:PutObject', '*', false],
    ['s3:Get*', 's3:*', true],
  ])('leaves what both allow: role %s, session %s', async (ofRole, ofSession, allowed) => {
    expect(await mayRead(ofRole, ofSession)).toBe(allowed)
  })

  it('limits what a bucket policy gives to the role, and not what it gives to the session itself', async () => {
    expect(await mayRead('s3:PutObject', 's3:PutObject', () => grant(ROLE_ARN))).toBe(false)
    expect(await mayRead('s3:PutObject', 's3:PutObject', grant)).toBe(true)
  })

  it('is refused in words that name it, and answered with its packed size', async () => {
    const world = makeWorldWithRole()
    const { body } = await assume(world, { Policy: narrowTo('s3:PutObject') })
    expect(Number(text(body, 'PackedPolicySize'))).toBeGreaterThan(0)
    const principal = world.credentials.get(text(body, 'AccessKeyId'))?.principal
    const role = world.roles.get(ROLE_ARN)
    if (role !== undefined) role.policies = [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }]
    expect(() => authorize(world, principal, request)).toThrow(
      'because no session policy allows the s3:GetObject action',
    )
  })
})

describe('AssumeRoleWithWebIdentity', () => {
  it('gives a session whose end follows the clock of the emulator', async () => {
    const world = makeWorldWithRole()
    const { status, body } = await assume(world)
    expect(status).toBe(200)
    expect(text(body, 'Expiration')).toBe('2026-11-22T13:00:00Z')
    expect(text(body, 'Arn')).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/scan/run-1`)
    expect(text(body, 'SubjectFromWebIdentityToken')).toBe(SUBJECT)
    const credential = world.credentials.get(text(body, 'AccessKeyId'))
    expect(credential).toMatchObject({ expiration: START + 3_600_000, principal: { account: ACCOUNT } })
    expect(credential?.sessionToken).toBe(text(body, 'SessionToken'))
  })

  it('judges a session by the policies its role has at that moment', async () => {
    const world = makeWorldWithRole()
    const key = text((await assume(world)).body, 'AccessKeyId')
    const role = world.roles.get(ROLE_ARN)
    if (role !== undefined) role.policies = [{ Statement: [] }]
    expect(world.credentials.get(key)?.principal.policies).toHaveLength(1)
  })

  it.each<[string, Record<string, string>, number, string]>([
    ['another role', { RoleArn: `arn:aws:iam::${ACCOUNT}:role/absent` }, 403, 'AccessDenied'],
    ['an ARN of something else', { RoleArn: `arn:aws:iam::${ACCOUNT}:user/somebody` }, 400, 'ValidationError'],
    ['no session name', { RoleSessionName: '' }, 400, 'ValidationError'],
    ['a session name with a space', { RoleSessionName: 'run 1' }, 400, 'ValidationError'],
    ['a session name of 65', { RoleSessionName: 'x'.repeat(65) }, 400, 'ValidationError'],
    ['899 seconds', { DurationSeconds: '899' }, 400, 'ValidationError'],
    ['43201 seconds', { DurationSeconds: '43201' }, 400, 'ValidationError'],
    ["more than the role's maximum", { DurationSeconds: '3601' }, 400, 'ValidationError'],
    ['no token at all', { WebIdentityToken: 'abcd' }, 400, 'InvalidIdentityToken'],
    ['a session policy that is no policy', { Policy: '{}' }, 400, 'MalformedPolicyDocument'],
    ['a session policy that is no JSON', { Policy: '{' }, 400, 'MalformedPolicyDocument'],
    [
      'a session policy with a Principal',
      { Policy: narrowTo('*', { Principal: '*' }) },
      400,
      'MalformedPolicyDocument',
    ],
    ['a session policy of 2,049 characters', { Policy: narrowTo('*').padEnd(2049) }, 400, 'ValidationError'],
    ['a session policy that packs to too much', { Policy: narrowTo('too large') }, 400, 'PackedPolicyTooLarge'],
    ['another version', { Version: '2010-05-08' }, 400, 'InvalidAction'],
    ['another operation', { Action: 'GetFederationToken' }, 501, 'NotImplemented'],
  ])('refuses %s', async (_name, changes, status, code) => {
    const world = makeWorldWithRole()
    stsSettings(world).packedSizeOf = (policy) => (policy.includes('too large') ? 123 : 40)
    const answer = await assume(world, changes)
    expect([answer.status, text(answer.body, 'Code')]).toEqual([status, code])
    expect(world.credentials.size).toBe(0)
  })

  it('allows as long as the role allows', async () => {
    const { body } = await assume(makeWorldWithRole(43_200), { DurationSeconds: '43200' })
    expect(text(body, 'Expiration')).toBe('2026-11-23T00:00:00Z')
  })

  it.each([
    ['another branch', { ref: 'refs/heads/dev' }],
    ['the immutable subject under a classic trust policy', { subjectFormat: 'immutable' as const }],
    ['an environment', { environment: 'prod' }],
  ])('does not trust %s', async (_name, settings) => {
    const world = makeWorldWithRole()
    configureOidc(world, settings)
    const { status, body } = await assume(world)
    expect([status, text(body, 'Code'), text(body, 'Message')]).toEqual([
      403,
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ])
  })

  it('refuses a token by the second it expires', async () => {
    const world = makeWorldWithRole()
    const token = await issueToken(world, 'sts.amazonaws.com')
    world.clock.advance(299_000)
    expect(await assume(world, { WebIdentityToken: token })).toMatchObject({ status: 200 })
    world.clock.advance(1_000)
    const { status, body } = await assume(world, { WebIdentityToken: token })
    expect([status, text(body, 'Code')]).toEqual([400, 'ExpiredTokenException'])
  })

  it('refuses another audience, an unregistered issuer and a foreign signature', async () => {
    const world = makeWorldWithRole()
    const code = async (token: string): Promise<string> =>
      text((await assume(world, { WebIdentityToken: token })).body, 'Message')
    expect(await code(await issueToken(world, 'me'))).toBe('Incorrect token audience')
    const token = await issueToken(world, 'sts.amazonaws.com')
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: 'RS256', kid: signingKeys(world).keyId })
      .sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
    expect(await code(forged)).toBe('The web identity token signature could not be verified')
    const [, payload, signature] = token.split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${signature}`
    expect(await code(unsigned)).toBe('The web identity token signature could not be verified')
    identityProvider(world).registered = false
    expect(await code(token)).toMatch(/^No OpenIDConnect provider found/)
  })
})

describe('AssumeRole and GetCallerIdentity', () => {
  const trusting = (principal: string) => ({
    Statement: [{ Effect: 'Allow' as const, Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  })
  const mayAssume = { Statement: [{ Effect: 'Allow' as const, Action: 'sts:AssumeRole', Resource: '*' }] }
  const session = (...policies: (typeof mayAssume)[]): Principal => ({
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/scan/run-1`,
    account: ACCOUNT,
    policies,
  })
  const hop = (world: World, principal: Principal | undefined, changes: Record<string, string> = {}) =>
    callSts(
      world,
      { Action: 'AssumeRole', RoleArn: `arn:aws:iam::${ACCOUNT}:role/second`, RoleSessionName: 'hop', ...changes },
      principal,
    )

  it.each<[string, string, Principal | undefined, number]>([
    ['the role is named', ROLE_ARN, session(), 200],
    ['the account is named and the identity allows', `arn:aws:iam::${ACCOUNT}:root`, session(mayAssume), 200],
    ['the account is named and the identity is silent', `arn:aws:iam::${ACCOUNT}:root`, session(), 403],
    ['another role is named, whatever the identity allows', `arn:aws:iam::${ACCOUNT}:role/x`, session(mayAssume), 403],
    ['nobody signed', ROLE_ARN, undefined, 403],
  ])('chains roles when %s', async (_name, trusted, principal, status) => {
    const world = makeWorldWithRole()
    createRole(world, { name: 'second', trustPolicy: trusting(trusted), policies: [], maxSessionDuration: 43_200 })
    expect(await hop(world, principal)).toMatchObject({ status })
  })

  it('limits a chained session to one hour', async () => {
    const world = makeWorldWithRole()
    createRole(world, { name: 'second', trustPolicy: trusting(ROLE_ARN), policies: [], maxSessionDuration: 43_200 })
    const { status, body } = await hop(world, session(), { DurationSeconds: '3601' })
    expect([status, text(body, 'Message')]).toEqual([
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    ])
  })

  it('says who is asking', async () => {
    const { body } = await callSts(makeWorldWithRole(), { Action: 'GetCallerIdentity' }, session())
    expect([text(body, 'Account'), text(body, 'Arn')]).toEqual([ACCOUNT, session().arn])
    expect(text(body, 'UserId')).toMatch(/^AROA[0-9A-F]{17}:run-1$/)
    expect(await callSts(makeWorldWithRole(), { Action: 'GetCallerIdentity' })).toMatchObject({ status: 403 })
  })
})
