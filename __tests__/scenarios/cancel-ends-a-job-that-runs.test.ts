import { afterEach, expect, it } from '@jest/globals'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { CANCEL, copiesByKey, onlyJob } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('cancels a job that runs; what it has done stays done, and it says that S3 is not finished', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, wait: 'false' })
  scriptJob(world, { show: { status: 'Active', from: 'New', polls: 0 } }, onlyJob(world).id)

  const run = await scenario.run(CANCEL)

  expect(['PENDING', 'NONE']).toContain(run.outputs.get('remediation-status'))
  expect(onlyJob(world).status).toMatch(/^Cancel/)
  expect(copiesByKey(world).size).toBeLessThanOrEqual(2)
})
