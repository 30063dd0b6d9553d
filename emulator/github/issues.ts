// Issues and their comments (GitHub REST API, "REST API endpoints for issues", "… for issue comments").

import { ServiceError } from '../http.ts'
import type { RepositoryCall } from './call.ts'
import { findOrAddUser, type GithubUser, type Issue } from './state.ts'
import { checkLength, MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS, readTexts, validationFailed } from './validation.ts'

/** The issue in the path, or 404. */
export function findIssue(call: RepositoryCall): Issue {
  const issue = /^\d+$/.test(call.parameter) ? call.repository.issues.get(Number(call.parameter)) : undefined
  if (issue === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  return issue
}

/** 422 if the title or body is too long. */
export function checkTexts(title: string, body: string | null): void {
  checkLength('Issue', 'title', title, MAX_TITLE_CHARACTERS)
  if (body !== null) checkLength('Issue', 'body', body, MAX_BODY_CHARACTERS)
}

/** Undefined if none are named; 422 for a user who cannot be assigned. */
export function readAssignees(call: RepositoryCall): readonly GithubUser[] | undefined {
  const names = readTexts(call.body, 'assignees')
  const known = new Set([...call.repository.assignable].map((login) => login.toLowerCase()))
  for (const name of names ?? []) {
    if (!known.has(name.toLowerCase())) throw validationFailed('Issue', 'assignees', 'invalid', { value: name })
  }
  return names?.map((name) => findOrAddUser(call.state, name))
}
