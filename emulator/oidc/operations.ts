// The requests that GitHub's emulated token service handles (GitHub Docs, "OpenID Connect reference").

import type { Handler } from '../http.ts'
import { getIdToken } from './operations/get-id-token.ts'
import { getJsonWebKeySet } from './operations/get-json-web-key-set.ts'
import { getOpenIdConfiguration } from './operations/get-open-id-configuration.ts'

export type OidcOperation = {
  readonly name: string
  /** Method, and the path after the prefix. */
  readonly request: string
  readonly handle: Handler
}

export const OPERATIONS: readonly OidcOperation[] = [
  { name: 'GetIdToken', request: 'GET /token', handle: getIdToken },
  { name: 'GetOpenIdConfiguration', request: 'GET /.well-known/openid-configuration', handle: getOpenIdConfiguration },
  { name: 'GetJsonWebKeySet', request: 'GET /.well-known/jwks', handle: getJsonWebKeySet },
]
