import { afterEach, expect, it } from '@jest/globals'
import { CANCEL, onlyJob } from '../support/remediation.ts'
import { closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('cancels although there is no answer about the bucket', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  world.clock.advance(5 * DAY_MS)

  const run = await scenario.run(CANCEL)

  expect(run.outputs.get('reason')).toBe('STALE')
  expect(run.exitCode).toBe(1)
  expect(onlyJob(world).status).toBe('Cancelled')
})
