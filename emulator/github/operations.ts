// The GitHub REST requests that are emulated (GitHub REST API, one page each).

import type { EmulatorResponse } from '../http.ts'
import type { Guarded } from './access.ts'
import type { RepositoryCall, TokenCall } from './call.ts'
import { createComment } from './operations/create-comment.ts'
import { createIssue } from './operations/create-issue.ts'
import { createLabel } from './operations/create-label.ts'
import { getIssue } from './operations/get-issue.ts'
import { getLabel } from './operations/get-label.ts'
import { getRepository } from './operations/get-repository.ts'
import { getUser } from './operations/get-user.ts'
import { getWorkflowRun } from './operations/get-workflow-run.ts'
import { listComments } from './operations/list-comments.ts'
import { listIssues } from './operations/list-issues.ts'
import { listLabels } from './operations/list-labels.ts'
import { queryViewer } from './operations/query-viewer.ts'
import { updateIssue } from './operations/update-issue.ts'
import type { GithubState, Repository } from './state.ts'

type OfRepository = Guarded & {
  readonly kind: 'repository'
  readonly name: string
  readonly path: string
  readonly handle: (call: RepositoryCall) => EmulatorResponse
}
type OfToken = { readonly kind: 'token'; readonly name: string; readonly handle: (call: TokenCall) => EmulatorResponse }

export type GithubOperation = OfRepository | OfToken

/** Operations on a repository, by the path after `/repos/{owner}/{repo}`. */
const ROWS: readonly (readonly [request: string, needs: Guarded['needs'], handle: OfRepository['handle']])[] = [
  ['GET', 'nothing', getRepository],
  ['GET /issues', 'issues', listIssues],
  ['POST /issues', 'issues', createIssue],
  ['GET /issues/{issue_number}', 'issues', getIssue],
  ['PATCH /issues/{issue_number}', 'issues', updateIssue],
  ['GET /issues/{issue_number}/comments', 'issues', listComments],
  ['POST /issues/{issue_number}/comments', 'issues', createComment],
  ['GET /actions/runs/{run_id}', 'actions', getWorkflowRun],
  ['GET /labels', 'labels', listLabels],
  ['POST /labels', 'labels', createLabel],
  ['GET /labels/{name}', 'labels', getLabel],
]

const OF_REPOSITORIES: readonly OfRepository[] = ROWS.map(([request, needs, handle]) => {
  const [method = '', path = ''] = request.split(' ')
  return { kind: 'repository', name: `${method} /repos/{owner}/{repo}${path}`, method, path, needs, handle }
})
const OF_TOKENS: readonly OfToken[] = [
  { kind: 'token', name: 'GET /user', handle: getUser },
  { kind: 'token', name: 'POST /graphql', handle: queryViewer },
]

export const OPERATIONS: readonly GithubOperation[] = [...OF_REPOSITORIES, ...OF_TOKENS]

export type Found =
  | { readonly kind: 'unknown'; readonly name: string }
  | OfToken
  | (OfRepository & { readonly repository: Repository | undefined; readonly parameter: string })

/**
 * The operation of a request. Paths of a repository are `/repos/{owner}/{repo}/…`, or `/repositories/{id}/…` as in
 * GitHub's Link headers.
 */
export function findOperation(method: string, path: string, state: GithubState): Found {
  const name = `${method} ${path}`
  const ofToken = OF_TOKENS.find((operation) => operation.name === name)
  if (ofToken !== undefined) return ofToken
  const match = /^\/(?:repos\/([^/]+)\/([^/]+)|repositories\/(\d+))((?:\/.*)?)$/.exec(path)
  for (const operation of match === null ? [] : OF_REPOSITORIES) {
    const parameter = matchTemplate(operation.path, match?.[4] ?? '')
    if (operation.method !== method || parameter === undefined) continue
    const fullName = decodeURIComponent(`${match?.[1]}/${match?.[2]}`).toLowerCase()
    const repository =
      match?.[3] === undefined
        ? state.repositories.get(fullName)
        : [...state.repositories.values()].find((candidate) => candidate.id === Number(match[3]))
    return { ...operation, repository, parameter }
  }
  return { kind: 'unknown', name }
}

/** The value of the template's parameter ('' if it has none); undefined if the path does not match. */
function matchTemplate(template: string, path: string): string | undefined {
  const parts = template.split('/')
  const given = path.split('/')
  if (parts.length !== given.length) return undefined
  let parameter = ''
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('{')) parameter = decodeURIComponent(given[index] ?? '')
    else if (part !== given[index]) return undefined
  }
  return parameter
}
