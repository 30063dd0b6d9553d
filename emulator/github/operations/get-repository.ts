// GET /repos/{owner}/{repo} (GitHub REST API, "Get a repository").

import type { EmulatorResponse } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { renderJson, renderRepository } from '../render.ts'
import { findOrAddUser } from '../state.ts'

/** The repository, if the caller may see it. */
export function getRepository(call: RepositoryCall): EmulatorResponse {
  const owner = findOrAddUser(call.state, call.repository.owner)
  return renderJson(200, renderRepository(call.repository, owner, call.apiUrl))
}
