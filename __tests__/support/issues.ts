// Knows the issues of the emulated repository as a person would look at them, and what a run wrote to GitHub.

import { DEFAULT_REPOSITORY, githubState, type Issue, type Repository } from '../../emulator/github/state.ts'
import type { World } from '../../emulator/world.ts'
import type { ScenarioRun } from './scenario.ts'

/** The input of a run that keeps an issue. */
export const ISSUE = { 'on-findings': 'issue' } as const

export function repositoryOf(world: World): Repository {
  const repository = githubState(world).repositories.get(DEFAULT_REPOSITORY)
  if (repository === undefined) throw new Error(`the emulated GitHub has no ${DEFAULT_REPOSITORY}`)
  return repository
}

export function issuesOf(world: World): readonly Issue[] {
  return [...repositoryOf(world).issues.values()]
}

/** The only issue there is. */
export function onlyIssue(world: World): Issue {
  const [issue, ...others] = issuesOf(world)
  if (issue === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} issues, or none`)
  return issue
}

/** What a run changed on GitHub: method and path of every request that is no GET, GraphQL queries left out. */
export function githubWrites(run: ScenarioRun): readonly string[] {
  return run.requests
    .filter(({ service, method, url }) => service === 'github' && method !== 'GET' && !url.endsWith('/graphql'))
    .map(({ operation }) => operation.replace('/repos/{owner}/{repo}', ''))
}
