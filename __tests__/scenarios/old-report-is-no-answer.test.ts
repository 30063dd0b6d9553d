import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, DAY_MS, expectNoAnswer, HOUR_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('judges the age by the clock of S3, and lets max-inventory-age decide', async () => {
  const scenario = await openScenario()
  scenario.world.clock.advance(2 * DAY_MS + HOUR_MS)

  expectNoAnswer(
    await scenario.run(),
    'STALE',
    '(2026-11-20T12-00Z) is 49 h old; at most 48 h is allowed',
    'set max-inventory-age',
  )
  expect((await scenario.run({ 'max-inventory-age': '3d' })).outputs.get('verdict')).toBe('NON_COMPLIANT')
  expectNoAnswer(await scenario.run({ 'max-inventory-age': '36h' }), 'STALE', 'at most 36 h is allowed')
})
