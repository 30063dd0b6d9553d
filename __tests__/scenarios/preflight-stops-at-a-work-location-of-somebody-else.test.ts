import { afterEach, it } from '@jest/globals'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { seedBucket } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { closeScenarios } from '../support/scenario.ts'
import { expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the work location is wrong where its bucket belongs to somebody else, whatever its policy lets in', async () => {
  const scenario = await openPreflight()
  const Statement: readonly IamStatement[] = [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }]
  seedBucket(scenario.world, { name: WORK_BUCKET, owner: '999988887777', policy: { Statement } })
  expectStopped(
    scenario,
    await runWithPreflight(scenario),
    'work-location',
    'belongs to another account than 111122223333',
  )
})
