// Creates and signs an ID token of the configured job (GitHub Docs, "OpenID Connect reference").

import { SignJWT } from 'jose'
import type { World } from '../world.ts'
import { buildClaims } from './claims.ts'
import { oidcState, signingKeys } from './state.ts'

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
