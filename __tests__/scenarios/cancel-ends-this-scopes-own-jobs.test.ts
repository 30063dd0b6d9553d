import { afterEach, expect, it } from '@jest/globals'
import { CANCEL, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, passNight, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

/** What the run wrote: every request that is no read. */
const writesOf = (run: Awaited<ReturnType<Scenario['run']>>) =>
  run.requests.filter(({ method, service }) => service.startsWith('s3') && method !== 'GET' && method !== 'HEAD')

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
