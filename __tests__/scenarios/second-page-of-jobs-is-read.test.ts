import { afterEach, expect, it } from '@jest/globals'
import { batchState } from '../../emulator/s3-control/state.ts'
import { expectCopiedOnce, jobsOf, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of jobs: the one that runs is behind a thousand younger ones of others', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const { jobs } = batchState(world)
  Object.assign(batchState(world).settings.pacing, { activePolls: 1_000_000, tasksPerPoll: 0 })
  await scenario.run({ ...scenario.remediation, wait: 'false' })
  const job = onlyJob(world)
  for (let index = 1; index <= 1000; index += 1) {
    const id = `other-${index}`
    const request = { ...job.request, description: 'of somebody else', clientRequestToken: id }
    jobs.set(id, { ...job, id, number: job.number + index, request, status: 'Complete' })
  }
  // Long enough for S3 to have forgotten the token of the first job.
  world.clock.advance(DAY_MS)
  Object.assign(batchState(world).settings.pacing, { tasksPerPoll: 10 })

  const run = await scenario.run(scenario.remediation)

  expect(countOf(run, 'ListJobs')).toBeGreaterThanOrEqual(2)
  expect(countOf(run, 'CreateJob')).toBe(0)
  expect(remediationOutputs(run)).toMatchObject({ status: 'COMPLETE', succeeded: '2' })
  expect(run.outputs.get('job-ids')).toBe(JSON.stringify([job.id]))
  expect(jobsOf(world)).toHaveLength(1001)
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
