import { afterEach, it } from '@jest/globals'
import { seedBucket } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { closeScenarios } from '../support/scenario.ts'
import { expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the work location is wrong where its bucket is missing', async () => {
  const scenario = await openPreflight()
  const inputs = { ...scenario.remediation, 'work-location': 's3://acme-nowhere/s3-encryption/' }
  expectStopped(scenario, await runWithPreflight(scenario, inputs), 'work-location', 'acme-nowhere does not exist')
})

it('the work location is wrong where its bucket lies in another Region', async () => {
  const scenario = await openPreflight()
  seedBucket(scenario.world, { name: WORK_BUCKET, region: 'eu-central-1' })
  expectStopped(
    scenario,
    await runWithPreflight(scenario),
    'work-location',
    'is in eu-central-1',
    'a bucket in eu-west-1',
  )
})
