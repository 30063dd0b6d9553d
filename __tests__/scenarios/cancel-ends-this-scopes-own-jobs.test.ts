import { afterEach, expect, it } from '@jest/globals'
import { addJob, scriptJob } from '../../emulator/s3-control/state.ts'
import { addSourceBucket } from '../../emulator/stage.ts'
import { copiesByKey, jobsOf, onlyJob, remediationOutputs } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  countOperations,
  DAY_MS,
  openScenario,
  passNight,
  type Scenario,
} from '../support/scenario.ts'

afterEach(closeScenarios)

/** What the run wrote: every request that is no read. */
const writesOf = (run: Awaited<ReturnType<Scenario['run']>>) =>
  run.requests.filter(({ method, service }) => service.startsWith('s3') && method !== 'GET' && method !== 'HEAD')

/** Neither a batch role nor a work location is needed, and both may be there. */
const CANCEL = { remediation: 'cancel', 'on-findings': 'warn' }

it('cancels a suspended job, tells it, writes nothing else, and lets the next plan go on', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  const { id } = onlyJob(world)
  await passNight(scenario)

  const run = await scenario.run(CANCEL)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'NONE', jobs: 1 })
  expect(run.outputs.get('job-status')).toBe('Cancelled')
  expect(run.stdout).toContain(`Job ${id} for ${BUCKET}`)
  expect(run.stdout).toContain('It was Suspended, of the inventory report of 2026-11-20 12:00 UTC')
  expect(writesOf(run).map(({ operation }) => operation)).toEqual(['UpdateJobStatus'])
  expect(onlyJob(world).status).toBe('Cancelled')

  const next = await scenario.run(scenario.remediation)

  expect(remediationOutputs(next)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})

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

it('is for trusted events only', async () => {
  const scenario = await openScenario()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })

  const run = await scenario.run(CANCEL, { event: { name: 'pull_request', payload: {} } })

  expect(run.exitCode).toBe(1)
  expect(run.summary).toContain('REMEDIATION_REFUSED')
  expect(onlyJob(scenario.world).status).toBe('Suspended')
})

it('says so where there is nothing to cancel', async () => {
  const scenario = await openScenario()
  const run = await scenario.run(CANCEL)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'NONE', jobs: 0 })
  expect(run.stdout).toContain('no job of this action that has not ended')
})

it('names the permission it lacks', async () => {
  const scenario = await openScenario()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })

  const run = await scenario.run({ ...CANCEL, 'role-to-assume': scenario.roles.scan.arn })

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('remediation-status')).toBe('FAILED')
  expect(run.annotated).toContain('s3:ListJobs')
  expect(onlyJob(scenario.world).status).toBe('Suspended')
})
