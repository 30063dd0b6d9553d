import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, OLD } from '../support/scenario.ts'
import { openArchived, outcomesOf } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('restores only what needs it: not what is restored, on its way, encrypted, locked, changed or gone', async () => {
  const scenario = await openArchived((world) => {
    const archived = { storageClass: 'GLACIER' } as const
    seedFindings(world, ['needed/1', 'needed/2', 'encrypted', 'locked', 'changed', 'gone'], archived)
    seedFindings(world, ['restored'], { ...archived, restore: { ongoing: false, expiry: world.clock.now() + DAY_MS } })
    seedFindings(world, ['expired'], { ...archived, restore: { ongoing: false, expiry: world.clock.now() - DAY_MS } })
    seedFindings(world, ['on-its-way'], { ...archived, restore: { ongoing: true } })
  })
  const { world } = scenario
  const later = { size: 100, storageClass: 'GLACIER' } as const
  world.clock.advance(1000)
  seedObject(world, BUCKET, { ...later, key: 'encrypted', status: 'SSE-S3' })
  seedObject(world, BUCKET, { ...later, key: 'changed', status: 'NOT-SSE' })
  seedObject(world, BUCKET, {
    ...later,
    key: 'locked',
    status: 'NOT-SSE',
    lastModified: OLD,
    lock: { legalHold: true },
  })
  seedDeleteMarker(world, BUCKET, { key: 'gone' })

  const run = await scenario.run(scenario.remediation)

  expect(orderedKeys(world).sort()).toEqual(['expired', 'needed/1', 'needed/2'])
  expect(outcomesOf(run)).toEqual([
    'encrypted 1',
    'already 1',
    'gone 1',
    'changed 1',
    'archived 3',
    'restoring 1',
    'locked 1',
  ])
  // Of the job's tasks none failed: what is not copied yet, or never will be, is counted beside them.
  expect(run.report).toMatchObject({ buckets: [{ jobs: [{ tasks: { succeeded: 3, failed: 0 } }] }] })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1 })
})
