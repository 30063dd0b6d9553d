// The state of the emulated GitHub: tokens, users, repositories, labels, issues, comments and the rate limits. Tests
// set it directly; requests change it only through issues.ts and labels.ts.

import { serviceState, type World } from '../world.ts'

export type GithubUser = { readonly login: string; readonly id: number; readonly type: 'User' | 'Bot' }

export type Permission = 'none' | 'read' | 'write'

/** A token and its permissions. `installation` is the kind of token of a workflow; `user` a personal access token. */
export type GithubToken = {
  readonly kind: 'installation' | 'user'
  readonly user: GithubUser
  /** The `issues` permission of the job (`permissions: issues: write`). */
  issues: Permission
  /** The same for `actions`. */
  actions: Permission
}

export type Label = { readonly id: number; readonly name: string; color: string; description: string | null }

export type Comment = {
  readonly id: number
  readonly user: GithubUser
  body: string
  readonly createdAt: number
  updatedAt: number
}

export type Issue = {
  readonly id: number
  readonly number: number
  /** Pull requests are also issues and share their numbers. */
  readonly isPullRequest: boolean
  readonly user: GithubUser
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null
  labels: string[]
  assignees: GithubUser[]
  comments: Comment[]
  readonly createdAt: number
  updatedAt: number
  closedAt: number | null
  closedBy: GithubUser | null
}

/** A run of a workflow, as far as anybody asks for it. */
export type WorkflowRun = {
  readonly id: number
  /** `schedule`, `pull_request`, … */
  readonly event: string
  /** Branch or tag. */
  readonly headBranch: string
  /** `owner/name` that the code came from: another than the repository for pull requests from forks. */
  readonly headRepository: string
}

export type Repository = {
  readonly id: number
  readonly owner: string
  readonly name: string
  isPrivate: boolean
  hasIssues: boolean
  /** By lower-case name: GitHub's labels are unique regardless of case. */
  readonly labels: Map<string, Label>
  readonly issues: Map<number, Issue>
  /** Logins of users who can be assigned. */
  readonly assignable: Set<string>
  readonly runs: Map<number, WorkflowRun>
}

export type GithubState = {
  readonly tokens: Map<string, GithubToken>
  /** By lower-case login. */
  readonly users: Map<string, GithubUser>
  /** By lower-case `owner/name`. */
  readonly repositories: Map<string, Repository>
  /** Primary limit per hour. A workflow token has 1,000 requests per hour and repository. */
  rateLimit: { limit: number; used: number; resetAt: number }
  /** The next `times` requests (or only those that write) get a secondary rate limit response. */
  secondaryLimit: { times: number; status: 403 | 429; retryAfterSeconds: number; only: 'writes' | 'all' }
  nextId: number
}

/** The token that workflows in the emulated world have as `github.token`. */
export const ACTIONS_TOKEN = 'ghs_emulatedActionsToken000000000000000000'

/** The repository that exists from the start. */
export const DEFAULT_REPOSITORY = 'octo-org/octo-repo'

/** GitHub's own bot account; its id is the same on github.com. */
export const ACTIONS_BOT: GithubUser = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

const HOUR_MS = 3_600_000

/** GitHub's state in this world, created on first use with the workflow's token and one public repository. */
export function githubState(world: World): GithubState {
  return serviceState(world, 'github', () => createState(world))
}

function createState(world: World): GithubState {
  const state: GithubState = {
    tokens: new Map([[ACTIONS_TOKEN, { kind: 'installation', user: ACTIONS_BOT, issues: 'write', actions: 'read' }]]),
    users: new Map([[ACTIONS_BOT.login, ACTIONS_BOT]]),
    repositories: new Map(),
    rateLimit: { limit: 1000, used: 0, resetAt: world.clock.now() + HOUR_MS },
    secondaryLimit: { times: 0, status: 403, retryAfterSeconds: 60, only: 'all' },
    nextId: 1,
  }
  addRepositoryTo(state, DEFAULT_REPOSITORY)
  return state
}

/** Adds a repository `owner/name` whose owner is the only assignable user; public and with issues by default. */
export function addRepository(world: World, fullName: string, isPrivate = false): Repository {
  return addRepositoryTo(githubState(world), fullName, isPrivate)
}

function addRepositoryTo(state: GithubState, fullName: string, isPrivate = false): Repository {
  const [owner = '', name = ''] = fullName.split('/')
  const repository: Repository = {
    id: takeId(state),
    owner,
    name,
    isPrivate,
    hasIssues: true,
    labels: new Map(),
    issues: new Map(),
    assignable: new Set([owner]),
    runs: new Map(),
  }
  findOrAddUser(state, owner)
  state.repositories.set(fullName.toLowerCase(), repository)
  return repository
}

/** The next id, for anything; ids count up from 1, so that a world built in the same way has the same ids. */
export function takeId(state: GithubState): number {
  const id = state.nextId
  state.nextId += 1
  return id
}

/** The user with this login (a `[bot]` suffix makes it a Bot), created if it does not exist. */
export function findOrAddUser(state: GithubState, login: string): GithubUser {
  const found = state.users.get(login.toLowerCase())
  if (found !== undefined) return found
  const user: GithubUser = { login, id: takeId(state), type: login.endsWith('[bot]') ? 'Bot' : 'User' }
  state.users.set(login.toLowerCase(), user)
  return user
}

export type IssueSeed = {
  readonly title: string
  readonly body?: string | null
  readonly user?: GithubUser
  readonly isPullRequest?: boolean
  readonly state?: 'open' | 'closed'
  readonly labels?: readonly string[]
}

/** Opens an issue (or pull request) as its user, by default GitHub's bot. Missing labels are created. */
export function addIssue(world: World, repository: Repository, seed: IssueSeed): Issue {
  const state = githubState(world)
  const now = world.clock.now()
  const isClosed = seed.state === 'closed'
  const user = seed.user ?? ACTIONS_BOT
  const issue: Issue = {
    id: takeId(state),
    number: repository.issues.size + 1,
    isPullRequest: seed.isPullRequest ?? false,
    user,
    title: seed.title,
    body: seed.body ?? null,
    state: seed.state ?? 'open',
    stateReason: isClosed ? 'completed' : null,
    labels: (seed.labels ?? []).map((name) => findOrAddLabel(state, repository, name).name),
    assignees: [],
    comments: [],
    createdAt: now,
    updatedAt: now,
    closedAt: isClosed ? now : null,
    closedBy: isClosed ? user : null,
  }
  repository.issues.set(issue.number, issue)
  return issue
}

/** The label of this name in any case, created with GitHub's default color if it does not exist. */
export function findOrAddLabel(state: GithubState, repository: Repository, name: string): Label {
  const found = repository.labels.get(name.toLowerCase())
  if (found !== undefined) return found
  const label: Label = { id: takeId(state), name, color: 'ededed', description: null }
  repository.labels.set(name.toLowerCase(), label)
  return label
}

/** Lets a run of a workflow have been made in a repository `owner/name` that exists. */
export function addWorkflowRun(world: World, fullName: string, run: WorkflowRun): void {
  const repository = githubState(world).repositories.get(fullName.toLowerCase())
  if (repository === undefined) throw new Error(`no repository ${fullName}`)
  repository.runs.set(run.id, run)
}
