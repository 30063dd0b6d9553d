import { afterEach, expect, it } from '@jest/globals'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  currentObjects,
  jobsOf,
  keptProperties,
  onlyJob,
  remediationOutputs,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('puts another key around SSE-S3 objects without writing them, archived and huge ones among them', async () => {
  const scenario = await openScenario({
    seed: (world) => {
      const object = { status: 'SSE-S3', lastModified: OLD, tags: { a: 'b' } } as const
      seedObject(world, BUCKET, { ...object, key: 'plain', size: 100 })
      seedObject(world, BUCKET, { ...object, key: 'archived', size: 100, storageClass: 'DEEP_ARCHIVE' })
      seedObject(world, BUCKET, { ...object, key: 'huge', size: 6 * 1024 ** 3 })
    },
  })
  const { arn } = seedKmsKey(scenario.world)
  allowTargetKey(scenario, arn)
  allowOtherOperations(scenario, { kmsKeyArn: arn })
  const look = () =>
    [...currentObjects(scenario.world).values()].map((object) => ({
      ...keptProperties(object),
      versionId: object.versionId,
      lastModified: object.lastModified,
    }))
  const before = look()
  const inputs = {
    ...scenario.remediation,
    'accepted-encryption': 'SSE-KMS',
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': arn,
  }

  const result = await scenario.run(inputs)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '3' })
  const operation = { name: 'S3UpdateObjectEncryption', kmsKeyArn: arn, bucketKey: true }
  expect(onlyJob(scenario.world).request.operation).toEqual(operation)
  expect(look()).toEqual(before)
  expect([...currentObjects(scenario.world).values()].map(({ encryption }) => encryption)).toEqual(
    before.map(() => ({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true })),
  )

  const again = await scenario.run(inputs)
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(jobsOf(scenario.world)).toHaveLength(1)
})

it('changes no key without the permission, and says so', async () => {
  const scenario = await openScenario({
    seed: (world) => seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD }),
  })
  const { arn } = seedKmsKey(scenario.world)
  allowTargetKey(scenario, arn)

  const result = await scenario.run({
    ...scenario.remediation,
    'accepted-encryption': 'SSE-KMS',
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': arn,
  })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, failed: '1' })
  expect(result.summary).toContain('AccessDenied')
  expect(result.summary).toContain('is not allowed to change the keys of these objects')
  expect(statuses(scenario.world)).toEqual({ a: 'SSE-S3' })
})
