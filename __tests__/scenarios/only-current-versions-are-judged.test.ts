import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('counts noncurrent versions and delete markers apart, and judges neither', async () => {
  const scenario = await openScenario({
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'rewritten', size: 100, status: 'NOT-SSE', lastModified: OLD })
      seedObject(world, BUCKET, { key: 'rewritten', size: 200, status: 'SSE-S3', lastModified: OLD + 1000 })
      seedObject(world, BUCKET, { key: 'deleted', size: 400, status: 'NOT-SSE', lastModified: OLD })
      seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1000 })
    },
  })

  const run = await scenario.run()

  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict: 'COMPLIANT', 'objects-scanned': '1' })
  expect(run.summary).toContain('Compliant: the only object in `acme-data` is encrypted as required')
  expect(run.summary).toContain(
    '2 noncurrent versions, 2 of them `NOT-SSE` (500&nbsp;B): reported here, never evaluated and never changed',
  )
  expect(run.summary).toContain('"NoncurrentDays": 30')
  expect(run.summary).toContain('1 delete marker')
  expect(run.report).toMatchObject({
    buckets: [{ scan: { rows: 4, deleteMarkers: 1, noncurrent: { 'NOT-SSE': { objects: 2, bytes: 500 } } } }],
  })
})
