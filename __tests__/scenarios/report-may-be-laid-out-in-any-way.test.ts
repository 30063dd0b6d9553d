import { afterEach, expect, it } from '@jest/globals'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const OBJECTS = 200

it.each<readonly [what: string, format: 'CSV' | 'ORC' | 'Parquet', delivery: DeliveryOptions, files: number]>([
  ['one file', 'CSV', {}, 1],
  ['seven files', 'CSV', { rowsPerFile: 30 }, 7],
  ['many gzip members', 'CSV', { layout: { rowsPerGzipMember: 1 } }, 1],
  ['another order', 'CSV', { seed: 'hostile', rowsPerFile: 64 }, 4],
  ['seven files', 'Parquet', { rowsPerFile: 30, layout: { rowsPerGroup: 7 } }, 7],
  ['seven files', 'ORC', { rowsPerFile: 30, layout: { rowsPerGroup: 7 } }, 7],
])('reads the same from %s of %s', async (_what, format, delivery, files) => {
  const scenario = await openScenario({
    format,
    deliver: false,
    seed: (world) => {
      for (let index = 0; index < OBJECTS; index += 1) {
        const status = index % 10 === 0 ? 'NOT-SSE' : 'SSE-KMS'
        seedObject(world, BUCKET, { key: `folder ${index % 3}/${index}`, size: index, status, lastModified: OLD })
      }
    },
  })
  await scenario.deliver(delivery)

  const run = await scenario.run()

  expect(Object.fromEntries(run.outputs)).toMatchObject({
    verdict: 'NON_COMPLIANT',
    'objects-scanned': String(OBJECTS),
    findings: '20',
    'finding-bytes': '1900',
  })
  expect(run.report).toMatchObject({ buckets: [{ scan: { rows: OBJECTS, files: { length: files } } }] })
})
