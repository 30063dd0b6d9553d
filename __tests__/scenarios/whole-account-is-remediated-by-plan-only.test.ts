import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { jobsOf } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { addInventoriedBucket, openAccount, verdictsOf } from '../support/scenes/account.ts'
import { expectPlanRefused, makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

const LINES = { buckets: '*\n!acme-*', 'copy-engine': 'batch' }

it.each(['run', 'confirm'])('refuses remediation: %s where nobody has approved the buckets', async (remediation) => {
  const scenario = await openAccount()

  const run = await scenario.run({ ...scenario.remediation, ...LINES, remediation })

  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain(`remediation is "${remediation}"`)
  expect(run.requests).toEqual([])
})

it('does what was approved', async () => {
  const scenario = await openAccount({ findings: 3 })
  const id = await makePlan(scenario, LINES)

  const run = await runApproved(scenario, id, LINES)

  expect([run.exitCode, run.outputs.get('remediation-status')]).toEqual([0, 'COMPLETE'])
  expect(verdictsOf(run)).toMatchObject({ 'prod-dirty': 'NON_COMPLIANT', 'prod-clean': 'COMPLIANT' })
  const current = [...getBucket(scenario.world, 'prod-dirty').objects.values()].map((versions) => versions.at(-1))
  expect(current.map((version) => version?.encryption.status)).toEqual(current.map(() => 'SSE-S3'))
})

it('changes nothing once a bucket has appeared that was not in the plan', async () => {
  const scenario = await openAccount({ findings: 3 })
  const id = await makePlan(scenario, LINES)
  await addInventoriedBucket(scenario.world, 'prod-new')

  const run = await runApproved(scenario, id, LINES)

  expectPlanRefused(run, scenario.world, 'the buckets differ')
  expect(verdictsOf(run)).toMatchObject({ 'prod-new': 'COMPLIANT', 'prod-dirty': 'NON_COMPLIANT' })
  expect(jobsOf(scenario.world)).toEqual([])
})
