import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { lockDuringJob, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set between the look and the copy is told by the run that waits, where the one that started the job did not', async () => {
  const scenario = await openLocked(2)
  lockDuringJob(scenario.world, 'old/2')
  const left = await scenario.run({ ...scenario.remediation, wait: 'false' })
  expect(remediationOutputs(left)).toMatchObject({ exitCode: 1, status: 'PENDING' })
  const waited = await scenario.run(scenario.remediation)
  expect(remediationOutputs(waited)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(waited.report).toMatchObject({ buckets: [{ lockCheck: { checked: 2, lost: 1 } }] })
})
