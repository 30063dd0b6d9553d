import { afterEach, expect } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  expectCopiedOnce,
  jobsOf,
  lockBucket,
  remediationOutputs,
  seedFindings,
  setLock,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { COMPLETE, HUGE, KEYS, openSettled, remediate, seedKeys, tellEach } from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'region-without-annotations': async (answer) => {
    const seed = seedKeys(['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' } })
    const scenario = await openSettled('region-without-annotations', answer, { seed, copiesDirectly: true })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, succeeded: '1' })
  },
  'event-hold-columns': async (answer) => {
    const lock = { eventHold: true, eventHoldDuration: { days: 1 } }
    const seed = (world: World) => {
      seedFindings(world, KEYS, { lock })
      getBucket(world, BUCKET).objectLockEnabled = true
    }
    const scenario = await openSettled('event-hold-columns', answer, { seed })
    lockBucket(scenario)
    const run = await remediate(scenario)
    expect(run.report).toMatchObject({ buckets: [{ scan: { heldBack: [{ reason: 'object-lock', objects: 4 }] } }] })
    expectCopiedOnce(scenario.world, [])
  },
  'held-key-change': async (answer) => {
    const seed = (world: World) => {
      const object = { size: 1, status: 'SSE-S3', lastModified: OLD } as const
      for (const key of KEYS) seedObject(world, BUCKET, { ...object, key })
    }
    const scenario = await openSettled('held-key-change', answer, { seed })
    const { world } = scenario
    const { arn } = seedKmsKey(world)
    lockBucket(scenario)
    allowTargetKey(scenario, arn)
    allowOtherOperations(scenario, { kmsKeyArn: arn })
    for (const key of KEYS) setLock(world, key, { eventHold: true, eventHoldDuration: { days: 1 } })
    const policy = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': arn }
    expect(remediationOutputs(await remediate(scenario, policy)).exitCode).toBe(1)
    expect(new Set(Object.values(statuses(world)))).toEqual(new Set(['SSE-S3']))
  },
  'expired-head': async (answer) => {
    const scenario = await openSettled('expired-head', answer)
    const { world } = scenario
    // All sessions end while the job is verified.
    const run = (): void => world.clock.advance(2 * 3_600_000)
    world.faults.push({ match: { operation: 'HeadObject' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const first = await remediate(scenario)
    expect(jobsOf(world)).toHaveLength(1)
    if (answer === '400') expect(remediationOutputs(first)).toMatchObject(COMPLETE)
    else expect(first.outputs.get('remediation-status')).not.toBe('COMPLETE')
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(world, KEYS)
  },
})
