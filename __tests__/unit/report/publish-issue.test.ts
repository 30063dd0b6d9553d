// Keeping the issue, against the emulated GitHub: what is written, how often, and that nothing is ever thrown.

import { getOctokit } from '@actions/github'
import { describe, expect, it } from '@jest/globals'
import { createClock } from '../../../emulator/clock.ts'
import { GITHUB_PREFIX, github } from '../../../emulator/github/github.ts'
import { ACTIONS_TOKEN, addIssue, addRepository, findOrAddUser, githubState } from '../../../emulator/github/state.ts'
import type { World } from '../../../emulator/world.ts'
import { publishIssue } from '../../../src/external/github.ts'
import { readRepositoryIsPrivate } from '../../../src/external/repository-visibility.ts'
import { renderIssue } from '../../../src/report/issue.ts'
import { describeScope } from '../../../src/report/issue-scope.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { buildBlindBucket, buildBucket, buildRun, buildScan } from '../../support/results.ts'

const BASE_URL = 'http://127.0.0.1:4000'
const OWNER = 'acme'
const REPO = 'platform'
const TITLE = 'S3 objects are not encrypted as required'
const LABEL = 's3-encryption-compliance'
const dirty = (findings = 5) => buildRun([buildBucket('a', buildScan(findings))])
const clean = buildRun([buildBucket('a', buildScan(0))])

type Answer = (method: string, path: string) => Response | undefined

/** A repository, a client, and the requests that were made. `interfere` may answer instead of GitHub. */
function startStory(interfere: Answer = () => undefined) {
  const world: World = {
    clock: createClock(Date.UTC(2026, 10, 21), false),
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
  const state = githubState(world)
  const repository = addRepository(world, `${OWNER}/${REPO}`)
  const requests: string[] = []
  const sleeps: number[] = []
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const target = new URL(url)
    const method = init.method ?? 'GET'
    const path = target.pathname.replace(GITHUB_PREFIX, '').replace(`/repos/${OWNER}/${REPO}`, '')
    requests.push(`${method} ${path}`)
    const answered = interfere(method, path)
    if (answered !== undefined) return answered
    const answer = await github(
      {
        method,
        rawPath: target.pathname,
        query: target.searchParams,
        headers: Object.fromEntries(new Headers(init.headers)),
        body: new TextEncoder().encode(String(init.body ?? '')),
        host: target.host,
      },
      { world, principal: undefined, operation: () => undefined, baseUrl: BASE_URL },
    )
    return new Response(String(answer.body), { status: answer.status, headers: { ...answer.headers } })
  }
  const octokit = getOctokit(ACTIONS_TOKEN, { baseUrl: `${BASE_URL}${GITHUB_PREFIX}`, request: { fetch: send } })
  const owner = { title: TITLE, id: '', step: 'scan.yml/scan/1' }
  const publish = (result: RunResult, options: { labels?: string[]; assignees?: string[] } = {}) => {
    requests.length = 0
    return publishIssue({
      octokit,
      owner: OWNER,
      repo: REPO,
      result,
      scope: describeScope(result, owner),
      render: (previous) => renderIssue(result, owner, previous),
      labels: options.labels ?? [LABEL],
      assignees: options.assignees ?? [],
      sleep: async (ms) => void sleeps.push(ms),
    })
  }
  const writes = () => requests.filter((request) => !request.startsWith('GET') && !request.endsWith('/graphql'))
  return { world, state, repository, requests, sleeps, publish, writes }
}

const refuse = (status: number, headers: Record<string, string> = {}, message = 'no') =>
  new Response(JSON.stringify({ message }), { status, headers: { 'content-type': 'application/json', ...headers } })

