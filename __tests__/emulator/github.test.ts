// GitHub's double as octokit sees it: a fetch that hands each request to the handler stands for the transport.

import { getOctokit } from '@actions/github'
import { describe, expect, it } from '@jest/globals'
import { createClock } from '../../emulator/clock.ts'
import { GITHUB_PREFIX, github } from '../../emulator/github/github.ts'
import {
  ACTIONS_TOKEN,
  addIssue,
  addRepository,
  addWorkflowRun,
  DEFAULT_REPOSITORY,
  findOrAddUser,
  type GithubState,
  githubState,
  type Repository,
} from '../../emulator/github/state.ts'
import type { World } from '../../emulator/world.ts'

const BASE_URL = 'http://127.0.0.1:4000'
const AT = Date.UTC(2026, 9, 31, 1)
const repo = { owner: 'octo-org', repo: 'octo-repo' }

type Story = {
  readonly world: World
  readonly state: GithubState
  readonly repository: Repository
  readonly operations: string[]
  readonly octokit: (token?: string) => ReturnType<typeof getOctokit>
}

function startStory(): Story {
  const world: World = {
    clock: createClock(AT, false),
    account: '111122223333',
    region: 'us-east-1',
    buckets: new Map(),
    kmsKeys: new Map(),
    roles: new Map(),
    credentials: new Map(),
    log: [],
    faults: [],
    services: new Map(),
  }
  const operations: string[] = []
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const target = new URL(url)
    const headers = Object.fromEntries(new Headers(init.headers))
    const answer = await github(
      {
        method: init.method ?? 'GET',
        rawPath: target.pathname,
        query: target.searchParams,
        headers,
        body: new TextEncoder().encode(String(init.body ?? '')),
        host: target.host,
      },
      { world, principal: undefined, operation: (name) => operations.push(name), baseUrl: BASE_URL },
    )
    return new Response(String(answer.body), { status: answer.status, headers: { ...answer.headers } })
  }
  const octokit: Story['octokit'] = (token = ACTIONS_TOKEN) =>
    getOctokit(token, { baseUrl: `${BASE_URL}${GITHUB_PREFIX}`, request: { fetch: send } })
  const state = githubState(world)
  const repository = state.repositories.get(DEFAULT_REPOSITORY)
  if (repository === undefined) throw new Error('the default repository is missing')
  return { world, state, repository, operations, octokit }
}

