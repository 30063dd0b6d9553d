// POST /repos/{owner}/{repo}/issues/{issue_number}/comments (GitHub REST API, "Create an issue comment").

import type { EmulatorResponse } from '../../http.ts'
import { authorOf, type RepositoryCall } from '../call.ts'
import { findIssue } from '../issues.ts'
import { renderComment, renderJson } from '../render.ts'
import { type Comment, takeId } from '../state.ts'
import { checkLength, MAX_BODY_CHARACTERS, readRequiredText } from '../validation.ts'

/** POST /repos/{owner}/{repo}/issues/{issue_number}/comments */
export function createComment(call: RepositoryCall): EmulatorResponse {
  const issue = findIssue(call)
  const body = readRequiredText(call.body, 'body')
  checkLength('IssueComment', 'body', body, MAX_BODY_CHARACTERS)
  const now = call.world.clock.now()
  const comment: Comment = { id: takeId(call.state), user: authorOf(call), body, createdAt: now, updatedAt: now }
  issue.comments.push(comment)
  issue.updatedAt = now
  return renderJson(201, renderComment(comment, issue, call.repository, call.apiUrl))
}
