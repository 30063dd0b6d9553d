// What an operation of GitHub receives.

import { type EmulatorRequest, ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import type { GithubState, GithubToken, GithubUser, Repository } from './state.ts'
import type { JsonObject } from './validation.ts'

/** The arguments of an operation on a repository. */
export type RepositoryCall = {
  readonly world: World
  readonly state: GithubState
  readonly repository: Repository
  /** The user of the token; undefined for anonymous reads of public repositories. */
  readonly user: GithubUser | undefined
  readonly query: URLSearchParams
  readonly body: JsonObject
  readonly apiUrl: string
  /** The issue number or label name in the path; empty if the path has none. */
  readonly parameter: string
}

/** The arguments of an operation on the caller itself. */
export type TokenCall = {
  /** Undefined for anonymous requests. */
  readonly token: GithubToken | undefined
  readonly request: EmulatorRequest
  readonly apiUrl: string
}

/** The author of a write; 401 for an anonymous caller. */
export function authorOf(call: RepositoryCall): GithubUser {
  if (call.user === undefined) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  return call.user
}

/** Links in lists contain the repository's id, as on GitHub. */
export function listUrl(call: RepositoryCall, rest: string): string {
  return `${call.apiUrl}/repositories/${call.repository.id}/${rest}`
}
