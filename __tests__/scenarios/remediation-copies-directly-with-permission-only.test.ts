import { afterEach, expect, it } from '@jest/globals'
import { copiesByKey, jobsOf, remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { unversioned } from '../support/scenes/direct-copies.ts'

afterEach(closeScenarios)

it('the action copies objects itself not without the permissions: the objects stay as they are, and the step says what is missing', async () => {
  const scenario = await openScenario({ seed: unversioned })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))
  expect(result.annotated + result.summary).toContain('direct-copy-policy.json')
  expect([jobsOf(scenario.world), copiesByKey(scenario.world)]).toEqual([[], new Map()])
})
