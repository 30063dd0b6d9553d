import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { currentObjects, jobsOf, oldKeys, orderedKeys, remediationOutputs } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  HOUR_MS,
  requestsOf,
  type Scenario,
  type ScenarioRun,
  takePermission,
} from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

const heads = (run: ScenarioRun) => requestsOf(run, 'HeadObject').length

const redirects = ({ world }: Scenario) =>
  [...currentObjects(world).values()].filter(({ websiteRedirect }) => websiteRedirect === '/elsewhere').length

it('starts no job for a group of redirects alone, and tells each as held back', async () => {
  const scenario = await openWebsite(2, 3)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
  expect(run.report).toMatchObject({
    buckets: [
      { scan: { findings: { objects: 5 }, heldBack: [{ reason: 'website-redirect', objects: 3, bytes: 300 }] } },
    ],
  })
  expect(run.summary).toContain('website-redirect')
  expect(orderedKeys(scenario.world)).toEqual(oldKeys(2))
  expect(redirects(scenario)).toBe(3)
})

it('starts no job at all where every finding redirects', async () => {
  const scenario = await openWebsite(0, 2)
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
  expect(jobsOf(scenario.world)).toEqual([])
})

it('copies them with their redirect, where it copies itself', async () => {
  const scenario = await openWebsite(1, 2)

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(redirects(scenario)).toBe(2)
})

it('refuses with the figure where more objects than allowed would have to be looked at', async () => {
  const scenario = await openWebsite(2, 1)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '2' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.summary).toContain('3 objects would have to be checked')
  expect(run.summary).toContain('max-evidence-requests')
  expect(heads(run)).toBe(0)
  expect(jobsOf(scenario.world)).toEqual([])
})

it.each([403, 400])('refuses where one look of many is answered with %s', async (status) => {
  const scenario = await openWebsite(9, 1)
  const effect = { kind: 'error', status, code: status === 403 ? 'AccessDenied' : 'InvalidRequest' } as const
  scenario.world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'old/5' },
    phase: 'before',
    effect,
    times: 100,
  })

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('old/5')
  expect(jobsOf(scenario.world)).toEqual([])
})

it('plans what a run would do: each object is looked at, and a redirect is in no job', async () => {
  const scenario = await openWebsite(2, 1)
  const planned = await scenario.run({ ...scenario.remediation, remediation: 'plan' })
  expect(heads(planned)).toBe(3)
  expect(planned.stdout).toContain('each object is checked first')
  const held = { scan: { heldBack: [{ reason: 'website-redirect', objects: 1, bytes: 100 }] } }
  const jobs = { jobs: [{ storageClass: 'STANDARD', objects: 2 }] }
  expect(planned.report).toMatchObject({ buckets: [{ ...held, plan: jobs }] })
  expect(remediationOutputs(planned)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  const writes = planned.requests.filter(({ service, method }) => /^s3/.test(service) && !/^(GET|HEAD)$/.test(method))
  expect(writes).toEqual([])

  const run = await scenario.run(scenario.remediation)
  expect(run.report).toMatchObject({ buckets: [{ ...held, plan: jobs }] })
})

it('plans nothing to start, with the figure, where more objects than allowed would have to be looked at', async () => {
  const scenario = await openWebsite(2, 1)
  const inputs = { ...scenario.remediation, remediation: 'plan', 'max-evidence-requests': '2' }
  const run = await scenario.run(inputs)
  expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  expect(run.summary).toContain('cannot be started yet')
  expect(run.summary).toContain('3 objects would have to be checked')
  expect(heads(run)).toBe(0)
})

it('looks at nothing for a plan of direct copies, which keep redirects', async () => {
  const scenario = await openWebsite(2, 1)
  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan', 'copy-engine': 'direct' })
  expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  expect(heads(run)).toBe(0)
})

it('looks at nothing where the bucket is no website', async () => {
  const scenario = await openWebsite(2, 0, false)
  const run = await scenario.run(scenario.remediation)
  // What the verification looks at, once each.
  expect(heads(run)).toBe(2)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
})

it('leaves alone what began to redirect after the report', async () => {
  const scenario = await openWebsite(2, 0)
  scenario.world.clock.advance(HOUR_MS)
  seedObject(scenario.world, BUCKET, { key: 'old/1', size: 100, status: 'SSE-S3', websiteRedirect: '/elsewhere' })

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ status: 'COMPLETE' })
  expect(redirects(scenario)).toBe(1)
})

it('says what it does not know without s3:GetBucketWebsite', async () => {
  const scenario = await openWebsite(2, 0, false)
  takePermission(scenario, scenario.roles.remediation.arn, 'ReadBucketSettings', 's3:GetBucketWebsite')
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('could not be read (s3:GetBucketWebsite is not allowed)')
})
