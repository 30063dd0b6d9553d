import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { unversioned } from '../support/scenes/direct-copies.ts'

afterEach(closeScenarios)

it('the action copies objects itself on condition of what it looked at, on both sides', async () => {
  const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })

  const { requests } = await scenario.run(scenario.remediation)

  const copies = requests.filter(({ operation }) => operation === 'CopyObject')
  expect(copies).toHaveLength(3)
  for (const { headers } of copies) {
    expect(headers['if-match']).toMatch(/^"[0-9a-f]{32}"$/)
    expect(headers['x-amz-copy-source-if-match']).toBe(headers['if-match'])
  }
})
