import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, DAY_MS } from '../support/scenario.ts'
import { countWork, openArchived, outcomesOf, waitForRestores } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('asks again for what was restored and has expired since, and copies it then', async () => {
  const scenario = await openArchived((world) => {
    const expired = { ongoing: false, expiry: world.clock.now() - DAY_MS }
    seedFindings(world, oldKeys(2), { storageClass: 'GLACIER', restore: expired })
  })

  const first = await scenario.run(scenario.remediation)
  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1, succeeded: '2' })
  expect(outcomesOf(first)).toEqual(['archived 2'])
  expect(countWork(first).copies).toBe(0)

  await waitForRestores(scenario)
  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
})
