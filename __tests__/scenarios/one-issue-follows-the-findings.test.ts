import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { githubWrites, onlyIssue } from '../support/issues.ts'
import { BUCKET, closeScenarios, DAY_MS, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('is opened, left alone, updated, closed and reopened as the reports say', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const runNextDay = async (status: 'NOT-SSE' | 'SSE-S3', keys: readonly string[]) => {
    world.clock.advance(DAY_MS)
    for (const key of keys) seedObject(world, BUCKET, { key, size: 1000, status, lastModified: OLD + 1 })
    await scenario.deliver()
    return scenario.run({ 'on-findings': 'issue' })
  }

  const opened = await scenario.run({ 'on-findings': 'issue' })
  expect(githubWrites(opened)).toEqual(['POST /labels', 'POST /issues'])
  expect(onlyIssue(world)).toMatchObject({ number: 1, state: 'open', labels: ['s3-encryption-compliance'] })
  expect(Object.fromEntries(opened.outputs)).toMatchObject({
    'issue-number': '1',
    'issue-url': 'https://github.com/octo-org/octo-repo/issues/1',
  })

  const unchanged = await scenario.run({ 'on-findings': 'issue' })
  expect(githubWrites(unchanged)).toEqual([])
  expect(unchanged.outputs.get('issue-number')).toBe('1')

  const worse = await runNextDay('NOT-SSE', ['old/3'])
  expect(githubWrites(worse)).toEqual(['POST /issues/{issue_number}/comments', 'PATCH /issues/{issue_number}'])

  const fixed = await runNextDay('SSE-S3', ['old/1', 'old/2', 'old/3'])
  expect(fixed.exitCode).toBe(0)
  expect(onlyIssue(world)).toMatchObject({ state: 'closed', stateReason: 'completed' })

  await runNextDay('NOT-SSE', ['old/4'])
  expect(onlyIssue(world)).toMatchObject({ number: 1, state: 'open' })
  expect(onlyIssue(world).comments.map(({ body }) => body.split('\n')[0])).toEqual([
    '❌ **Worse:** 1 more finding (2 → 3).',
    '✅ **Fixed:** the newest inventory report shows no finding.',
    '❌ **Back:** 1 finding in the newest report.',
  ])
})
