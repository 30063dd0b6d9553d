// The GitHub service: finds the operation of a request, makes the checks common to all operations, and renders errors.

import { readHost } from '../hosts.ts'
import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { answerTo } from '../unsettled.ts'
import { authenticate, authorize, countRequest, forbidden, renderLimitHeaders } from './access.ts'
import { type Found, findOperation } from './operations.ts'
import { renderGithubError } from './render.ts'
import { type GithubState, githubState } from './state.ts'
import { parseBody, readRequiredText } from './validation.ts'

/** Path of the API on the emulator's server: `GITHUB_API_URL` is the base URL followed by this. */
export const GITHUB_PREFIX = '/_github'

/** The emulated GitHub REST API. Errors are returned in GitHub's format; requests that are not emulated get 501. */
export const github: Handler = (request, context) => {
  const state = githubState(context.world)
  const path = request.rawPath.startsWith(GITHUB_PREFIX) ? request.rawPath.slice(GITHUB_PREFIX.length) : request.rawPath
  const found = findOperation(request.method, path, state)
  // Outside the try: a fault may interrupt the request here, and the server handles what it throws.
  context.operation(found.name)
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
  if (found.kind === 'token') return found.handle({ token, request, apiUrl })
  if (found.kind === 'unknown') throw new ServiceError(501, 'NotImplemented', `${found.name} is not emulated`)
  const { repository, parameter } = found
  if (repository === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  if (
    answerTo(context.world, 'github-order') === 'validation-first' &&
    found.name === 'POST /repos/{owner}/{repo}/issues'
  )
    readRequiredText(parseBody(request.body), 'title')
  authorize(found, repository, token)
  const user = token?.user
  const body = parseBody(request.body)
  return found.handle({ world: context.world, state, repository, user, query: request.query, body, apiUrl, parameter })
}
