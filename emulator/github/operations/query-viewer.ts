// POST /graphql (GitHub GraphQL API, "Queries": viewer).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { TokenCall } from '../call.ts'
import { renderJson } from '../render.ts'
import { parseBody } from '../validation.ts'

/**
 * The only emulated GraphQL query: the caller's login (GraphQL reference, "Queries", viewer). Installations have one
 * there.
 */
export function queryViewer({ token, request }: TokenCall): EmulatorResponse {
  if (token === undefined)
    throw new ServiceError(401, 'Unauthorized', 'This endpoint requires you to be authenticated.')
  const { query } = parseBody(request.body)
  if (String(query).replace(/\s+/g, ' ').trim() !== 'query { viewer { login } }') {
    throw new ServiceError(501, 'NotImplemented', 'Of GraphQL only "query { viewer { login } }" is emulated')
  }
  return renderJson(200, { data: { viewer: { login: token.user.login } } })
}
