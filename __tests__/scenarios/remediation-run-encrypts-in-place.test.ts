import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { currentObjects, expectCopiedOnce, jobsOf, keptProperties, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const CLASSES = ['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'] as const
const FINDINGS = CLASSES.flatMap((storageClass) => [`${storageClass}/1`, `${storageClass}/2`])

function seedClasses(world: World): void {
  // A job manifest under SSE-KMS would be refused: the action must not rely on the work bucket's default.
  getBucket(world, WORK_BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
  for (const [index, key] of FINDINGS.entries()) {
    const old = { key, storageClass: key.split('/')[0], lastModified: OLD + index * 1000 }
    seedObject(world, BUCKET, { ...old, size: 7, lastModified: OLD - 1 })
    seedObject(world, BUCKET, {
      ...old,
      size: 1000 + index,
      metadata: { owner: `team ${index}` },
      headers: { 'content-type': 'image/png', 'cache-control': 'max-age=60', 'content-language': 'de' },
      tags: { purpose: `tag ${index}` },
      ...(index % 2 === 1 && { partCount: 2 }),
    })
  }
  seedObject(world, BUCKET, { key: 'deleted', size: 1, lastModified: OLD })
  seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1 })
}

it('encrypts every finding in place, one job per storage class, and changes nothing else', async () => {
  const scenario = await openScenario({ seed: seedClasses })
  const { world } = scenario
  const before = currentObjects(world)
  const versionsBefore = new Map(getBucket(world, BUCKET).objects)

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 5, succeeded: '10', failed: '0' })
  expect(result.stdout).toContain('every finding was encrypted and checked')
  expect(result.summary).toContain('next inventory report')
  expectCopiedOnce(world, FINDINGS)
  const after = [...currentObjects(world).values()]
  expect(after.map(keptProperties)).toEqual([...before.values()].map(keptProperties))
  expect(after.filter(({ encryption }) => encryption.status !== 'SSE-S3')).toEqual([])
  for (const [key, versions] of versionsBefore)
    expect(getBucket(world, BUCKET).objects.get(key)?.slice(0, versions.length)).toEqual(versions)

  world.clock.advance(86_400_000)
  await scenario.deliver()
  expect((await scenario.run()).outputs.get('verdict')).toBe('COMPLIANT')
})

it('asks for exactly the copy the facts about AWS advise', async () => {
  const scenario = await openScenario({ seed: seedClasses })
  const { world, roles } = scenario

  await scenario.run(scenario.remediation)

  expect(jobsOf(world).map(({ request }) => (request.operation as { storageClass?: string }).storageClass)).toEqual(
    [...CLASSES].sort(),
  )
  for (const { request } of jobsOf(world)) {
    expect(request).toMatchObject({
      roleArn: roles.batch.arn,
      priority: 10,
      confirmationRequired: false,
      manifest: { bucket: WORK_BUCKET, format: 'S3BatchOperations_CSV_20180820', fields: ['Bucket', 'Key'] },
      operation: { name: 'S3PutObjectCopy', targetBucket: BUCKET, metadataDirective: 'COPY', targetKeyPrefix: '' },
      report: { enabled: true, scope: 'AllTasks', bucket: WORK_BUCKET },
    })
    expect(request.operation).toMatchObject({ newMetadata: undefined, newTags: undefined, kmsKeyId: undefined })
    const { unmodifiedSince } = request.operation as { unmodifiedSince?: number }
    expect(unmodifiedSince).toBeGreaterThan(OLD)
    expect(unmodifiedSince).toBeLessThan(OLD + 60_000)
    const jobManifest = getBucket(world, WORK_BUCKET)
      .objects.get(request.manifest?.key ?? '')
      ?.at(-1)
    expect(jobManifest?.encryption).toEqual({ status: 'SSE-S3' })
  }
})
