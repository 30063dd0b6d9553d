import { afterEach, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { expectUnknown, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('goes on where IAM cannot be reached', async () => {
  const scenario = await openPreflight()
  const effect = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const
  for (const operation of ['GetRole', 'SimulatePrincipalPolicy'])
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect, times: 100 })

  const result = await runWithPreflight(scenario)

  for (const check of ['batch-role', 'pass-role', 'batch-role-permissions']) expectUnknown(result, check, '503')
})
