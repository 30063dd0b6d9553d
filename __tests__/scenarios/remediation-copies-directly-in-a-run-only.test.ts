import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { unversioned } from '../support/scenes/direct-copies.ts'

afterEach(closeScenarios)

it('the action copies objects itself only in a run: what is confirmed later waits', async () => {
  const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })

  const prepared = await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  expect(remediationOutputs(prepared)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))

  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({
    exitCode: 0,
    status: 'COMPLETE',
  })
})
