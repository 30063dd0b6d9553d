import { afterEach, expect, it } from '@jest/globals'
import { ISSUE } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

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
