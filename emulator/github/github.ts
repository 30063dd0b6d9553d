// Knows which GitHub REST requests are emulated, who may make them, and the limits that come before them.

import { readHost } from '../hosts.ts'
import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import {
  createComment,
  createIssue,
  getIssue,
  listComments,
  listIssues,
  type RepositoryCall,
  updateIssue,
} from './issues.ts'
import { createLabel, getLabel, listLabels } from './labels.ts'
import { renderGithubError, renderJson, renderRepository, renderUser } from './render.ts'
import { findOrAddUser, type GithubState, type GithubToken, githubState, type Repository } from './state.ts'
import { parseBody } from './validation.ts'

/** Where the API lies on the emulator's server: `GITHUB_API_URL` is the base URL and this. */
export const GITHUB_PREFIX = '/_github'

type Route = {
  readonly method: string
  readonly path: string
  /** Requests about issues are refused when the repository has none, and need the permission `issues`. */
  readonly needs: 'nothing' | 'issues' | 'labels'
  readonly run: (call: RepositoryCall, parameter: string) => EmulatorResponse
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '', needs: 'nothing', run: getRepository },
  { method: 'GET', path: '/issues', needs: 'issues', run: listIssues },
  { method: 'POST', path: '/issues', needs: 'issues', run: createIssue },
  { method: 'GET', path: '/issues/{issue_number}', needs: 'issues', run: getIssue },
  { method: 'PATCH', path: '/issues/{issue_number}', needs: 'issues', run: updateIssue },
  { method: 'GET', path: '/issues/{issue_number}/comments', needs: 'issues', run: listComments },
  { method: 'POST', path: '/issues/{issue_number}/comments', needs: 'issues', run: createComment },
  { method: 'GET', path: '/labels', needs: 'labels', run: listLabels },
  { method: 'POST', path: '/labels', needs: 'labels', run: createLabel },
  { method: 'GET', path: '/labels/{name}', needs: 'labels', run: getLabel },
]

/** The emulated GitHub REST API. Errors are answered in GitHub's shape; what is not emulated is answered 501. */
export const github: Handler = (request, context) => {
  const state = githubState(context.world)
  const path = request.rawPath.startsWith(GITHUB_PREFIX) ? request.rawPath.slice(GITHUB_PREFIX.length) : request.rawPath
  const found = findRoute(request.method, path, state)
  // Outside of the try: a fault may interrupt the request here, and what it throws is the server's.
  context.operation(found.operation)
  let answer: EmulatorResponse
  try {
    answer = answerRequest(request, context, state, found)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    answer = renderGithubError(error)
  }
  return { ...answer, headers: { ...renderLimitHeaders(state), ...answer.headers } }
}

function answerRequest(request: EmulatorRequest, context: Context, state: GithubState, found: Found): EmulatorResponse {
  const isNamed = readHost(request.host)?.service === 'github'
  const apiUrl = isNamed ? `https://${request.host}` : `${context.baseUrl}${GITHUB_PREFIX}`
  // "All API requests must include a valid User-Agent header."
  if ((request.headers['user-agent'] ?? '') === '') throw forbidden('Request forbidden by administrative rules.')
  const token = authenticate(request, state)
  countRequest(request.method, context.world.clock.now(), state)
  if (found.kind === 'user') return getUser(token, apiUrl)
  if (found.kind === 'graphql') return answerViewerQuery(token, request)
  if (found.kind === 'unknown') throw new ServiceError(501, 'NotImplemented', `${found.operation} is not emulated`)

  const { repository, route, parameter } = found
  if (repository === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  authorize(route, repository, token)
  const number = /^\d+$/.test(parameter) ? Number(parameter) : 0
  const user = token?.user
  const body = parseBody(request.body)
  return route.run(
    { world: context.world, state, repository, user, query: request.query, body, apiUrl, number },
    parameter,
  )
}

type Found =
  | { readonly kind: 'graphql'; readonly operation: string }
  | { readonly kind: 'user'; readonly operation: string }
  | { readonly kind: 'unknown'; readonly operation: string }
  | {
      readonly kind: 'repository'
      readonly operation: string
      readonly route: Route
      readonly repository: Repository | undefined
      readonly parameter: string
    }

/** `/repos/{owner}/{repo}/…`, or `/repositories/{id}/…` as in GitHub's own Link headers. */
function findRoute(method: string, path: string, state: GithubState): Found {
  if (method === 'GET' && path === '/user') return { kind: 'user', operation: 'GET /user' }
  if (method === 'POST' && path === '/graphql') return { kind: 'graphql', operation: 'POST /graphql' }
  const match = /^\/(?:repos\/([^/]+)\/([^/]+)|repositories\/(\d+))((?:\/.*)?)$/.exec(path)
  for (const route of match === null ? [] : ROUTES) {
    const parameter = matchTemplate(route.path, match?.[4] ?? '')
    if (route.method !== method || parameter === undefined) continue
    const fullName = decodeURIComponent(`${match?.[1]}/${match?.[2]}`).toLowerCase()
    const repository =
      match?.[3] === undefined
        ? state.repositories.get(fullName)
        : [...state.repositories.values()].find((candidate) => candidate.id === Number(match[3]))
    return {
      kind: 'repository',
      operation: `${method} /repos/{owner}/{repo}${route.path}`,
      route,
      repository,
      parameter,
    }
  }
  return { kind: 'unknown', operation: `${method} ${path}` }
}

/** The value of the template's parameter ('' when it has none), or undefined when the path does not match. */
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

function authenticate(request: EmulatorRequest, state: GithubState): GithubToken | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = state.tokens.get(/^(?:bearer|token) (.+)$/i.exec(header)?.[1] ?? '')
  if (token === undefined) throw new ServiceError(401, 'Unauthorized', 'Bad credentials')
  return token
}

