import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const BUCKETS = ['acme-clean', 'acme-dirty', 'acme-silent']

async function openThree() {
  const scenario = await openScenario({
    sourceBuckets: BUCKETS,
    deliver: false,
    seed: (world) => {
      for (const bucket of BUCKETS)
        seedObject(world, bucket, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD })
      seedObject(world, 'acme-dirty', { key: 'b', size: 7, status: 'NOT-SSE', lastModified: OLD })
    },
  })
  for (const bucket of ['acme-clean', 'acme-dirty']) await deliverInventory(scenario.world, bucket, 'daily')
  return scenario
}

it('has the worst verdict of all buckets, and hides none of the others', async () => {
  const scenario = await openThree()

  const run = await scenario.run({ buckets: BUCKETS.join('\n') })

  expect(run.exitCode).toBe(1)
  expect(Object.fromEntries(run.outputs)).toMatchObject({
    verdict: 'INSUFFICIENT_DATA',
    reason: 'NEVER_DELIVERED',
    findings: '1',
    'objects-scanned': '3',
  })
  expect(run.report).toMatchObject({
    buckets: [
      { bucket: 'acme-clean', verdict: 'COMPLIANT' },
      { bucket: 'acme-dirty', verdict: 'NON_COMPLIANT' },
      { bucket: 'acme-silent', verdict: 'INSUFFICIENT_DATA', reason: 'NEVER_DELIVERED' },
    ],
  })
  const rows = run.summary
    .split('\n')
    .filter((line) => /^\| \[?`acme-/.test(line))
    .slice(0, 3)
  expect(rows.map((row) => row.split('`')[1])).toEqual(['acme-silent', 'acme-dirty', 'acme-clean'])
})

it('is not compliant when one of two is not', async () => {
  const scenario = await openThree()

  const run = await scenario.run({ buckets: 'acme-dirty\nacme-clean' })

  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict: 'NON_COMPLIANT', reason: '', findings: '1' })
})
