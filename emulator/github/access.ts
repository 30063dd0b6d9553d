// Decides who may make a request, after checking rate limits (GitHub REST API, "Rate limits for the REST API").

import { type EmulatorRequest, ServiceError } from '../http.ts'
import type { GithubState, GithubToken, Repository } from './state.ts'

/** The properties of an operation that decide who may call it. */
export type Guarded = {
  readonly method: string
  /** Requests about issues are refused if the repository has issues disabled; they and labels need the permission `issues`,
   * runs of workflows the permission `actions` (REST API, "Permissions required for GitHub Apps"). */
  readonly needs: 'nothing' | 'issues' | 'labels' | 'actions'
}

/** The token of a request, undefined if there is none; 401 for an unknown token. */
export function authenticate(request: EmulatorRequest, state: GithubState): GithubToken | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = state.tokens.get(/^(?:bearer|token) (.+)$/i.exec(header)?.[1] ?? '')
  if (token === undefined) throw new ServiceError(401, 'Unauthorized', 'Bad credentials')
  return token
}

/** Counts a request, and refuses it above the primary limit or under a secondary limit. */
export function countRequest(method: string, now: number, state: GithubState): void {
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
 * Anyone can read public resources ("this endpoint can be used without authentication or the aforementioned permissions
 * if only public resources are requested"); a private repository is invisible without a token.
 */
export function authorize(operation: Guarded, repository: Repository, token: GithubToken | undefined): void {
  if (token === undefined && repository.isPrivate) throw new ServiceError(404, 'NotFound', 'Not Found')
  const writes = operation.method !== 'GET'
  if (token === undefined && writes) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  if (operation.needs !== 'nothing' && token !== undefined) {
    const permission = operation.needs === 'actions' ? token.actions : token.issues
    const mayRead = permission !== 'none' || !repository.isPrivate
    const mayWrite = permission === 'write'
    if (writes ? !mayWrite : !mayRead) throw forbidden('Resource not accessible by integration')
  }
  if (operation.needs === 'issues' && !repository.hasIssues) {
    throw new ServiceError(410, 'Gone', 'Issues has been disabled in this repository.')
  }
}

/** The rate limit headers of every response. */
export function renderLimitHeaders(state: GithubState): Record<string, string> {
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

/** 403 in GitHub's words. */
export function forbidden(message: string): ServiceError {
  return new ServiceError(403, 'Forbidden', message)
}
