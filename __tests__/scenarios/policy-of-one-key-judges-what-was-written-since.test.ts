import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, HOUR_MS } from '../support/scenario.ts'
import { openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('a policy that demands one key takes what was deleted since the report for gone, and judges what was written as it is now', async () => {
  const { scenario, inputs } = await openWithKeys(1, 2)
  const { world } = scenario
  world.clock.advance(HOUR_MS)
  seedDeleteMarker(world, BUCKET, { key: 'wrong/1 ü' })
  const again = { size: 100, status: 'SSE-KMS', bucketKey: true, kmsKeyArn: inputs['kms-key-arn'] } as const
  seedObject(world, BUCKET, { ...again, key: 'wrong/2 ü' })

  const run = await scenario.run(inputs)

  expect(run.report).toMatchObject({
    buckets: [{ scan: { findings: { objects: 0 }, evidence: { candidates: 3, gone: 1, changed: 1 } } }],
  })
})