describe('the life of the issue', () => {
  it('is opened once, left alone, updated, commented on, closed, and reopened under the same number', async () => {
    const { publish, repository, writes } = startStory()
    expect(await publish(dirty())).toMatchObject({ ok: true, issue: { number: 1, action: 'opened' }, warnings: [] })
    expect(writes()).toEqual(['POST /labels', 'POST /issues'])
    expect(repository.issues.get(1)).toMatchObject({ title: TITLE, labels: [LABEL], state: 'open' })

    expect((await publish(dirty())).issue).toMatchObject({ number: 1, action: 'unchanged' })
    expect(writes()).toEqual([])

    expect((await publish(dirty(9))).issue).toMatchObject({ number: 1, action: 'updated' })
    expect(writes()).toEqual(['POST /issues/1/comments', 'PATCH /issues/1'])

    expect((await publish(clean)).issue).toMatchObject({ number: 1, action: 'closed' })
    expect(repository.issues.get(1)).toMatchObject({ state: 'closed', stateReason: 'completed' })

    expect((await publish(clean)).issue).toMatchObject({ number: 1, action: 'unchanged' })
    expect(writes()).toEqual([])

    expect((await publish(dirty(2))).issue).toMatchObject({ number: 1, action: 'reopened' })
    expect(repository.issues.get(1)?.state).toBe('open')
    expect(repository.issues.get(1)?.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '❌ **Worse:** 4 more findings (5 → 9).',
      '✅ **Fixed:** the newest inventory report shows no finding.',
      '❌ **Back:** 2 findings in the newest report.',
    ])
    expect(repository.issues.size).toBe(1)
  })

  it('does not begin for a compliant bucket or without an answer', async () => {
    const { publish, repository } = startStory()
    expect(await publish(clean)).toEqual({ ok: true, issue: undefined, warnings: [] })
    expect(await publish(buildRun([buildBlindBucket('a', 'STALE', 'old')]))).toEqual({
      ok: true,
      issue: undefined,
      warnings: [],
    })
    expect(repository.issues.size).toBe(0)
  })

  it('goes on after somebody took the label away or renamed it in the workflow', async () => {
    const { publish, repository } = startStory()
    await publish(dirty())
    repository.issues.get(1)?.labels.splice(0)
    expect((await publish(dirty(6))).issue).toMatchObject({ number: 1, action: 'updated' })
    expect((await publish(dirty(7), { labels: ['other'] })).issue).toMatchObject({ number: 1, action: 'updated' })
    expect((await publish(dirty(8), { labels: [] })).issue).toMatchObject({ number: 1, action: 'updated' })
  })

  it('is found beyond the first page', async () => {
    const { publish, repository, world, state } = startStory()
    const bot = findOrAddUser(state, 'github-actions[bot]')
    for (let i = 0; i < 150; i++) addIssue(world, repository, { title: 'x', body: 'x', user: bot, labels: [] })
    const { body } = renderIssue(dirty(), { title: TITLE })
    const { number } = addIssue(world, repository, { title: TITLE, body, user: bot, labels: [] })
    expect((await publish(dirty())).issue).toMatchObject({ number, action: 'unchanged' })
  })

  it('never touches a stranger’s issue that carries our marker', async () => {
    const { publish, repository, world, state } = startStory()
    const { body } = renderIssue(dirty(), { title: TITLE })
    addIssue(world, repository, { title: TITLE, body, user: findOrAddUser(state, 'mallory'), labels: [LABEL] })
    expect((await publish(dirty(9))).issue).toMatchObject({ number: 2, action: 'opened' })
    expect(repository.issues.get(1)).toMatchObject({ state: 'open', body, comments: [] })
  })
})

describe('two runs at once', () => {
  it('leave one issue: the lowest number stays, whoever opened it', async () => {
    const story = startStory((method, path) => {
      // The other run opens its issue between our listing and our own.
      if (method !== 'POST' || path !== '/labels') return undefined
      const { body } = renderIssue(dirty(), { title: TITLE })
      const user = findOrAddUser(story.state, 'github-actions[bot]')
      addIssue(story.world, story.repository, { title: TITLE, body, user, labels: [LABEL] })
      return undefined
    })
    expect((await story.publish(dirty())).issue).toMatchObject({ number: 1 })
    expect(story.repository.issues.get(1)?.state).toBe('open')
    expect(story.repository.issues.get(2)).toMatchObject({ state: 'closed' })
    expect(story.repository.issues.get(2)?.comments[0]?.body).toBe(
      'Duplicate of #1, opened by another run at the same time.',
    )
  })
})

describe('whose token it is', () => {
  const viewer = (login: string) =>
    new Response(JSON.stringify({ data: { viewer: { login } } }), { headers: { 'content-type': 'application/json' } })

  it('asks GraphQL for the login of another app, and only when nothing was found under the usual one', async () => {
    const story = startStory((_, path) => (path === '/graphql' ? viewer('acme-bot[bot]') : undefined))
    const { body } = renderIssue(dirty(), { title: TITLE })
    const bot = findOrAddUser(story.state, 'acme-bot[bot]')
    addIssue(story.world, story.repository, { title: TITLE, body, user: bot, labels: [] })
    expect((await story.publish(dirty())).issue).toMatchObject({ number: 1, action: 'unchanged' })
  })

  it('takes the login of a personal token from the API', async () => {
    const story = startStory((_, path) =>
      path === '/user'
        ? new Response('{"login":"octocat"}', { headers: { 'content-type': 'application/json' } })
        : undefined,
    )
    const { body } = renderIssue(dirty(), { title: TITLE })
    addIssue(story.world, story.repository, {
      title: TITLE,
      body,
      user: findOrAddUser(story.state, 'octocat'),
      labels: [LABEL],
    })
    expect((await story.publish(dirty())).issue).toMatchObject({ number: 1, action: 'unchanged' })
    expect(story.requests).toEqual(['GET /user', 'GET /issues'])
  })
})

