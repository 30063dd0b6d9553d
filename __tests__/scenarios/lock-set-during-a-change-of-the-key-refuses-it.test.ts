import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { lockDuringJob, lockOf, openForKeyChange } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set between the look and the copy refuses a change of the key by itself, and is lost by nothing', async () => {
  const { scenario, inputs } = await openForKeyChange()
  lockDuringJob(scenario.world, 'old/2')
  const run = await scenario.run(inputs)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1', failed: '1' })
  expect(run.summary).toContain('Object Lock protects them')
  expect(lockOf(scenario, 'old/2')).toEqual({ legalHold: true })
})
