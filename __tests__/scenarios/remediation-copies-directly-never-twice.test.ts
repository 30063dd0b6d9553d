import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario, requestsOf } from '../support/scenario.ts'
import { unversioned } from '../support/scenes/direct-copies.ts'

afterEach(closeScenarios)

it('the action copies objects itself never twice: the next run finds them encrypted', async () => {
  const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })
  await scenario.run(scenario.remediation)

  const again = await scenario.run(scenario.remediation)

  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
  expect(requestsOf(again, 'CopyObject')).toEqual([])
  expect(again.report).toMatchObject({
    buckets: [{ directCopies: { outcomes: [{ outcome: 'already', objects: 3 }] } }],
  })
})
