// Knows issues and their comments (GitHub REST API, "REST API endpoints for issues", "… for issue comments").

import { type EmulatorResponse, ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import { cutPage, refuseUnknownParameters } from './pages.ts'
import { renderComment, renderIssue, renderJson } from './render.ts'
import {
  addIssue,
  type Comment,
  findOrAddLabel,
  findOrAddUser,
  type GithubState,
  type GithubUser,
  type Issue,
  type Repository,
  takeId,
} from './state.ts'
import {
  checkLength,
  type JsonObject,
  MAX_BODY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  readRequiredText,
  readText,
  readTexts,
  validationFailed,
} from './validation.ts'

/** What an operation on a repository works with. */
export type RepositoryCall = {
  readonly world: World
  readonly state: GithubState
  readonly repository: Repository
  /** Who the token speaks for; undefined for anonymous reads of public repositories. */
  readonly user: GithubUser | undefined
  readonly query: URLSearchParams
  readonly body: JsonObject
  readonly apiUrl: string
  /** The number in the path, 0 where the path has none. */
  readonly number: number
}

const LIST_PARAMETERS = ['state', 'labels', 'creator', 'since', 'sort', 'direction', 'per_page', 'page']
const STATE_REASONS = ['completed', 'not_planned', 'duplicate', 'reopened'] as const

/** GET /repos/{owner}/{repo}/issues: open ones by default, newest first, pull requests among them. */
export function listIssues(call: RepositoryCall): EmulatorResponse {
  refuseUnknownParameters(call.query, LIST_PARAMETERS)
  const matching = [...call.repository.issues.values()].filter((issue) => matchesFilters(issue, call.query))
  const page = cutPage(sortIssues(matching, call.query), call.query, listUrl(call, 'issues'))
  const items = page.items.map((issue) => renderIssue(issue, call.repository, call.apiUrl))
  return renderJson(200, items, page.headers)
}

/** GET /repos/{owner}/{repo}/issues/{issue_number} */
export function getIssue(call: RepositoryCall): EmulatorResponse {
  return renderJson(200, renderIssue(findIssue(call), call.repository, call.apiUrl))
}

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

/** PATCH /repos/{owner}/{repo}/issues/{issue_number}: fields that are absent stay, lists replace. */
export function updateIssue(call: RepositoryCall): EmulatorResponse {
  const issue = findIssue(call)
  const title = call.body.title === undefined ? issue.title : readRequiredText(call.body, 'title')
  const body = readText(call.body, 'body')
  checkTexts(title, body ?? null)
  const state = readState(call.body)
  const reason = readStateReason(call.body)
  const assignees = readAssignees(call)
  const labels = readTexts(call.body, 'labels')

  // Everything is checked before anything changes: a refused update changes nothing.
  issue.title = title
  if (body !== undefined) issue.body = body
  if (labels !== undefined) issue.labels = labels.map((name) => findOrAddLabel(call.state, call.repository, name).name)
  if (assignees !== undefined) issue.assignees = [...assignees]
  if (state !== undefined) changeState(issue, state, reason, call)
  issue.updatedAt = call.world.clock.now()
  return renderJson(200, renderIssue(issue, call.repository, call.apiUrl))
}

/** GET /repos/{owner}/{repo}/issues/{issue_number}/comments, oldest first. */
export function listComments(call: RepositoryCall): EmulatorResponse {
  refuseUnknownParameters(call.query, ['per_page', 'page'])
  const issue = findIssue(call)
  const page = cutPage(issue.comments, call.query, listUrl(call, `issues/${issue.number}/comments`))
  const items = page.items.map((comment) => renderComment(comment, issue, call.repository, call.apiUrl))
  return renderJson(200, items, page.headers)
}

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

function findIssue(call: RepositoryCall): Issue {
  const issue = call.repository.issues.get(call.number)
  if (issue === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  return issue
}

function authorOf(call: RepositoryCall): GithubUser {
  if (call.user === undefined) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  return call.user
}

/** Links in lists name the repository by its id, as GitHub's do. */
function listUrl(call: RepositoryCall, rest: string): string {
  return `${call.apiUrl}/repositories/${call.repository.id}/${rest}`
}

function matchesFilters(issue: Issue, query: URLSearchParams): boolean {
  const state = query.get('state') ?? 'open'
  if (!['open', 'closed', 'all'].includes(state)) throw validationFailed('Issue', 'state', 'invalid', { value: state })
  if (state !== 'all' && issue.state !== state) return false
  const creator = query.get('creator')
  if (creator !== null && issue.user.login.toLowerCase() !== creator.toLowerCase()) return false
  const since = query.get('since')
  if (since !== null && issue.updatedAt < Date.parse(since)) return false
  // Every label asked for must be there.
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '')
  const own = new Set(issue.labels.map((name) => name.toLowerCase()))
  return labels.every((name) => own.has(name.toLowerCase()))
}

function sortIssues(issues: readonly Issue[], query: URLSearchParams): Issue[] {
  const sort = query.get('sort') ?? 'created'
  const sign = query.get('direction') === 'asc' ? 1 : -1
  const orderOf = (issue: Issue): number => {
    if (sort === 'comments') return issue.comments.length
    return sort === 'updated' ? issue.updatedAt : issue.createdAt
  }
  return issues.toSorted((a, b) => sign * (orderOf(a) - orderOf(b) || a.number - b.number))
}

function checkTexts(title: string, body: string | null): void {
  checkLength('Issue', 'title', title, MAX_TITLE_CHARACTERS)
  if (body !== null) checkLength('Issue', 'body', body, MAX_BODY_CHARACTERS)
}

function readAssignees(call: RepositoryCall): readonly GithubUser[] | undefined {
  const names = readTexts(call.body, 'assignees')
  const known = new Set([...call.repository.assignable].map((login) => login.toLowerCase()))
  for (const name of names ?? []) {
    if (!known.has(name.toLowerCase())) throw validationFailed('Issue', 'assignees', 'invalid', { value: name })
  }
  return names?.map((name) => findOrAddUser(call.state, name))
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