describe('when GitHub refuses', () => {
  it('writes the issue without assignees it does not know, and says so', async () => {
    const { publish, repository } = startStory()
    const published = await publish(dirty(), { assignees: ['no body'] })
    expect(published.issue).toMatchObject({ number: 1, action: 'opened' })
    expect(published.warnings).toEqual([expect.stringContaining('(no%20body)')])
    expect(repository.issues.get(1)?.assignees).toEqual([])
  })

  it('does without a label that may not be made', async () => {
    const { publish } = startStory((method, path) =>
      method === 'POST' && path === '/labels' ? refuse(403) : undefined,
    )
    expect(await publish(dirty())).toMatchObject({ ok: true, issue: { action: 'opened' } })
  })

  it('names the missing permission', async () => {
    const { publish, state } = startStory()
    const token = state.tokens.get(ACTIONS_TOKEN)
    if (token === undefined) throw new Error('the token exists')
    token.issues = 'read'
    const { ok, warnings, issue } = await publish(dirty())
    expect({ ok, issue }).toEqual({ ok: false, issue: undefined })
    expect(warnings).toEqual([expect.stringContaining('issues: write')])
  })

  it('says when issues are disabled', async () => {
    const { publish, repository } = startStory()
    repository.hasIssues = false
    expect(await publish(dirty())).toMatchObject({ ok: false, warnings: [expect.stringContaining('disabled')] })
  })

  it.each([
    ['a secondary limit', refuse.bind(undefined, 403, { 'retry-after': '7' }), 7_000],
    ['429', refuse.bind(undefined, 429, { 'retry-after': '3' }), 3_000],
    [
      'an empty primary limit',
      refuse.bind(undefined, 403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1700000042',
        date: new Date(1_700_000_000_000).toUTCString(),
      }),
      42_000,
    ],
    ['502', refuse.bind(undefined, 502), 1_000],
  ])('waits as long as it asks after %s, then goes on', async (_, answer, waitMs) => {
    let times = 0
    const { publish, sleeps } = startStory((method, path) =>
      method === 'POST' && path === '/issues' && times++ === 0 ? answer() : undefined,
    )
    expect(await publish(dirty())).toMatchObject({ ok: true, issue: { number: 1, action: 'opened' } })
    expect(sleeps).toEqual([waitMs])
  })

  it.each([
    ['for ever', refuse.bind(undefined, 503), [1_000, 2_000, 4_000]],
    ['for longer than is worth waiting', refuse.bind(undefined, 403, { 'retry-after': '3600' }), []],
    ['for good', refuse.bind(undefined, 403), []],
    ['what it was asked', refuse.bind(undefined, 422), []],
  ])('gives up with a warning when it refuses %s', async (_, answer, waits) => {
    const { publish, sleeps } = startStory((method, path) =>
      method === 'GET' && path === '/issues' ? answer() : undefined,
    )
    const { ok, warnings } = await publish(dirty())
    expect(ok).toBe(false)
    expect(warnings).toHaveLength(1)
    expect(sleeps).toEqual(waits)
  })

  it('quotes what GitHub says', async () => {
    const { publish } = startStory(() => refuse(400, {}, '##[error] ::x'))
    expect((await publish(dirty())).warnings[0]).toContain('GitHub said `##[error] ::x`')
  })
})

describe('whether the repository is private', () => {
  const fromApi = (repository: object) => async () => repository
  const fails = async () => Promise.reject(new Error('down'))
  it.each([
    ['the event says private', { repository: { private: true } }, fails, true],
    ['the event says public', { repository: { private: false } }, fromApi({ private: true }), false],
    ['the event says internal', { repository: { visibility: 'internal' } }, fails, true],
    ['the event contradicts itself', { repository: { private: true, visibility: 'public' } }, fails, false],
    ['only the API says', {}, fromApi({ private: true, visibility: 'private' }), true],
    ['nobody says', { repository: {} }, fromApi({}), false],
    ['the API fails', {}, fails, false],
  ])('%s', async (_, event, read, isPrivate) => {
    expect(await readRepositoryIsPrivate(event, read)).toBe(isPrivate)
  })
})
