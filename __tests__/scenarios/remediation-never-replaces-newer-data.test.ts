import { afterEach, expect, it } from '@jest/globals'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { copiesByKey, expectCopiedOnce, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const seed = (world: World) => seedFindings(world, oldKeys(4))
const write = (world: World, key: string, status: 'SSE-S3' | 'NOT-SSE' = 'SSE-S3') =>
  seedObject(world, BUCKET, { key, body: 'newer', status, lastModified: world.clock.now() })
const current = (world: World, key: string) => currentVersion(getBucket(world, BUCKET), key)

it('leaves alone what was overwritten or deleted since the report, and counts it as settled', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario
  world.clock.advance(3_600_000)
  const newer = write(world, 'old/1')
  seedDeleteMarker(world, BUCKET, { key: 'old/2', lastModified: world.clock.now() })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2', failed: '2' })
  expect(result.summary).toMatch(/changed since the report/i)
  expect(current(world, 'old/1')).toEqual(newer)
  expect(current(world, 'old/2')?.isDeleteMarker).toBe(true)
  expectCopiedOnce(world, ['old/3', 'old/4'])
})

it('does not call the findings covered when the newer object is not encrypted either', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario
  world.clock.advance(3_600_000)
  write(world, 'old/1', 'NOT-SSE')

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '3', failed: '1' })
  expect(copiesByKey(world).has('old/1')).toBe(false)
})

it('keeps what is written while the job runs, before or after the copy of that object', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario
  scriptJob(world, {
    onTask: (task, phase) => {
      if (task.key === 'old/1' && phase === 'before') write(world, 'old/1')
      if (task.key === 'old/2' && phase === 'after') write(world, 'old/2')
    },
  })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3', failed: '1' })
  for (const key of ['old/1', 'old/2']) expect(current(world, key)).toMatchObject({ writer: 'seed', size: 5 })
  expectCopiedOnce(world, ['old/2', 'old/3', 'old/4'])
})
