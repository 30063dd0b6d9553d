import { afterEach, expect, it } from '@jest/globals'
import { githubWrites, ISSUE, issuesOf, onlyIssue } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

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
