import { afterEach, expect, it } from '@jest/globals'
import { readHistory } from '../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { runAndKill } from '../support/kill.ts'
import {
  currentObjects,
  jobsOf,
  keptProperties,
  oldKeys,
  onlyJob,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, OLD } from '../support/scenario.ts'
import {
  countWork,
  openArchived,
  outcomesOf,
  restoresByKey,
  twoArchived,
  waitForRestores,
} from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('asks for archived objects to be restored, and a later run copies them and asks for none', async () => {
  const scenario = await openArchived(twoArchived)
  const kept = () =>
    [...currentObjects(scenario.world).values()].map(keptProperties).map(({ headers: _, ...rest }) => rest)
  const before = kept()

  const first = await scenario.run(scenario.remediation)
  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1, succeeded: '2' })
  expect(onlyJob(scenario.world).request.operation).toEqual({ name: 'S3InitiateRestoreObject', days: 7, tier: 'BULK' })
  expect(outcomesOf(first)).toEqual(['archived 2'])
  expect(countWork(first)).toEqual({ looks: 2, copies: 0, jobs: 1 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))

  await waitForRestores(scenario)
  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0, failed: '0' })
  expect(outcomesOf(second)).toEqual(['encrypted 2'])
  // One to tell what is restored, one before and one after each copy.
  expect(countWork(second)).toEqual({ looks: 6, copies: 2, jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
  expect(kept()).toEqual(before)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })

  // The same report again: the copies are archived as their originals were, and nothing is to be restored.
  const third = await scenario.run(scenario.remediation)
  expect(remediationOutputs(third)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(outcomesOf(third)).toEqual(['already 2'])
  expect(jobsOf(scenario.world)).toHaveLength(1)
})

it('waits for what is being restored, without asking again', async () => {
  const scenario = await openArchived(twoArchived)
  await scenario.run(scenario.remediation)

  const early = await scenario.run(scenario.remediation)
  expect(remediationOutputs(early)).toMatchObject({ exitCode: 1, status: 'PENDING' })
  expect(outcomesOf(early)).toEqual(['restoring 2'])
  expect(countWork(early)).toMatchObject({ copies: 0, jobs: 0 })

  // Another report, made after the job: nothing but the objects themselves tells of the restores.
  scenario.world.clock.advance(1000)
  await scenario.deliver()
  const next = await scenario.run(scenario.remediation)
  expect(remediationOutputs(next)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 0 })
  expect(outcomesOf(next)).toEqual(['restoring 2'])
  expect(next.summary).toContain('being restored')
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
})

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

it('restores nothing that it could not look at', async () => {
  const scenario = await openArchived(twoArchived)
  const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const
  scenario.world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'old/1' },
    phase: 'before',
    effect,
    times: 100,
  })

  const run = await scenario.run(scenario.remediation)

  expect(orderedKeys(scenario.world)).toEqual(['old/2'])
  expect(outcomesOf(run)).toEqual(['archived 1', 'denied 1'])
})

it('asks again for what was restored and has expired since, and copies it then', async () => {
  const scenario = await openArchived((world) => {
    const expired = { ongoing: false, expiry: world.clock.now() - DAY_MS }
    seedFindings(world, oldKeys(2), { storageClass: 'GLACIER', restore: expired })
  })

  const first = await scenario.run(scenario.remediation)
  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1, succeeded: '2' })
  expect(outcomesOf(first)).toEqual(['archived 2'])
  expect(countWork(first).copies).toBe(0)

  await waitForRestores(scenario)
  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
})

it('restores nothing without the permission, and says so', async () => {
  const scenario = await openArchived(twoArchived, false)

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1 })
  expect(result.summary).toContain('AccessDenied')
  expect(result.summary).toContain('is not allowed to restore these objects')
  expect([...currentObjects(scenario.world).values()].map(({ restore }) => restore)).toEqual([undefined, undefined])
})

it('creates a suspended job over what needs a restore alone, and the run that follows joins it', async () => {
  const scenario = await openArchived((world) => {
    twoArchived(world)
    const restore = { ongoing: false, expiry: world.clock.now() + DAY_MS }
    seedFindings(world, ['restored'], { storageClass: 'GLACIER', restore })
  })

  const confirm = await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  expect(remediationOutputs(confirm)).toMatchObject({ status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(2))
  expect(countWork(confirm)).toMatchObject({ looks: 3, copies: 0 })

  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1 })
  expect(outcomesOf(run)).toEqual(['encrypted 1', 'archived 2'])
  expect(jobsOf(scenario.world)).toHaveLength(1)
})

it('restores each object once, and copies it once, when run after run is killed one request later', async () => {
  const restored = oldKeys(2).map((key) => `restored/${key}`)
  const scenario = await openArchived((world) => {
    seedFindings(world, oldKeys(2), { storageClass: 'GLACIER' })
    const restore = { ongoing: false, expiry: world.clock.now() + 30 * DAY_MS }
    seedFindings(world, restored, { storageClass: 'GLACIER', restore })
  })
  let request = 1
  while (await runAndKill(scenario, request)) request += 1
  expect(request).toBeGreaterThan(20)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
  expect(statuses(scenario.world)).toMatchObject(Object.fromEntries(restored.map((key) => [key, 'SSE-S3'])))

  await waitForRestores(scenario)
  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({ status: 'COMPLETE', jobs: 0 })
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
  const copies = readHistory(scenario.world).filter(
    ({ kind, bucket, version }) => kind === 'written' && bucket === BUCKET && version.encryption.status === 'SSE-S3',
  )
  expect(copies.map(({ version }) => version.key).sort()).toEqual(expect.arrayContaining([...oldKeys(2), ...restored]))
}, 120_000)
