// Knows GitHub's token service: what the runner hands to a job with `id-token: write`, the token it answers, its public keys.

import { SignJWT } from 'jose'
import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import { buildClaims } from './claims.ts'
import { oidcState, signingKeys } from './state.ts'

export { configureOidc, type OidcState } from './state.ts'

const PREFIX = '/_oidc'

/** What the runner adds to the environment of a job that may ask for ID tokens. */
export type OidcEnvironment = {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string
}

/** The two variables; like the runner's, the URL already has a query, to which `&audience=` is added. */
export function oidcEnvironment(world: World, baseUrl: string): OidcEnvironment {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${baseUrl}${PREFIX}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidcState(world).requestToken,
  }
}

/** Answers `GET /_oidc/token`, `/_oidc/.well-known/openid-configuration` and `/_oidc/.well-known/jwks`. */
export const oidc: Handler = (request, context) => {
  const route = `${request.method} ${request.rawPath.slice(PREFIX.length)}`
  if (route === 'GET /token') {
    context.operation('GetIdToken')
    return answerToken(request, context.world)
  }
  if (route === 'GET /.well-known/openid-configuration') {
    context.operation('GetOpenIdConfiguration')
    return answerJson(200, describeProvider(context.world, context.baseUrl))
  }
  if (route === 'GET /.well-known/jwks') {
    context.operation('GetJsonWebKeySet')
    return answerJson(200, describeKeys(context.world))
  }
  throw new ServiceError(
    501,
    'NotImplemented',
    `The emulated token service has no ${request.method} ${request.rawPath}`,
  )
}

/** GitHub's services answer errors as JSON with a message. */
export function renderOidcError(error: ServiceError): EmulatorResponse {
  return answerJson(error.status, { message: error.message, code: error.code })
}

function answerJson(status: number, body: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

async function answerToken(request: EmulatorRequest, world: World): Promise<EmulatorResponse> {
  const state = oidcState(world)
  const [, token] = /^bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (token !== state.requestToken) {
    throw new ServiceError(401, 'Unauthorized', 'The request token is not the one of this job')
  }
  if (!state.jobInProgress) throw new ServiceError(403, 'Forbidden', 'The job is not in progress')
  const audience = request.query.get('audience')
  return answerJson(200, { value: await issueToken(world, audience || `https://github.com/${state.owner}`) })
}

/** A signed ID token of the configured job; GitHub's default audience is the URL of the repository's owner. */
export function issueToken(world: World, audience: string): Promise<string> {
  const state = oidcState(world)
  const keys = signingKeys(world)
  const issuedAt = Math.floor(world.clock.now() / 1000)
  state.tokensIssued += 1
  return new SignJWT(buildClaims(state))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: keys.keyId })
    .setIssuer(state.issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt - 600)
    .setExpirationTime(issuedAt + state.lifetimeSeconds)
    .setJti(`emulator-token-${state.tokensIssued}`)
    .sign(keys.privateKey)
}

function describeProvider(world: World, baseUrl: string): unknown {
  return {
    issuer: oidcState(world).issuer,
    jwks_uri: `${baseUrl}${PREFIX}/.well-known/jwks`,
    subject_types_supported: ['public'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  }
}

function describeKeys(world: World): unknown {
  const { keyId, publicKey } = signingKeys(world)
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] }
}
