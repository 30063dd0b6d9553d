import { afterEach, expect, it } from '@jest/globals'
import { INVENTORY_FIELDS } from '../../emulator/inventory/columns.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { BUCKET, closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const INPUTS = { 'accepted-encryption': 'SSE-S3, SSE-KMS, DSSE-KMS', 'require-bucket-key': 'true' }

/** Two objects with a bucket key, one without, and two that cannot have one. */
async function open(format: 'CSV' | 'ORC' | 'Parquet', listed: boolean, missing = true): Promise<Scenario> {
  const scenario = await openScenario({
    format,
    seed: (world) => {
      const { arn: kmsKeyArn } = seedKmsKey(world)
      const kms = { size: 10, status: 'SSE-KMS', kmsKeyArn } as const
      for (const key of ['with/1', 'with/2']) seedObject(world, BUCKET, { ...kms, key, bucketKey: true })
      if (missing) seedObject(world, BUCKET, { ...kms, key: 'without/1', bucketKey: false })
      seedObject(world, BUCKET, { key: 's3', size: 10, status: 'SSE-S3' })
      seedObject(world, BUCKET, { key: 'dsse', size: 10, status: 'DSSE-KMS', kmsKeyArn })
      if (listed) return
      const { inventory } = getBucket(world, BUCKET)
      const daily = inventory.get('daily')
      if (daily === undefined) throw new Error('no configuration daily')
      const optionalFields = INVENTORY_FIELDS.filter((field) => field !== 'BucketKeyStatus')
      inventory.set('daily', { ...daily, optionalFields })
    },
  })
  const { scan } = scenario.roles
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  if (!listed) scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', names)]
  return scenario
}

it.each(['CSV', 'ORC', 'Parquet'] as const)('by the column of a report in %s, without a look', async (format) => {
  const scenario = await open(format, true)

  const run = await scenario.run(INPUTS)

  expect(run.outputs.get('findings')).toBe('1')
  expect(run.requests.filter(({ operation }) => operation === 'HeadObject')).toEqual([])
  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    policy: { requireBucketKey: true },
    buckets: [{ scan: { evidence: { judgedByColumn: 3, candidates: 0, requests: 0 } } }],
  })
  expect(run.summary).toContain('BucketKeyStatus: 3 objects')
})

it.each(['CSV', 'ORC', 'Parquet'] as const)('by a look at each, where a report in %s lacks it', async (format) => {
  const scenario = await open(format, false)

  const run = await scenario.run(INPUTS)

  expect(run.outputs.get('findings')).toBe('1')
  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    buckets: [{ scan: { evidence: { judgedByColumn: 0, candidates: 3, requests: 3, breaches: { 'bucket-key': 1 } } } }],
  })
})

it.each([true, false])('is kept where every object of SSE-KMS has one (column %s)', async (listed) => {
  const scenario = await open('CSV', listed, false)

  const run = await scenario.run(INPUTS)

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
})
