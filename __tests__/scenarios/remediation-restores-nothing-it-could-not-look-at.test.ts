import { afterEach, expect, it } from '@jest/globals'
import { orderedKeys } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openArchived, outcomesOf, twoArchived } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('restores nothing that it could not look at', async () => {
  const scenario = await openArchived(twoArchived)
  const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const
  scenario.world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'old/1' },
    phase: 'before',
    effect,
    times: 100,
  })

  const run = await scenario.run(scenario.remediation)

  expect(orderedKeys(scenario.world)).toEqual(['old/2'])
  expect(outcomesOf(run)).toEqual(['archived 1', 'denied 1'])
})
