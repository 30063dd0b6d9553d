import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { currentObjects, expectCopiedOnce, jobsOf, keptProperties, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, passNight } from '../support/scenario.ts'
import { CLASSES, FINDINGS, seedClasses } from '../support/scenes/classes.ts'

afterEach(closeScenarios)

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

  await passNight(scenario)
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
