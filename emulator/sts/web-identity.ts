// Verifies the token of an OpenID Connect provider as STS does (STS API Reference, "AssumeRoleWithWebIdentity"; IAM
// User Guide, "Create an OpenID Connect identity provider").

import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { ServiceError } from '../http.ts'
import { oidcState, signingKeys } from '../oidc/state.ts'
import { audienceOf } from '../partition.ts'
import { answerTo } from '../unsettled.ts'
import { serviceState, type World } from '../world.ts'

/** The identity provider as registered in IAM: audiences are its client IDs. */
export type IdentityProvider = { registered: boolean; audiences: readonly string[] }

/** The account's registration of GitHub's token service; a test may change it. */
export function identityProvider(world: World): IdentityProvider {
  return serviceState(world, 'iam-identity-provider', () => ({ registered: true, audiences: [audienceOf(world)] }))
}

export type WebIdentity = {
  readonly subject: string
  readonly audience: string
  readonly issuer: string
  /** Claims that trust policies may test. */
  readonly claims: Readonly<Record<string, string>>
}

/**
 * Claims of GitHub's tokens that are condition keys in addition to `aud` and `sub` (AWS What's New, January 2026, "AWS
 * STS now supports validation of select identity provider specific claims"; the list is from a secondary source).
 */
const GITHUB_CLAIMS = [
  'actor',
  'actor_id',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'ref',
  'repository',
  'repository_id',
  'workflow',
] as const

/** Verifies signature, issuer, audience and times (by the emulator's clock); throws the same errors as STS. */
export async function verifyWebIdentity(world: World, token: string): Promise<WebIdentity> {
  const provider = identityProvider(world)
  const { issuer } = oidcState(world)
  const claimed = readClaims(token)
  if (!provider.registered || claimed.iss !== issuer) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${claimed.iss ?? 'the token'}`)
  }
  const payload = await verifySignature(world, token)
  const { sub, aud } = payload
  const audience = (Array.isArray(aud) ? aud : [aud]).find(
    (one) => one !== undefined && provider.audiences.includes(one),
  )
  if (audience === undefined) throw invalidToken('Incorrect token audience')
  if (sub === undefined) throw invalidToken('The token has no subject')
  return { subject: sub, audience, issuer, claims: pickClaims(world, payload) }
}

function pickClaims(world: World, payload: JWTPayload): Record<string, string> {
  if (answerTo(world, 'github-claims') === 'not-known') return {}
  return Object.fromEntries(
    GITHUB_CLAIMS.flatMap((name) => (typeof payload[name] === 'string' ? [[name, payload[name]]] : [])),
  )
}

function readClaims(token: string): JWTPayload {
  try {
    return decodeJwt(token)
  } catch {
    throw invalidToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  }
}

async function verifySignature(world: World, token: string): Promise<JWTPayload> {
  try {
    const options = { algorithms: ['RS256'], currentDate: new Date(world.clock.now()), requiredClaims: ['exp', 'iat'] }
    return (await jwtVerify(token, signingKeys(world).publicKey, options)).payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const now = Math.floor(world.clock.now() / 1000)
      const message = `Token expired: current date/time ${now} must be before the expiration date/time ${error.payload.exp}`
      throw new ServiceError(400, 'ExpiredTokenException', message)
    }
    if (error instanceof errors.JWTClaimValidationFailed) throw invalidToken(`The token is not valid: ${error.message}`)
    throw invalidToken('The web identity token signature could not be verified')
  }
}

function invalidToken(message: string): ServiceError {
  return new ServiceError(400, 'InvalidIdentityToken', message)
}
