import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { addIssue } from '../../emulator/github/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { githubWrites, issuesOf, onlyIssue, repositoryOf } from '../support/issues.ts'
import { BUCKET, closeScenarios, OLD, openScenario, passNight } from '../support/scenario.ts'

afterEach(closeScenarios)

const ISSUE = { 'on-findings': 'issue' } as const
const LABELS = ['s3-encryption-compliance']

it('keeps two issues for two workflows that watch the same bucket with other filters', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  seedObject(world, BUCKET, { key: 'logs/1', size: 1, status: 'NOT-SSE', lastModified: OLD })
  await passNight(scenario)
  const watch = (include: string) =>
    scenario.run(
      { ...ISSUE, include },
      {
        env: { GITHUB_WORKFLOW_REF: `octo-org/octo-repo/.github/workflows/${include.slice(0, 3)}.yml@refs/heads/main` },
      },
    )

  expect((await watch('old/**')).outputs.get('issue-number')).toBe('1')
  expect((await watch('logs/**')).outputs.get('issue-number')).toBe('2')

  seedObject(world, BUCKET, { key: 'logs/1', size: 1, status: 'SSE-S3', lastModified: OLD })
  await passNight(scenario)
  expect((await watch('logs/**')).outputs.get('issue-number')).toBe('2')
  expect(githubWrites(await watch('old/**'))).not.toContain('POST /issues')
  expect(issuesOf(world).map(({ state }) => state)).toEqual(['open', 'closed'])
  expect(issuesOf(world)[0]?.comments).toEqual([])
})

it('takes over the issue of a list of buckets that grows, and of one that shrinks', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run(ISSUE)

  const grown = await scenario.run({ ...ISSUE, buckets: `${BUCKET}\nacme-inventory` })
  expect(grown.outputs.get('issue-number')).toBe('1')
  const shrunk = await scenario.run(ISSUE)
  expect(shrunk.outputs.get('issue-number')).toBe('1')

  const comments = onlyIssue(world).comments.map(({ body }) => body)
  expect(comments[0]).toContain('2 buckets watched now')
  expect(comments[1]).toContain('1 bucket watched now')
  expect(githubWrites(await scenario.run(ISSUE))).toEqual([])
})

it('keeps one issue under an issue-id through a change of policy', async () => {
  const scenario = await openScenario()
  const named = { ...ISSUE, 'issue-id': 'production' }
  await scenario.run(named)
  const other = await scenario.run({ ...named, 'accepted-encryption': 'SSE-S3' })
  expect(other.outputs.get('issue-number')).toBe('1')
  expect((await scenario.run(ISSUE)).outputs.get('issue-number')).toBe('2')

  const wrong = await scenario.run({ ...ISSUE, 'issue-id': 'my issue' })
  expect(wrong.exitCode).toBe(1)
  expect(wrong.annotated).toContain('issue-id is "my issue"; accepted is 1 to 64 of A-Z a-z 0-9 . _ -')
})

it('takes over an issue that an older action wrote, and brings its state up to date', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run(ISSUE)
  const written = onlyIssue(world)
  const [, stateLine = ''] = readFileSync('__tests__/unit/report/older/issue-state-0.md', 'utf8').split('\n')
  // The marker of the same repository and bucket, as it was when a scope was names alone.
  const marker = '<!-- s3-encryption-compliance:scope=f564f4d17a4e1b565c27c9439dcacf48 -->'
  repositoryOf(world).issues.clear()
  addIssue(world, repositoryOf(world), {
    title: written.title,
    body: `${marker}\n${stateLine}\n\nOld text`,
    labels: LABELS,
  })

  const run = await scenario.run(ISSUE)

  expect(run.outputs.get('issue-number')).toBe('1')
  expect(onlyIssue(world).body?.split('\n')[0]).toBe(written.body?.split('\n')[0])
  expect(onlyIssue(world).body).not.toContain('Old text')
})

it('leaves an issue alone that a newer action wrote, and says so', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run(ISSUE)
  const issue = onlyIssue(world)
  const newer = (issue.body ?? '').replace('%22schemaVersion%22%3A1%2C', '%22schemaVersion%22%3A2%2C')
  expect(newer).not.toBe(issue.body)
  issue.body = newer

  const run = await scenario.run({ ...ISSUE, exclude: 'old/1' })
  const same = await scenario.run(ISSUE)

  expect(run.outputs.get('issue-number')).toBe('2')
  expect(githubWrites(same)).toEqual([])
  expect(same.exitCode).toBe(1)
  expect(issuesOf(world)[0]?.body).toBe(newer)
  for (const told of [same.annotated, same.summary]) expect(told).toContain('written by a newer version of this action')
})

it('respects an issue closed as not planned until something new breaks, and says so', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run(ISSUE)
  const issue = onlyIssue(world)
  issue.state = 'closed'
  issue.stateReason = 'not_planned'

  const quiet = await scenario.run(ISSUE)
  expect(githubWrites(quiet)).toEqual([])
  expect(quiet.outputs.get('issue-number')).toBe('1')
  const words = 'was closed as not planned. It stays closed until something new breaks.'
  expect(quiet.summary).toContain(words)
  expect(quiet.stdout).toContain(words)

  seedObject(world, BUCKET, { key: 'old/3', size: 1, status: 'NOT-SSE', lastModified: OLD + 1 })
  await passNight(scenario)
  const loud = await scenario.run(ISSUE)
  expect(onlyIssue(world)).toMatchObject({ state: 'open', stateReason: 'reopened' })
  expect(loud.summary).not.toContain(words)
})
