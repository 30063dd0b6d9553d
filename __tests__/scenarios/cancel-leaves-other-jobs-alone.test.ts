import { afterEach, expect, it } from '@jest/globals'
import { addJob } from '../../emulator/s3-control/state.ts'
import { addSourceBucket } from '../../emulator/stage.ts'
import { CANCEL, jobsOf, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('leaves jobs of other buckets and other people alone', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  const { request } = onlyJob(world)
  addSourceBucket(world, 'acme-other')
  const strange = { ...request, clientRequestToken: 'x' }
  addJob(world, world.account, { ...strange, description: 'Somebody’s own' })
  addJob(world, world.account, {
    ...strange,
    description: `${request.description}`.replace(BUCKET, 'acme-other'),
  })

  const run = await scenario.run(CANCEL)

  expect(remediationOutputs(run)).toMatchObject({ status: 'NONE', jobs: 1 })
  expect(jobsOf(world).map(({ status }) => status === 'Cancelled')).toEqual([true, false, false])
  expect(countOperations(world)).toMatchObject({ UpdateJobStatus: 1 })
})
