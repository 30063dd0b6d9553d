import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  batchSettings,
  jobsOf,
  lockBucket,
  oldKeys,
  remediationOutputs,
  seedFindings,
  setLock,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { generate, listingJobs, openUnlisted, workingJobs } from '../support/scenes/generator.ts'

afterEach(closeScenarios)

it('holds back an object that is locked, and copies the others', async () => {
  const scenario = await openUnlisted({ seed: (world) => seedFindings(world, oldKeys(3)) })
  lockBucket(scenario)
  setLock(scenario.world, 'old/2')

  const run = await generate(scenario)

  expect(remediationOutputs(run)).toMatchObject({ status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
  expect(run.report).toMatchObject({ buckets: [{ scan: { heldBack: [{ reason: 'object-lock', objects: 1 }] } }] })
  expect(statuses(scenario.world)['old/2']).toBe('NOT-SSE')
})

it('changes the key of objects under another one, and leaves those under the right one', async () => {
  const keys: { right?: string; wrong?: string } = {}
  const scenario = await openUnlisted({
    seed: (world) => {
      getBucket(world, BUCKET).objects.clear()
      keys.right = seedKmsKey(world).arn
      keys.wrong = seedKmsKey(world).arn
      const common = { size: 10, lastModified: OLD, status: 'SSE-KMS' as const }
      seedObject(world, BUCKET, { ...common, key: 'right', kmsKeyArn: keys.right })
      seedObject(world, BUCKET, { ...common, key: 'wrong', kmsKeyArn: keys.wrong })
      seedFindings(world, ['plain'])
    },
  })
  const { right = '', wrong = '' } = keys
  allowTargetKey(scenario, right)
  allowOtherOperations(scenario, { kmsKeyArn: right, oldKmsKeyArn: wrong })

  const run = await generate(scenario, {
    'accepted-encryption': 'SSE-KMS',
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': right,
  })

  expect(run.report).toMatchObject({ buckets: [{ scan: { findings: { objects: 2 } } }] })
  expect(listingJobs(scenario.world)).toHaveLength(4)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  const { objects } = getBucket(scenario.world, BUCKET)
  expect(['plain', 'right', 'wrong'].map((key) => objects.get(key)?.at(-1)?.encryption.kmsKeyArn)).toEqual([
    right,
    right,
    right,
  ])
  expect(objects.get('right')).toHaveLength(1)
})

it('asks S3 only for what include can match, and leaves out what exclude names', async () => {
  const scenario = await openUnlisted({ seed: (world) => seedFindings(world, ['a/1', 'a/tmp/2', 'b/3']) })

  const run = await generate(scenario, { include: 'a/**', exclude: '**/tmp/**' })

  expect(listingJobs(scenario.world)[0]?.request.generator?.filter.prefix).toBe('a/')
  expect(run.report).toMatchObject({
    buckets: [{ scan: { generated: { listed: 2, leftOut: 1, looked: 1, gone: 0 } } }],
  })
  expect(statuses(scenario.world)).toMatchObject({ 'a/1': 'SSE-S3', 'a/tmp/2': 'NOT-SSE', 'b/3': 'NOT-SSE' })
})

it('has its listing jobs cancelled with all others', async () => {
  const scenario = await openUnlisted({ seed: (world: World) => seedFindings(world, oldKeys(2)) })
  // S3 lists for longer than the run waits.
  batchSettings(scenario.world).pacing.preparingPolls = 1000
  const run = await generate(scenario, { 'wait-timeout': '1m', 'poll-interval': '20s' })
  expect([run.outputs.get('reason'), run.annotated]).toEqual([
    'SERVICE_UNAVAILABLE',
    expect.stringContaining('wait-timeout'),
  ])
  batchSettings(scenario.world).pacing.preparingPolls = 0

  const cancelled = await scenario.run({ ...scenario.remediation, remediation: 'cancel' })

  expect(cancelled.outputs.get('remediation-status')).toBe('NONE')
  expect(jobsOf(scenario.world).every(({ status }) => status.startsWith('Cancel'))).toBe(true)
  expect(workingJobs(scenario.world)).toEqual([])
})
