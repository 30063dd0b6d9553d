// GET /repos/{owner}/{repo}/issues/{issue_number}/comments (GitHub REST API, "List issue comments").

import type { EmulatorResponse } from '../../http.ts'
import { listUrl, type RepositoryCall } from '../call.ts'
import { findIssue } from '../issues.ts'
import { cutPage, refuseUnknownParameters } from '../pages.ts'
import { renderComment, renderJson } from '../render.ts'

/** GET /repos/{owner}/{repo}/issues/{issue_number}/comments, oldest first. */
export function listComments(call: RepositoryCall): EmulatorResponse {
  refuseUnknownParameters(call.query, ['per_page', 'page'])
  const issue = findIssue(call)
  const page = cutPage(issue.comments, call.query, listUrl(call, `issues/${issue.number}/comments`))
  const items = page.items.map((comment) => renderComment(comment, issue, call.repository, call.apiUrl))
  return renderJson(200, items, page.headers)
}
