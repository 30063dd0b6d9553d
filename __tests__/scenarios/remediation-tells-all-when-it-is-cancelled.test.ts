import { afterEach, expect, it } from '@jest/globals'
import { batchSettings, expectCopiedOnce, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('tells what it started within three seconds of a cancel, and the job goes on', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  Object.assign(batchSettings(world).pacing, { tasksPerPoll: 0 })
  let cancelledAt = 0

  const result = await scenario.run(
    { ...scenario.remediation, 'poll-interval': '1h' },
    {
      onLine: (line, handle) => {
        if (!line.includes('acme-data STANDARD: ') || cancelledAt > 0) return
        cancelledAt = performance.now()
        handle.cancel()
      },
    },
  )

  expect(performance.now() - cancelledAt).toBeLessThan(3000)
  expect(result.exitCode).toBe(130)
  expect(remediationOutputs(result)).toMatchObject({ status: 'PENDING', jobs: 1 })
  expect(result.outputs.get('job-ids')).toBe(JSON.stringify([onlyJob(world).id]))
  expect(result.summary).toContain(onlyJob(world).id)
  batchSettings(world).pacing.tasksPerPoll = 1
  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({
    exitCode: 0,
    status: 'COMPLETE',
  })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
