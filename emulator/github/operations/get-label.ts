// GET /repos/{owner}/{repo}/labels/{name} (GitHub REST API, "Get a label").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { renderJson, renderLabel } from '../render.ts'

/** GET /repos/{owner}/{repo}/labels/{name}, in any case. */
export function getLabel(call: RepositoryCall): EmulatorResponse {
  const label = call.repository.labels.get(call.parameter.toLowerCase())
  if (label === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  return renderJson(200, renderLabel(label, call.repository, call.apiUrl))
}
