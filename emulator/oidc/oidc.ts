// GitHub's token service: finds the operation of a request, renders errors, and provides the runner's variables for a
// job with `id-token: write`.

import { type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import { answerJson, OIDC_PREFIX } from './call.ts'
import { OPERATIONS } from './operations.ts'
import { oidcState } from './state.ts'

/** What the runner adds to the environment of a job that may request ID tokens. */
export type OidcEnvironment = {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string
}

/** The two variables; as on a runner, the URL already has a query, to which `&audience=` is appended. */
export function oidcEnvironment(world: World, baseUrl: string): OidcEnvironment {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${baseUrl}${OIDC_PREFIX}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidcState(world).requestToken,
  }
}

/** Handles `GET /_oidc/token`, `/_oidc/.well-known/openid-configuration` and `/_oidc/.well-known/jwks`. */
export const oidc: Handler = (request, context) => {
  const asked = `${request.method} ${request.rawPath.slice(OIDC_PREFIX.length)}`
  const operation = OPERATIONS.find((one) => one.request === asked)
  if (operation === undefined) {
    throw new ServiceError(
      501,
      'NotImplemented',
      `The emulated token service has no ${request.method} ${request.rawPath}`,
    )
  }
  context.operation(operation.name)
  return operation.handle(request, context)
}

/** GitHub's services return errors as JSON with a message. */
export function renderOidcError(error: ServiceError): EmulatorResponse {
  return answerJson(error.status, { message: error.message, code: error.code })
}
