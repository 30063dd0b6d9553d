// GetJsonWebKeySet (RFC 7517, "JWK Set Format").

import type { Context, EmulatorRequest, EmulatorResponse } from '../../http.ts'
import { answerJson } from '../call.ts'
import { signingKeys } from '../state.ts'

/** The public half of the key that tokens are signed with. */
export function getJsonWebKeySet(_: EmulatorRequest, { world }: Context): EmulatorResponse {
  const { keyId, publicKey } = signingKeys(world)
  return answerJson(200, {
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }],
  })
}
