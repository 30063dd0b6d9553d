import { afterEach, expect } from '@jest/globals'
import { advanceDays } from '../../emulator/inventory/schedule.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { expectCopiedOnce, jobsOf, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { COMPLETE, HOSTILE, KEYS, openSettled, remediate, seedKeys, tellEach } from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'delete-marker-status': async (answer) => {
    const seed = (world: World) => {
      seedObject(world, BUCKET, { key: 'deleted', size: 1, status: 'NOT-SSE', lastModified: OLD })
      seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1000 })
    }
    const scenario = await openSettled('delete-marker-status', answer, { seed })
    const run = await scenario.run()
    expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  },
  'empty-report': async (answer) => {
    const scenario = await openSettled('empty-report', answer, { seed: () => undefined })
    const run = await scenario.run()
    expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
    seedObject(scenario.world, BUCKET, { key: 'unseen', size: 1, status: 'NOT-SSE', lastModified: OLD })
    expect((await scenario.run()).outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  },
  'delivery-encryption': async (answer) => {
    const scenario = await openSettled('delivery-encryption', answer, { deliver: false })
    const { inventory } = getBucket(scenario.world, BUCKET)
    for (const [id, daily] of inventory)
      inventory.set(id, { ...daily, destination: { ...daily.destination, encryption: { kind: 'SSE-S3' } } })
    const destination = getBucket(scenario.world, DESTINATION_BUCKET)
    const Condition = { Null: { 's3:x-amz-server-side-encryption': 'true' } }
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*', Condition } as const
    destination.policy = { Statement: [...(destination.policy?.Statement ?? []), deny] }
    await advanceDays(scenario.world, 2)
    const { outputs, annotated } = await scenario.run()
    expect(outputs.get('verdict')).toBe(answer === 'named' ? 'NON_COMPLIANT' : 'INSUFFICIENT_DATA')
    if (answer === 'not-named') expect(annotated).toContain(`policy of bucket ${DESTINATION_BUCKET}`)
  },
  'report-keys': async (answer) => {
    const scenario = await openSettled('report-keys', answer, { seed: seedKeys(HOSTILE) })
    settle(scenario.world, 'copy-time-limit', 'ignored')
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(scenario.world, HOSTILE)
  },
  'report-arrival': async (answer) => {
    const scenario = await openSettled('report-arrival', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(scenario.world, KEYS)
  },
  'report-of-failures': async (answer) => {
    const scenario = await openSettled('report-of-failures', answer)
    const { world } = scenario
    scriptJob(world, { failTask: () => ({ httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' }) })
    const first = await remediate(scenario)
    expect(remediationOutputs(first).exitCode).toBe(1)
    expect(first.summary).toContain(answer === 'none' ? 'S3 counts 4 failed tasks' : 'AccessDenied')
    const again = await remediate(scenario)
    expect(remediationOutputs(again).exitCode).toBe(answer === 'none' ? 1 : 0)
    expect(jobsOf(world)).toHaveLength(answer === 'none' ? 1 : 2)
  },
  'progress-summary': async (answer) => {
    const scenario = await openSettled('progress-summary', answer)
    const run = await remediate(scenario)
    expect(remediationOutputs(run)).toMatchObject({ ...COMPLETE, succeeded: '4', failed: '0' })
    expect(run.summary.includes("S3's own progress")).toBe(answer === 'wrong')
  },
})
