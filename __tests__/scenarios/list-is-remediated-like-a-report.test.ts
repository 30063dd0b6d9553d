// From listing to job: what a plan of a listing does, and that the same findings never give a second copy.

import { afterEach, expect, it } from '@jest/globals'

import { currentVersion } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOf, OLD } from '../support/scenario.ts'
import { openToList } from '../support/scenes/listing.ts'

afterEach(closeScenarios)

const LIST = { source: 'list' } as const

it('encrypts in place what a listing found, and the next listing is compliant', async () => {
  const scenario = await openToList()

  const run = await scenario.run({ ...scenario.remediation, ...LIST })

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(run.outputs.get('tasks-succeeded')).toBe('2')
  const bucket = scenario.world.buckets.get(BUCKET)
  expect(bucket && currentVersion(bucket, 'old/1')?.encryption.status).toBe('SSE-S3')
  const next = await scenario.run(LIST)
  expect(next.outputs.get('verdict')).toBe('COMPLIANT')
})

it('carries out the plan that was approved, and refuses it once a finding has changed', async () => {
  const scenario = await openToList()
  const plan = await scenario.run({ ...scenario.remediation, ...LIST, remediation: 'plan' })
  const approved = { 'approved-plan': plan.outputs.get('plan-id') ?? '' }
  seedObject(scenario.world, BUCKET, { key: 'encrypted since', size: 1, status: 'SSE-S3' })

  const run = await scenario.run({ ...scenario.remediation, ...LIST, ...approved })
  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')

  seedObject(scenario.world, BUCKET, { key: 'old/3', size: 1, status: 'NOT-SSE', lastModified: OLD })
  const again = await scenario.run({ ...scenario.remediation, ...LIST, ...approved })
  expect(again.stdout).toContain('This is not the approved plan')
  expect(countOf(again, 'CreateJob')).toBe(0)
})

it('takes up the job of a run that was cut off', async () => {
  const scenario = await openToList()
  await scenario.run({ ...scenario.remediation, ...LIST, remediation: 'confirm' })

  const run = await scenario.run({ ...scenario.remediation, ...LIST })

  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(countOf(run, 'CreateJob')).toBe(0)
})

it('starts another job for the same findings after one that failed', async () => {
  const scenario = await openToList()
  const [policies] = [scenario.roles.batch.policies]
  scenario.roles.batch.policies = []
  await scenario.run({ ...scenario.remediation, ...LIST })
  scenario.roles.batch.policies = policies
  scenario.world.clock.advance(60_000)

  const run = await scenario.run({ ...scenario.remediation, ...LIST })

  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(jobsOf(scenario.world)).toHaveLength(2)
})

it('holds back what a listing cannot know', async () => {
  const scenario = await openToList()
  const bucket = scenario.world.buckets.get(BUCKET)
  if (bucket !== undefined) bucket.ownership = 'ObjectWriter'

  const run = await scenario.run({ ...scenario.remediation, ...LIST, remediation: 'plan' })

  expect(run.report).toMatchObject({
    buckets: [{ plan: { jobs: [] }, scan: { heldBack: [{ reason: 'acl-unknown', objects: 2 }] } }],
  })
})
