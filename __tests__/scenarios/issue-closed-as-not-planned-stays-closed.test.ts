import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { githubWrites, ISSUE, onlyIssue } from '../support/issues.ts'
import { BUCKET, closeScenarios, OLD, openScenario, passNight } from '../support/scenario.ts'

afterEach(closeScenarios)

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
