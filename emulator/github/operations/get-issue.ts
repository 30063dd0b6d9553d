// GET /repos/{owner}/{repo}/issues/{issue_number} (GitHub REST API, "Get an issue").

import type { EmulatorResponse } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { findIssue } from '../issues.ts'
import { renderIssue, renderJson } from '../render.ts'

/** GET /repos/{owner}/{repo}/issues/{issue_number} */
export function getIssue(call: RepositoryCall): EmulatorResponse {
  return renderJson(200, renderIssue(findIssue(call), call.repository, call.apiUrl))
}
