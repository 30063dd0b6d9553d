import { afterEach, expect, it } from '@jest/globals'
import { settle } from '../../emulator/unsettled.ts'
import { listRefusals } from '../support/permissions.ts'
import { remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { jobSizes, MANY, seedFew } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('tries nothing where the copies are few', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, MANY.slice(0, 1000)) })
  await scenario.run(scenario.remediation)
  expect(jobSizes(scenario.world)).toEqual([1000])
})

it('where only NewObjectMetadata names SSE-S3 encrypts where it keeps it', async () => {
  const scenario = await openScenario({ seed: seedFew })
  settle(scenario.world, 'new-object-metadata', 'keeps-metadata')

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(statuses(scenario.world)).toEqual({ 'old/1': 'SSE-S3', 'old/2': 'SSE-S3' })
  expect(listRefusals(scenario.world)).toEqual([])
})
