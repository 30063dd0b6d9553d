// PATCH /repos/{owner}/{repo}/issues/{issue_number} (GitHub REST API, "Update an issue").

import type { EmulatorResponse } from '../../http.ts'
import { authorOf, type RepositoryCall } from '../call.ts'
import { checkTexts, findIssue, readAssignees } from '../issues.ts'
import { renderIssue, renderJson } from '../render.ts'
import { findOrAddLabel, type Issue } from '../state.ts'
import { type JsonObject, readRequiredText, readText, readTexts, validationFailed } from '../validation.ts'

const STATE_REASONS = ['completed', 'not_planned', 'duplicate', 'reopened'] as const

/** PATCH /repos/{owner}/{repo}/issues/{issue_number}: missing fields are unchanged, lists are replaced. */
export function updateIssue(call: RepositoryCall): EmulatorResponse {
  const issue = findIssue(call)
  const title = call.body.title === undefined ? issue.title : readRequiredText(call.body, 'title')
  const body = readText(call.body, 'body')
  checkTexts(title, body ?? null)
  const state = readState(call.body)
  const reason = readStateReason(call.body)
  const assignees = readAssignees(call)
  const labels = readTexts(call.body, 'labels')

  // Everything is validated before anything changes: a refused update has no effect.
  issue.title = title
  if (body !== undefined) issue.body = body
  if (labels !== undefined) issue.labels = labels.map((name) => findOrAddLabel(call.state, call.repository, name).name)
  if (assignees !== undefined) issue.assignees = [...assignees]
  if (state !== undefined) changeState(issue, state, reason, call)
  issue.updatedAt = call.world.clock.now()
  return renderJson(200, renderIssue(issue, call.repository, call.apiUrl))
}

function readState(body: JsonObject): 'open' | 'closed' | undefined {
  const value = body.state
  if (value === undefined || value === 'open' || value === 'closed') return value
  throw validationFailed('Issue', 'state', 'invalid', { value })
}

function readStateReason(body: JsonObject): Issue['stateReason'] {
  const value = body.state_reason
  if (value === undefined || value === null) return null
  const found = STATE_REASONS.find((reason) => reason === value)
  if (found === undefined) throw validationFailed('Issue', 'state_reason', 'invalid', { value })
  return found
}

/** The reason is ignored unless the state changes (GitHub REST API, "Update an issue", `state_reason`). */
function changeState(issue: Issue, to: 'open' | 'closed', reason: Issue['stateReason'], call: RepositoryCall): void {
  if (issue.state === to) return
  issue.state = to
  issue.stateReason = to === 'open' ? 'reopened' : (reason ?? 'completed')
  issue.closedAt = to === 'closed' ? call.world.clock.now() : null
  issue.closedBy = to === 'closed' ? authorOf(call) : null
}
