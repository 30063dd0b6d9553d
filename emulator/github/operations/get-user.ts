// GET /user (GitHub REST API, "Get the authenticated user").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { forbidden } from '../access.ts'
import type { TokenCall } from '../call.ts'
import { renderJson, renderUser } from '../render.ts'

/** The token of a workflow belongs to an app's installation, which has no user. */
export function getUser({ token, apiUrl }: TokenCall): EmulatorResponse {
  if (token === undefined) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  if (token.kind === 'installation') throw forbidden('Resource not accessible by integration')
  return renderJson(200, renderUser(token.user, apiUrl))
}
