// Knows what an operation of GitHub receives.

import { type EmulatorRequest, ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import type { GithubState, GithubToken, GithubUser, Repository } from './state.ts'
import type { JsonObject } from './validation.ts'

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
  /** What stands in the path for an issue's number or a label's name; empty where the path has none. */
  readonly parameter: string
}

/** What an operation on the caller itself works with. */
export type TokenCall = {
  /** Undefined for anonymous requests. */
  readonly token: GithubToken | undefined
  readonly request: EmulatorRequest
  readonly apiUrl: string
}

/** Who writes; 401 for an anonymous caller. */
export function authorOf(call: RepositoryCall): GithubUser {
  if (call.user === undefined) throw new ServiceError(401, 'Unauthorized', 'Requires authentication')
  return call.user
}

/** Links in lists name the repository by its id, as GitHub's do. */
export function listUrl(call: RepositoryCall, rest: string): string {
  return `${call.apiUrl}/repositories/${call.repository.id}/${rest}`
}
