import { afterEach, expect } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { batchSettings, expectCopiedOnce, jobsOf, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, HOUR_MS } from '../support/scenario.ts'
import {
  allowElsewhere,
  COMPLETE,
  ELSEWHERE,
  HOSTILE,
  KEYS,
  openSettled,
  remediate,
  seedKeys,
  tellEach,
} from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'copy-time-limit': async (answer) => {
    const finished = await openSettled('copy-time-limit', answer)
    allowElsewhere(finished)
    await remediate(finished)
    expect(remediationOutputs(await remediate(finished, ELSEWHERE))).toMatchObject({ ...COMPLETE, jobs: 1 })
    // Another way to name the same encryption is no reason either.
    const kms = seedKmsKey(finished.world)
    const bucket = getBucket(finished.world, BUCKET)
    bucket.defaultEncryption = { algorithm: 'aws:kms', kmsKeyArn: kms.arn, bucketKey: true, explicit: true }
    expect(remediationOutputs(await remediate(finished))).toMatchObject(COMPLETE)
    expectCopiedOnce(finished.world, KEYS)

    const live = await openSettled('copy-time-limit', answer)
    allowElsewhere(live)
    Object.assign(batchSettings(live.world).pacing, { activePolls: 30, tasksPerPoll: 0 })
    await remediate(live, { wait: 'false' })
    batchSettings(live.world).pacing.tasksPerPoll = 2
    expect(remediationOutputs(await remediate(live, ELSEWHERE))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(live.world, KEYS)
  },
  'job-manifest-plus': async (answer) => {
    const scenario = await openSettled('job-manifest-plus', answer, { seed: seedKeys(HOSTILE) })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, HOSTILE)
  },
  'token-memory': async (answer) => {
    const scenario = await openSettled('token-memory', answer)
    settle(scenario.world, 'copy-time-limit', 'ignored')
    await remediate(scenario, { wait: 'false' })
    scenario.world.clock.advance(HOUR_MS)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    scenario.world.clock.advance(HOUR_MS)
    await remediate(scenario)
    expect(jobsOf(scenario.world)).toHaveLength(1)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'token-conflict': async (answer) => {
    const scenario = await openSettled('token-conflict', answer)
    const { world } = scenario
    allowElsewhere(scenario)
    settle(world, 'copy-time-limit', 'ignored')
    // Between a run's look at the jobs and its CreateJob, another run with another work location creates the job.
    let other: Promise<unknown> | undefined
    const run = async (): Promise<void> => {
      other = remediate(scenario, ELSEWHERE)
      await other
    }
    world.faults.push({ match: { operation: 'CreateJob' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const first = await remediate(scenario)
    expect(other).toBeDefined()
    expect(remediationOutputs(first)).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(jobsOf(world)).toHaveLength(1)
    expectCopiedOnce(world, KEYS)
  },
  'task-runs': async (answer) => {
    const scenario = await openSettled('task-runs', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(jobsOf(scenario.world)).toHaveLength(1)
  },
  'job-defaults': async (answer) => {
    const scenario = await openSettled('job-defaults', answer)
    const { world } = scenario
    settle(world, 'copy-time-limit', 'ignored')
    Object.assign(batchSettings(world).pacing, { activePolls: 30, tasksPerPoll: 0 })
    const pending = await remediate(scenario, { wait: 'false' })
    batchSettings(world).pacing.tasksPerPoll = 2
    const joined = await remediate(scenario)
    expect(remediationOutputs(joined)).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(joined.outputs.get('job-ids')).toBe(pending.outputs.get('job-ids'))
    const covered = await remediate(scenario)
    expect(remediationOutputs(covered)).toMatchObject({ ...COMPLETE, jobs: 1, succeeded: '4' })
    expect(covered.stdout).not.toContain('does not know')
    expectCopiedOnce(world, KEYS)
  },
  'job-regions': async (answer) => {
    const seed = (world: World) => {
      const work = getBucket(world, WORK_BUCKET)
      world.buckets.set(WORK_BUCKET, { ...work, region: 'us-east-1' })
      seedFindings(world, KEYS)
    }
    const scenario = await openSettled('job-regions', answer, { seed, start: Date.now() - DAY_MS / 4 })
    const run = await remediate(scenario)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(run.annotated).toContain('us-east-1')
    expect(jobsOf(scenario.world)).toEqual([])
  },
})
