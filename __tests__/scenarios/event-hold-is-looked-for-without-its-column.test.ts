import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { orderedKeys } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { heldBack, openLocked, seedHeld } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('an event hold that the report tells is looked for where the report has no such column', async () => {
  const scenario = await openLocked(0, {
    seed: (world) => {
      seedHeld(world)
      const bucket = getBucket(world, BUCKET)
      for (const [id, configuration] of bucket.inventory) {
        const optionalFields = configuration.optionalFields.filter((field) => !field.startsWith('ObjectLock'))
        bucket.inventory.set(id, { ...configuration, optionalFields })
      }
    },
  })
  const run = await scenario.run(scenario.remediation)
  expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
  expect(orderedKeys(scenario.world)).toEqual(['old/1'])
})
