// POST /repos/{owner}/{repo}/issues (GitHub REST API, "Create an issue").

import type { EmulatorResponse } from '../../http.ts'
import { authorOf, type RepositoryCall } from '../call.ts'
import { checkTexts, readAssignees } from '../issues.ts'
import { renderIssue, renderJson } from '../render.ts'
import { addIssue } from '../state.ts'
import { readRequiredText, readText, readTexts } from '../validation.ts'

/** POST /repos/{owner}/{repo}/issues: labels that do not exist yet are created. */
export function createIssue(call: RepositoryCall): EmulatorResponse {
  const title = readRequiredText(call.body, 'title')
  const body = readText(call.body, 'body') ?? null
  checkTexts(title, body)
  const assignees = readAssignees(call)
  const issue = addIssue(call.world, call.repository, {
    title,
    body,
    user: authorOf(call),
    labels: readTexts(call.body, 'labels') ?? [],
  })
  issue.assignees = [...(assignees ?? [])]
  const rendered = renderIssue(issue, call.repository, call.apiUrl)
  return renderJson(201, rendered, { location: String(rendered.url) })
}
