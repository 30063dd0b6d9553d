import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, countOf, OLD } from '../support/scenario.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

it('counts the current versions, and says as of when, and how they were counted', async () => {
  const scenario = await openWithTable()

  const run = await scenario.run(METADATA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.outputs.get('findings')).toBe('2')
  expect(run.report).toMatchObject({
    buckets: [
      {
        source: { kind: 'metadata', scope: 'whole' },
        scan: { table: { namespace: `b_${BUCKET}`, name: 'inventory', rows: 5 }, findings: { objects: 2 } },
      },
    ],
  })
  expect(run.summary).toContain('Inventory table')
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('is compliant where every current version is encrypted, whatever older versions and deleted objects were', async () => {
  const scenario = await openWithTable({
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'rewritten', size: 3, lastModified: OLD })
      seedObject(world, BUCKET, { key: 'rewritten', size: 4, status: 'SSE-S3', lastModified: OLD + 1000 })
      seedObject(world, BUCKET, { key: 'deleted', size: 3, lastModified: OLD })
      seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1000 })
    },
  })

  const run = await scenario.run(METADATA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
  expect(run.report).toMatchObject({
    buckets: [{ scan: { deleteMarkers: 1, current: { 'SSE-S3': { objects: 1, bytes: 4 } } } }],
  })
})