describe('issues', () => {
  it('opens an issue as the bot, makes unknown labels, closes it with a reason and reopens the same number', async () => {
    const { octokit, world, repository, operations } = startStory()
    const { issues } = octokit().rest
    const created = await issues.create({ ...repo, title: 'Findings', body: 'two', labels: ['S3', 'security'] })
    expect(created.status).toBe(201)
    expect(created.data).toMatchObject({ number: 1, state: 'open', body: 'two', comments: 0 })
    expect(created.data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' })
    expect([...repository.labels.keys()]).toEqual(['s3', 'security'])

    world.clock.advance(60_000)
    const closed = await issues.update({ ...repo, issue_number: 1, state: 'closed' })
    expect(closed.data).toMatchObject({
      state: 'closed',
      state_reason: 'completed',
      closed_at: '2026-10-31T01:01:00Z',
      title: 'Findings',
    })
    const reopened = await issues.update({ ...repo, issue_number: 1, state: 'open', body: 'three', labels: ['S3'] })
    expect(reopened.data).toMatchObject({ number: 1, state_reason: 'reopened', closed_at: null, body: 'three' })
    expect(reopened.data.labels).toHaveLength(1)
    expect(operations.slice(0, 2)).toEqual([
      'POST /repos/{owner}/{repo}/issues',
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
    ])
  })

  it('changes nothing when an update is refused', async () => {
    const { octokit, world, repository } = startStory()
    const issue = addIssue(world, repository, { title: 'kept' })
    const update = octokit().rest.issues.update({ ...repo, issue_number: 1, title: 'new', assignees: ['stranger'] })
    await expect(update).rejects.toMatchObject({ status: 422 })
    expect(issue.title).toBe('kept')
  })

  it('lists pull requests among issues, newest first, and filters by state, labels and creator', async () => {
    const { octokit, world, repository, state } = startStory()
    addIssue(world, repository, { title: 'a', labels: ['x', 'y'] })
    addIssue(world, repository, { title: 'b', isPullRequest: true, labels: ['X'] })
    addIssue(world, repository, { title: 'c', state: 'closed', labels: ['x'] })
    addIssue(world, repository, { title: 'd', user: findOrAddUser(state, 'mona') })
    const list = async (filter: object): Promise<string[]> => {
      const answer = await octokit().rest.issues.listForRepo({ ...repo, ...filter })
      return answer.data.map((issue) => (issue.pull_request === undefined ? issue.title : `${issue.title} (pull)`))
    }
    expect(await list({})).toEqual(['d', 'b (pull)', 'a'])
    expect(await list({ state: 'all', direction: 'asc' })).toEqual(['a', 'b (pull)', 'c', 'd'])
    expect(await list({ state: 'closed' })).toEqual(['c'])
    expect(await list({ labels: 'x' })).toEqual(['b (pull)', 'a'])
    expect(await list({ labels: 'x,y' })).toEqual(['a'])
    expect(await list({ creator: 'Mona' })).toEqual(['d'])
  })

  it('pages with Link headers that octokit follows', async () => {
    const { octokit, world, repository, operations } = startStory()
    for (let index = 0; index < 205; index += 1) addIssue(world, repository, { title: `issue ${index}` })
    const client = octokit()
    const all = await client.paginate(client.rest.issues.listForRepo, { ...repo, per_page: 100 })
    expect(all).toHaveLength(205)
    expect(new Set(all.map((issue) => issue.number)).size).toBe(205)
    expect(operations).toHaveLength(3)
    const second = await client.rest.issues.listForRepo({ ...repo, page: 2, per_page: 30 })
    expect([...(second.headers.link ?? '').matchAll(/rel="(\w+)"/g)].map((match) => match[1])).toEqual([
      'prev',
      'next',
      'last',
      'first',
    ])
  })

  it('keeps comments in order and refuses what has no issue', async () => {
    const { octokit, world, repository } = startStory()
    addIssue(world, repository, { title: 'a' })
    const { issues } = octokit().rest
    await issues.createComment({ ...repo, issue_number: 1, body: 'first' })
    await issues.createComment({ ...repo, issue_number: 1, body: 'second' })
    const comments = await issues.listComments({ ...repo, issue_number: 1 })
    expect(comments.data.map((comment) => comment.body)).toEqual(['first', 'second'])
    expect((await issues.get({ ...repo, issue_number: 1 })).data.comments).toBe(2)
    await expect(issues.createComment({ ...repo, issue_number: 9, body: 'x' })).rejects.toMatchObject({ status: 404 })
  })

  it.each([
    ['a body of 65,536 characters', 'é'.repeat(65_536), 201],
    ['a body of 65,536 characters outside the BMP', '😀'.repeat(65_536), 201],
    ['a body of 65,537 characters', 'a'.repeat(65_537), 422],
  ])('answers %s with its status', async (_name, body, status) => {
    const { octokit } = startStory()
    const answer = await octokit()
      .rest.issues.create({ ...repo, title: 't', body })
      .catch((error: { status: number }) => error)
    expect(answer.status).toBe(status)
  })

  it('names the unknown assignee in its validation error', async () => {
    const { octokit, repository } = startStory()
    repository.assignable.add('mona')
    const { issues } = octokit().rest
    expect((await issues.create({ ...repo, title: 't', assignees: ['mona'] })).data.assignees).toHaveLength(1)
    await expect(issues.create({ ...repo, title: 't', assignees: ['nobody'] })).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Validation Failed', errors: [{ field: 'assignees', value: 'nobody' }] } },
    })
    expect(repository.issues.size).toBe(1)
  })
})

describe('labels', () => {
  it('finds a label in any case and refuses to make it twice', async () => {
    const { octokit } = startStory()
    const { issues } = octokit().rest
    await expect(issues.getLabel({ ...repo, name: 'S3 / é' })).rejects.toMatchObject({ status: 404 })
    await issues.createLabel({ ...repo, name: 'S3 / é', color: 'FF0000', description: 'd' })
    const found = await issues.getLabel({ ...repo, name: 's3 / É' })
    expect(found.data).toMatchObject({ name: 'S3 / é', color: 'ff0000', description: 'd' })
    await expect(issues.createLabel({ ...repo, name: 's3 / É' })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ code: 'already_exists' }] } },
    })
  })
})

