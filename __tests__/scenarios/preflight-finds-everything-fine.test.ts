import { afterEach, expect, it } from '@jest/globals'
import { decisionsOfSessions } from '../support/permissions.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { ALL_FINE, openPreflight, openWithKey, runWithPreflight, statusesOf } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('finds everything fine where it may look at everything, and says so in one line', async () => {
  const scenario = await openPreflight()

  const result = await runWithPreflight(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual(ALL_FINE)
  expect(result.summary).not.toContain('Preflight')
  expect(decisionsOfSessions(scenario.world).filter(({ allowed }) => !allowed)).toEqual([])
})

it('finds the key and its policy fine, too', async () => {
  const { scenario, inputs } = await openWithKey()

  const result = await runWithPreflight(scenario, inputs)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual({ ...ALL_FINE, 'target-key': 'ok', 'target-key-use': 'ok' })
})
