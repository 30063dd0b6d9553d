import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('goes on after looks that fail at first', async () => {
  const { scenario, inputs } = await openWithKeys(3, 0)
  scenario.world.faults.push({
    match: { operation: 'HeadObject' },
    phase: 'before',
    effect: { kind: 'error', status: 503, code: 'SlowDown' },
    times: 2,
  })

  expect((await scenario.run(inputs)).outputs.get('verdict')).toBe('COMPLIANT')
})
