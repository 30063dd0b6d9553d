import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, requestsOf } from '../support/scenario.ts'
import { openBucketKeys } from '../support/scenes/bucket-keys.ts'

afterEach(closeScenarios)

const INPUTS = { 'accepted-encryption': 'SSE-S3, SSE-KMS, DSSE-KMS', 'require-bucket-key': 'true' }

it.each(['CSV', 'ORC', 'Parquet'] as const)('by the column of a report in %s, without a look', async (format) => {
  const scenario = await openBucketKeys(format, true)

  const run = await scenario.run(INPUTS)

  expect(run.outputs.get('findings')).toBe('1')
  expect(requestsOf(run, 'HeadObject')).toEqual([])
  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    policy: { requireBucketKey: true },
    buckets: [{ scan: { evidence: { judgedByColumn: 3, candidates: 0, requests: 0 } } }],
  })
  expect(run.summary).toContain('BucketKeyStatus: 3 objects')
})

it.each(['CSV', 'ORC', 'Parquet'] as const)('by a look at each, where a report in %s lacks it', async (format) => {
  const scenario = await openBucketKeys(format, false)

  const run = await scenario.run(INPUTS)

  expect(run.outputs.get('findings')).toBe('1')
  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    buckets: [{ scan: { evidence: { judgedByColumn: 0, candidates: 3, requests: 3, breaches: { 'bucket-key': 1 } } } }],
  })
})

it.each([true, false])('is kept where every object of SSE-KMS has one (column %s)', async (listed) => {
  const scenario = await openBucketKeys('CSV', listed, false)

  const run = await scenario.run(INPUTS)

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
})
