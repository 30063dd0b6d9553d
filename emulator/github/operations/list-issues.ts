// GET /repos/{owner}/{repo}/issues (GitHub REST API, "List repository issues").

import type { EmulatorResponse } from '../../http.ts'
import { listUrl, type RepositoryCall } from '../call.ts'
import { cutPage, refuseUnknownParameters } from '../pages.ts'
import { renderIssue, renderJson } from '../render.ts'
import type { Issue } from '../state.ts'
import { validationFailed } from '../validation.ts'

const LIST_PARAMETERS = ['state', 'labels', 'creator', 'since', 'sort', 'direction', 'per_page', 'page']

/** GET /repos/{owner}/{repo}/issues: open ones by default, newest first, including pull requests. */
export function listIssues(call: RepositoryCall): EmulatorResponse {
  refuseUnknownParameters(call.query, LIST_PARAMETERS)
  const matching = [...call.repository.issues.values()].filter((issue) => matchesFilters(issue, call.query))
  const page = cutPage(sortIssues(matching, call.query), call.query, listUrl(call, 'issues'))
  const items = page.items.map((issue) => renderIssue(issue, call.repository, call.apiUrl))
  return renderJson(200, items, page.headers)
}

function matchesFilters(issue: Issue, query: URLSearchParams): boolean {
  const state = query.get('state') ?? 'open'
  if (!['open', 'closed', 'all'].includes(state)) throw validationFailed('Issue', 'state', 'invalid', { value: state })
  if (state !== 'all' && issue.state !== state) return false
  const creator = query.get('creator')
  if (creator !== null && issue.user.login.toLowerCase() !== creator.toLowerCase()) return false
  const since = query.get('since')
  if (since !== null && issue.updatedAt < Date.parse(since)) return false
  // An issue must have all requested labels.
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
