// GET /repos/{owner}/{repo}/labels (GitHub REST API, "List labels for a repository").

import type { EmulatorResponse } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { cutPage, refuseUnknownParameters } from '../pages.ts'
import { renderJson, renderLabel } from '../render.ts'

/** GET /repos/{owner}/{repo}/labels */
export function listLabels(call: RepositoryCall): EmulatorResponse {
  refuseUnknownParameters(call.query, ['per_page', 'page'])
  const all = [...call.repository.labels.values()]
  const page = cutPage(all, call.query, `${call.apiUrl}/repositories/${call.repository.id}/labels`)
  return renderJson(
    200,
    page.items.map((label) => renderLabel(label, call.repository, call.apiUrl)),
    page.headers,
  )
}