/** Counts a request against the hour and refuses it beyond the primary or under a secondary limit. */
function countRequest(method: string, now: number, state: GithubState): void {
  const { rateLimit, secondaryLimit } = state
  if (now >= rateLimit.resetAt) state.rateLimit = { ...rateLimit, used: 0, resetAt: now + 3_600_000 }
  if (secondaryLimit.times > 0 && (secondaryLimit.only === 'all' || method !== 'GET')) {
    secondaryLimit.times -= 1
    throw new ServiceError(
      secondaryLimit.status,
      'SecondaryRateLimit',
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      { 'retry-after': String(secondaryLimit.retryAfterSeconds) },
    )
  }
  if (state.rateLimit.used >= state.rateLimit.limit) throw forbidden('API rate limit exceeded for installation.')
  state.rateLimit.used += 1
}

/**
 * Public resources can be read by anybody ("this endpoint can be used without authentication or the aforementioned
 * permissions if only public resources are requested"); a private repository is invisible without a token.
 */
function authorize(route: Route, repository: Repository, token: GithubToken | undefined): void {
  if (token === undefined && repository.isPrivate) throw new ServiceError(404, 'NotFound', 'Not Found')
  const writes = route.method !== 'GET'
  if (token === undefined && writes) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  if (route.needs !== 'nothing' && token !== undefined) {
    const mayRead = token.issues !== 'none' || !repository.isPrivate
    const mayWrite = token.issues === 'write'
    if (writes ? !mayWrite : !mayRead) throw forbidden('Resource not accessible by integration')
  }
  if (route.needs === 'issues' && !repository.hasIssues) {
    throw new ServiceError(410, 'Gone', 'Issues has been disabled in this repository.')
  }
}

function getRepository(call: RepositoryCall): EmulatorResponse {
  const owner = findOrAddUser(call.state, call.repository.owner)
  return renderJson(200, renderRepository(call.repository, owner, call.apiUrl))
}

/** The token of a workflow is an app's installation: it has no user of its own. */
function getUser(token: GithubToken | undefined, apiUrl: string): EmulatorResponse {
  if (token === undefined) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  if (token.kind === 'installation') throw forbidden('Resource not accessible by integration')
  return renderJson(200, renderUser(token.user, apiUrl))
}

/** The one GraphQL query that is emulated: who am I (GraphQL reference, "Queries", viewer). Installations have a login there. */
function answerViewerQuery(token: GithubToken | undefined, request: EmulatorRequest): EmulatorResponse {
  if (token === undefined)
    throw new ServiceError(401, 'Unauthorized', 'This endpoint requires you to be authenticated.')
  const { query } = parseBody(request.body)
  if (String(query).replace(/\s+/g, ' ').trim() !== 'query { viewer { login } }') {
    throw new ServiceError(501, 'NotImplemented', 'Of GraphQL only "query { viewer { login } }" is emulated')
  }
  return renderJson(200, { data: { viewer: { login: token.user.login } } })
}

function renderLimitHeaders(state: GithubState): Record<string, string> {
  const { limit, used, resetAt } = state.rateLimit
  return {
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
    'x-ratelimit-resource': 'core',
  }
}

function forbidden(message: string): ServiceError {
  return new ServiceError(403, 'Forbidden', message)
}

export { renderGithubError } from './render.ts'
export { githubState } from './state.ts'
