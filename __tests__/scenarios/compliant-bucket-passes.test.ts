import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('succeeds for a bucket whose objects are all encrypted, and costs a handful of requests', async () => {
  const scenario = await openScenario({
    seed: (world) => {
      for (let index = 0; index < 50; index += 1) {
        const status = (['SSE-S3', 'SSE-KMS', 'DSSE-KMS'] as const)[index % 3] ?? 'SSE-S3'
        seedObject(world, BUCKET, { key: `object-${index}`, size: 100, status })
      }
    },
  })

  const result = await scenario.run()

  expect(result.exitCode).toBe(0)
  expect(Object.fromEntries(result.outputs)).toMatchObject({
    verdict: 'COMPLIANT',
    reason: '',
    'objects-scanned': '50',
    findings: '0',
    'finding-bytes': '0',
    'inventory-date': '2026-11-20T12:00:00.000Z',
    'job-ids': '[]',
    'remediation-status': 'NONE',
    'report-file': 's3-encryption-compliance.json',
  })
  expect(result.summary).toContain('Compliant')
  expect(countOperations(scenario.world)).toEqual({
    GetIdToken: 1,
    AssumeRoleWithWebIdentity: 1,
    HeadBucket: 2,
    // Refused: this role may not look at the posture.
    GetPublicAccessBlock: 1,
    ListBucketInventoryConfigurations: 1,
    ListObjectsV2: 1,
    GetObject: 3,
  })
})
