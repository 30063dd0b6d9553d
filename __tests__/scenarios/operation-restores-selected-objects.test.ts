import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { readBlock } from '../support/documented.ts'
import { attach, jobsOf, orderedKeys, workObjects } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  DAY_MS,
  HOUR_MS,
  OLD,
  openScenario,
  requestsOf,
  type Scenario,
  type ScenarioRun,
} from '../support/scenario.ts'
import { restoresByKey } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

const ALL = ['archive/deep', 'archive/flexible', 'archive/tiered', 'archive/unencrypted']

function seedArchive(world: World): void {
  const seed = (key: string, more: object) =>
    seedObject(world, BUCKET, { key, size: 1000, status: 'SSE-S3', lastModified: OLD, ...more })
  seed('archive/deep', { storageClass: 'DEEP_ARCHIVE' })
  seed('archive/flexible', { storageClass: 'GLACIER' })
  seed('archive/unencrypted', { storageClass: 'GLACIER', status: 'NOT-SSE' })
  seed('archive/tiered', { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' })
  seed('archive/readable', { storageClass: 'STANDARD' })
  seed('other/archived', { storageClass: 'GLACIER' })
}

async function openRestoring(): Promise<Scenario> {
  const scenario = await openScenario({ seed: seedArchive })
  attach(scenario, 'batch', ['batch-role-restore-policy.json'])
  return scenario
}

/** Long enough for a job, and no time for S3 to restore anything. */
const A_WHILE = { 'wait-timeout': '20s' }

const RESTORE = { operation: 'restore', include: 'archive/**' }

const outcome = ({ exitCode, outputs, report }: ScenarioRun) => ({
  exitCode,
  verdict: outputs.get('verdict'),
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

const oneEach = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, 1]))

it('plans with the price of every object, and the pattern of the event that tells the end', async () => {
  const scenario = await openRestoring()

  const run = await scenario.run({ ...RESTORE, remediation: 'plan' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, verdict: '', status: 'PLANNED', selected: 5, done: 0 })
  expect(run.summary).toContain('Object Restore Completed')
  expect(workObjects(scenario.world)).toEqual([])
})

it('asks once, ends PENDING, and a later run finds everything readable', async () => {
  const scenario = await openRestoring()
  const { world } = scenario
  const inputs = { ...RESTORE, ...scenario.remediation, ...A_WHILE, 'restore-days': '3' }

  const first = await scenario.run(inputs)

  expect(outcome(first)).toMatchObject({ exitCode: 0, verdict: '', status: 'PENDING', done: 0 })
  expect(jobsOf(world).map(({ request }) => request.operation)).toEqual([
    { name: 'S3InitiateRestoreObject', days: 3, tier: 'BULK' },
    { name: 'S3InitiateRestoreObject', days: 3, tier: 'BULK' },
    { name: 'S3InitiateRestoreObject', days: undefined, tier: 'BULK' },
  ])
  expect(orderedKeys(world).sort()).toEqual(ALL)

  world.clock.advance(20 * HOUR_MS)
  const second = await scenario.run(inputs)
  // Deep Archive takes 48 hours in bulk.
  expect(outcome(second)).toMatchObject({ exitCode: 0, status: 'PENDING', done: 3 })

  world.clock.advance(30 * HOUR_MS)
  await scenario.deliver()
  const third = await scenario.run(inputs)
  expect(outcome(third)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 5, done: 4, left: 1 })
  expect(third.summary).toContain('not archived')
  expect(jobsOf(world)).toHaveLength(3)
  expect(restoresByKey(scenario)).toEqual(oneEach(ALL))
})

it('waits until the last object can be read', async () => {
  const scenario = await openRestoring()
  const { world } = scenario
  // The world's clock goes on while the run waits.
  const goOn = () => {
    if (jobsOf(world).some(({ status }) => status === 'Complete')) world.clock.advance(HOUR_MS / 4)
  }
  world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'archive' },
    phase: 'before',
    effect: { kind: 'call', run: goOn },
    times: 1000,
  })

  const run = await scenario.run({ ...RESTORE, ...scenario.remediation, 'restore-tier': 'standard' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 4 })
  expect(restoresByKey(scenario)).toEqual(oneEach(ALL))
})

it('restores again what has expired, once a newer report says that it is archived', async () => {
  const scenario = await openRestoring()
  const { world } = scenario
  const only = { include: 'archive/flexible', 'restore-days': '1' }
  const inputs = { ...RESTORE, ...scenario.remediation, ...A_WHILE, ...only }
  await scenario.run(inputs)
  world.clock.advance(3 * DAY_MS)
  await scenario.deliver()

  const again = await scenario.run(inputs)

  expect(outcome(again)).toMatchObject({ exitCode: 0, status: 'PENDING' })
  expect(restoresByKey(scenario)).toEqual({ 'archive/flexible': 2 })
})

describe('refuses', () => {
  it('more objects than it may look at', async () => {
    const scenario = await openRestoring()

    const run = await scenario.run({ ...RESTORE, ...scenario.remediation, 'max-evidence-requests': '3' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
    expect(run.annotated).toContain('max-evidence-requests')
    expect(requestsOf(run, 'CreateJob')).toEqual([])
  })

  it('nothing where nothing is archived: there is nothing to do', async () => {
    const scenario = await openRestoring()

    const run = await scenario.run({ ...RESTORE, ...scenario.remediation, include: 'archive/readable' })

    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 1, done: 0, left: 1 })
    expect(requestsOf(run, 'CreateJob')).toEqual([])
  })
})

it('says which objects the batch role may not restore', async () => {
  const scenario = await openScenario({ seed: seedArchive })

  const run = await scenario.run({ ...RESTORE, ...scenario.remediation })

  expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 0 })
  expect(run.summary).toContain('s3:RestoreObject')
})

it('runs the documented example as it stands', async () => {
  const scenario = await openRestoring()

  const run = await scenario.run({
    ...(parse(readBlock('docs/operations.md, Restores, 1')) as Record<string, string>),
    ...scenario.remediation,
    wait: 'false',
  })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'PENDING' })
  expect(orderedKeys(scenario.world).sort()).toEqual(ALL)
})
