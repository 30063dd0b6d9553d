import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer } from '../support/scenario.ts'
import { openLimited } from '../support/scenes/partial.ts'

afterEach(closeScenarios)

it('is never green by a report of a part of the bucket', async () => {
  const scenario = await openLimited('new/')

  const run = await scenario.run()

  expectNoAnswer(run, 'PARTIAL_INVENTORY', 'limited to a prefix', 'allow-partial-inventory: true')
  expect(run.outputs.get('scope')).toBe('prefix')
})

it('is no answer for what include selects outside the prefix', async () => {
  const scenario = await openLimited('new/')

  expectNoAnswer(await scenario.run({ include: 'new/**\nold/**' }), 'PARTIAL_INVENTORY')
  expectNoAnswer(await scenario.run({ include: '**' }), 'PARTIAL_INVENTORY')
})
