// Who wrote a local baseline is asked of GitHub, on events that ask to merge: a description alone could be written by anyone.

import { afterEach, expect, it } from '@jest/globals'
import { ACTIONS_TOKEN, addWorkflowRun, githubState } from '../../emulator/github/state.ts'
import { closeScenarios, openScenario, requestsOf, type Scenario } from '../support/scenario.ts'
import { compareIn, compareInS3, RUN, storeBaseline, takeBaseline } from '../support/scenes/baseline.ts'

afterEach(closeScenarios)

const ASKED = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
const repositoryOf = ({ world }: Scenario) => {
  const repository = githubState(world).repositories.get('octo-org/octo-repo')
  if (repository === undefined) throw new Error('no repository')
  return repository
}

it.each(['pull_request', 'pull_request_target', 'merge_group'])('is asked once on %s', async (event) => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)

  const run = await compareIn(scenario, folder, { event })

  expect(requestsOf(run, ASKED)).toHaveLength(1)
  expect([run.exitCode, run.outputs.get('unchanged-findings')]).toEqual([0, '2'])
  expect(run.annotated).not.toContain('known only from its own description')
})

it('is not asked on other events', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  expect(requestsOf(await compareIn(scenario, folder, { event: 'schedule' }), ASKED)).toEqual([])
})

it('is not asked about a baseline in S3', async () => {
  const scenario = await openScenario()
  await storeBaseline(scenario)
  const run = await compareInS3(scenario)
  expect(requestsOf(run, ASKED)).toEqual([])
  expect(run.outputs.get('unchanged-findings')).toBe('2')
})

it.each([
  ['another event', { event: 'pull_request' }, 'whose event GitHub gives as pull_request, not schedule'],
  ['another branch', { headBranch: 'feature' }, 'whose branch GitHub gives as feature, not main'],
  ['a fork', { headRepository: 'mallory/octo-repo' }, 'whose repository GitHub gives as mallory/octo-repo'],
])('is refused where GitHub says that the run was of %s', async (_what, changes, why) => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  addWorkflowRun(scenario.world, 'octo-org/octo-repo', { ...RUN, ...changes })

  const run = await compareIn(scenario, folder)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.annotated).toContain(why)
})

it('is refused where GitHub knows no such run', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  repositoryOf(scenario).runs.clear()

  const run = await compareIn(scenario, folder)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.annotated).toContain('run 4711, which GitHub does not know in this repository')
})

const NOBODY_TO_ASK: readonly (readonly [
  what: string,
  change: (scenario: Scenario) => void,
  token: Record<string, string>,
])[] = [
  [
    'the job may not read runs',
    (scenario) => {
      repositoryOf(scenario).isPrivate = true
      Object.assign(githubState(scenario.world).tokens.get(ACTIONS_TOKEN) ?? {}, { actions: 'none' })
    },
    {},
  ],
  [
    'GitHub is out of order',
    ({ world }) => {
      const effect = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const
      world.faults.push({ match: { operation: ASKED }, phase: 'before', effect, times: 99 })
    },
    {},
  ],
  ['there is no token', () => {}, { 'github-token': ' ' }],
]

it.each(NOBODY_TO_ASK)('is refused, with what helps, where %s', async (_what, change, token) => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  change(scenario)

  const run = await compareIn(scenario, folder, { inputs: token })

  expect([run.exitCode, run.outputs.get('unchanged-findings')]).toEqual([1, ''])
  for (const text of [run.annotated, run.summary, JSON.stringify(run.report)]) {
    expect(text).toContain('who wrote it is known only from its own description')
    expect(text).toContain('actions: read')
  }
})
