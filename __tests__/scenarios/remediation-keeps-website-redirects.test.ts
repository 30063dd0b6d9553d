import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, oldKeys, orderedKeys, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openWebsite, redirects } from '../support/scenes/website.ts'

afterEach(closeScenarios)

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
