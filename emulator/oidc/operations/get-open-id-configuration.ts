// GetOpenIdConfiguration (OpenID Connect Discovery 1.0, "Obtaining OpenID Provider Configuration Information").

import type { Context, EmulatorRequest, EmulatorResponse } from '../../http.ts'
import { answerJson, OIDC_PREFIX } from '../call.ts'
import { oidcState } from '../state.ts'

/** The issuer of the tokens, and the location of its keys. */
export function getOpenIdConfiguration(_: EmulatorRequest, { world, baseUrl }: Context): EmulatorResponse {
  return answerJson(200, {
    issuer: oidcState(world).issuer,
    jwks_uri: `${baseUrl}${OIDC_PREFIX}/.well-known/jwks`,
    subject_types_supported: ['public'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  })
}