describe('runs of workflows', () => {
  const run = { id: 4711, event: 'schedule', headBranch: 'main', headRepository: 'octo-org/octo-repo' }
  const ask = ({ octokit }: Story, run_id = run.id) => octokit().rest.actions.getWorkflowRun({ ...repo, run_id })

  it('are told by id, in the form that octokit reads', async () => {
    const story = startStory()
    addWorkflowRun(story.world, DEFAULT_REPOSITORY, run)

    const { data } = await ask(story)

    expect([data.id, data.event, data.head_branch, data.head_repository.full_name, data.repository.full_name]).toEqual([
      4711,
      'schedule',
      'main',
      DEFAULT_REPOSITORY,
      DEFAULT_REPOSITORY,
    ])
    await expect(ask(story, 4712)).rejects.toMatchObject({ status: 404 })
  })

  it('of a private repository need actions: read', async () => {
    const story = startStory()
    addWorkflowRun(story.world, DEFAULT_REPOSITORY, run)
    Object.assign(story.state.tokens.get(ACTIONS_TOKEN) ?? {}, { actions: 'none' })
    expect((await ask(story)).status).toBe(200)
    story.repository.isPrivate = true
    await expect(ask(story)).rejects.toMatchObject({ status: 403 })
  })
})

describe('permissions', () => {
  it('refuses a wrong token', async () => {
    const { octokit } = startStory()
    await expect(octokit('wrong').rest.repos.get(repo)).rejects.toMatchObject({
      status: 401,
      response: { data: { message: 'Bad credentials' } },
    })
  })

  it('answers GET /user to a person and not to a workflow', async () => {
    const { octokit, state } = startStory()
    await expect(octokit().rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Resource not accessible by integration' } },
    })
    state.tokens.set('pat', { kind: 'user', user: findOrAddUser(state, 'mona'), issues: 'write', actions: 'read' })
    expect((await octokit('pat').rest.users.getAuthenticated()).data.login).toBe('mona')
  })

  it.each([
    ['none', false, 200, 403],
    ['none', true, 403, 403],
    ['read', true, 200, 403],
    ['write', true, 200, 201],
  ] as const)(
    'with issues: %s in a repository with private: %s answers reads %i and writes %i',
    async (issues, isPrivate, read, write) => {
      const { octokit, state, repository } = startStory()
      const token = state.tokens.get(ACTIONS_TOKEN)
      if (token !== undefined) token.issues = issues
      repository.isPrivate = isPrivate
      const { rest } = octokit()
      const statusOf = async (answer: Promise<{ status: number }>): Promise<number> =>
        (await answer.catch((error: { status: number }) => error)).status
      expect(await statusOf(rest.issues.listForRepo(repo))).toBe(read)
      expect(await statusOf(rest.issues.create({ ...repo, title: 't' }))).toBe(write)
      expect((await rest.repos.get(repo)).data.private).toBe(isPrivate)
    },
  )

  it('answers 410 where issues are disabled and 404 where there is no repository', async () => {
    const { octokit, world } = startStory()
    addRepository(world, 'octo-org/quiet').hasIssues = false
    const { rest } = octokit()
    expect((await rest.repos.get({ owner: 'octo-org', repo: 'quiet' })).data.has_issues).toBe(false)
    await expect(rest.issues.listForRepo({ owner: 'octo-org', repo: 'quiet' })).rejects.toMatchObject({
      status: 410,
      response: { data: { message: 'Issues has been disabled in this repository.' } },
    })
    await expect(rest.repos.get({ owner: 'octo-org', repo: 'none' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('limits', () => {
  it('counts requests and refuses those beyond the hour until it is over', async () => {
    const { octokit, state, world } = startStory()
    state.rateLimit.limit = 1
    const { rest } = octokit()
    expect((await rest.repos.get(repo)).headers['x-ratelimit-remaining']).toBe('0')
    await expect(rest.repos.get(repo)).rejects.toMatchObject({ status: 403 })
    world.clock.advance(3_600_000)
    expect((await rest.repos.get(repo)).status).toBe(200)
  })

  it('answers a secondary limit to writes only, as often as asked', async () => {
    const { octokit, state } = startStory()
    state.secondaryLimit = { times: 1, status: 429, retryAfterSeconds: 7, only: 'writes' }
    const { issues } = octokit().rest
    expect((await issues.listForRepo(repo)).status).toBe(200)
    await expect(issues.create({ ...repo, title: 't' })).rejects.toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': '7' } },
    })
    expect((await issues.create({ ...repo, title: 't' })).status).toBe(201)
  })
})

describe('what is not emulated', () => {
  it('answers 501 and names it', async () => {
    const { octokit } = startStory()
    const client = octokit()
    await expect(client.rest.search.issuesAndPullRequests({ q: 'x' })).rejects.toMatchObject({
      status: 501,
      response: { data: { message: 'GET /search/issues is not emulated' } },
    })
    await expect(client.rest.issues.listForRepo({ ...repo, milestone: '1' })).rejects.toMatchObject({ status: 501 })
  })
})
