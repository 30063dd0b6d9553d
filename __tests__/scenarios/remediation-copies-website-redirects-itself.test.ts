import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, HOUR_MS } from '../support/scenario.ts'
import { openWebsite, redirects } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it('copies them with their redirect, where it copies itself', async () => {
  const scenario = await openWebsite(1, 2)

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(redirects(scenario)).toBe(2)
})

it('leaves alone what began to redirect after the report', async () => {
  const scenario = await openWebsite(2, 0)
  scenario.world.clock.advance(HOUR_MS)
  seedObject(scenario.world, BUCKET, { key: 'old/1', size: 100, status: 'SSE-S3', websiteRedirect: '/elsewhere' })

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ status: 'COMPLETE' })
  expect(redirects(scenario)).toBe(1)
})
