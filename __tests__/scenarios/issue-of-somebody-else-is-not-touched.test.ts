import { afterEach, expect, it } from '@jest/globals'
import { addIssue, findOrAddUser, githubState } from '../../emulator/github/state.ts'
import { issuesOf, onlyIssue, repositoryOf } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('opens its own beside an issue and a pull request that carry a copy of its marker', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ 'on-findings': 'issue' })
  const { title, body } = onlyIssue(world)
  const repository = repositoryOf(world)
  repository.issues.clear()
  const mallory = findOrAddUser(githubState(world), 'mallory')
  addIssue(world, repository, { title, body, user: mallory, labels: ['s3-encryption-compliance'] })
  addIssue(world, repository, { title, body, isPullRequest: true, labels: ['s3-encryption-compliance'] })
  const before = structuredClone(issuesOf(world))

  const run = await scenario.run({ 'on-findings': 'issue' })

  expect(run.outputs.get('issue-number')).toBe('3')
  expect(issuesOf(world).slice(0, 2)).toEqual(before)
})
