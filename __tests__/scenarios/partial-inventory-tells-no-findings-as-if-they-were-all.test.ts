import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs, workObjects } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openLimited } from '../support/scenes/partial.ts'

afterEach(closeScenarios)

it('neither tells findings of a part as if they were all, nor encrypts them', async () => {
  const scenario = await openLimited('old/')

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
  expect([run.outputs.get('reason'), run.outputs.get('findings')]).toEqual(['PARTIAL_INVENTORY', '2'])
  expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
})
