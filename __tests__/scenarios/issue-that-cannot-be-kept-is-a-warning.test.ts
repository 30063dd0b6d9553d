import { afterEach, expect, it } from '@jest/globals'
import { ACTIONS_TOKEN, githubState } from '../../emulator/github/state.ts'
import type { World } from '../../emulator/world.ts'
import { issuesOf, repositoryOf } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Case = readonly [what: string, change: (world: World) => void, said: string]

it.each<Case>([
  [
    'issues are disabled',
    (world) => {
      repositoryOf(world).hasIssues = false
    },
    'issues are disabled in this repository',
  ],
  [
    'the token may not write them',
    (world) => {
      const token = githubState(world).tokens.get(ACTIONS_TOKEN)
      if (token) token.issues = 'read'
    },
    'give the job the permission issues: write',
  ],
  [
    'GitHub is down',
    (world) => {
      const error = { kind: 'error', status: 502, code: 'BadGateway' } as const
      world.faults.push({ match: { urlIncludes: '/_github/' }, phase: 'before', effect: error, times: 1000 })
    },
    'The issue could not be written (HTTP 502)',
  ],
  [
    'GitHub asks to come back in two minutes',
    (world) => {
      githubState(world).secondaryLimit = { times: 1000, status: 403, retryAfterSeconds: 120, only: 'writes' }
    },
    'secondary rate limit',
  ],
])('keeps the verdict when %s, and fails where the issue was all that told it', async (_what, change, said) => {
  const scenario = await openScenario()
  change(scenario.world)

  const [both, only] = await Promise.all([
    scenario.run({ 'on-findings': 'fail-and-issue' }),
    scenario.run({ 'on-findings': 'issue' }),
  ])

  for (const run of [both, only]) {
    expect(run.exitCode).toBe(1)
    expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict: 'NON_COMPLIANT', 'issue-number': '' })
    expect(run.annotations.map(({ level }) => level)).toEqual(['error', 'warning'])
    expect(run.annotated).toContain(said)
    expect(run.report).toMatchObject({ warnings: [expect.stringContaining(said)] })
  }
  expect(only.stdout).toContain('The issue that reports the findings could not be written.')
  expect(issuesOf(scenario.world)).toEqual([])
})

it('waits as long as GitHub asks when that is short', async () => {
  const scenario = await openScenario()
  githubState(scenario.world).secondaryLimit = { times: 1, status: 429, retryAfterSeconds: 1, only: 'writes' }

  const run = await scenario.run({ 'on-findings': 'issue' })

  expect(run.exitCode).toBe(0)
  expect(issuesOf(scenario.world)).toHaveLength(1)
})

it('opens the issue without the assignees GitHub refuses, and says so', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'on-findings': 'issue', 'issue-assignees': '@nobody-here' })

  expect(run.exitCode).toBe(0)
  expect(issuesOf(scenario.world)).toMatchObject([{ assignees: [] }])
  expect(run.annotated).toContain('GitHub refused the issue')
  expect(run.annotated).toContain('nobody-here')
})

it('opens the issue when its label cannot be made first', async () => {
  const scenario = await openScenario()
  const error = { kind: 'error', status: 403, code: 'Forbidden', message: 'Resource not accessible' } as const
  const match = { operation: 'POST /repos/{owner}/{repo}/labels' }
  scenario.world.faults.push({ match, phase: 'before', effect: error, times: 1 })

  const run = await scenario.run({ 'on-findings': 'issue' })

  expect(run.outputs.get('issue-number')).toBe('1')
})
