import { afterEach, expect, it } from '@jest/globals'
import { githubWrites, ISSUE, onlyIssue } from '../support/issues.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

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
