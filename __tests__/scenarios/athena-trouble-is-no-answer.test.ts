import { afterEach, describe, expect, it } from '@jest/globals'
import type { QueryScript } from '../../emulator/athena/query.ts'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { createWorkGroup } from '../../emulator/athena/work-group.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET, closeScenarios, countOf, expectNoAnswer, OLD, type Scenario } from '../support/scenario.ts'
import { ATHENA_INPUTS, DATABASE, openAthenaScenario, tablesOf } from '../support/scenes/athena.ts'

afterEach(closeScenarios)

/** A bucket that would be COMPLIANT. */
const openCompliant = () =>
  openAthenaScenario({
    seed: (world) => seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD }),
  })

/** What happens to the query that counts, after those about tables. */
function scriptCount(world: World, ...scripts: readonly QueryScript[]): void {
  for (const script of [{}, {}, ...scripts]) scriptQuery(world, script)
}
const failure = (retryable: boolean, message: string) =>
  ({ end: { state: 'FAILED', error: { category: 1, retryable, message } } }) as const

const primary = ({ world }: Scenario) => {
  const found = athenaState(world).workGroups.get('primary')
  if (found === undefined) throw new Error('there is no workgroup primary')
  return found
}

describe('a query', () => {
  it('that fails is no answer, and leaves nothing behind', async () => {
    const scenario = await openCompliant()
    scriptCount(scenario.world, failure(false, 'GENERIC_INTERNAL_ERROR: no luck'))

    const run = await scenario.run(ATHENA_INPUTS)

    expectNoAnswer(run, 'SERVICE_UNAVAILABLE', 'GENERIC_INTERNAL_ERROR: no luck')
    expect(tablesOf(scenario.world)).toEqual([])
  })

  it('that fails for a passing reason is started again, three times at most', async () => {
    const scenario = await openCompliant()
    const passing = failure(true, 'INTERNAL_ERROR_QUERY_ENGINE')
    scriptCount(scenario.world, passing, passing)
    expect((await scenario.run(ATHENA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')

    scriptCount(scenario.world, passing, passing, passing)
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'SERVICE_UNAVAILABLE', 'INTERNAL_ERROR_QUERY_ENGINE')
  })

  it('that is cancelled is no answer', async () => {
    const scenario = await openCompliant()
    scriptCount(scenario.world, { end: { state: 'CANCELLED' } })

    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'QUERY_FAILED', 'was cancelled')
  })

  it('may go back to the queue', async () => {
    const scenario = await openCompliant()
    scriptCount(scenario.world, { requeues: 2 })

    expect((await scenario.run(ATHENA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')
  })

  it('whose result is gone or changed is no answer', async () => {
    const scenario = await openCompliant()
    scriptCount(scenario.world, { result: 'lost' })
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'QUERY_FAILED')

    scriptCount(scenario.world, { result: 'changed' })
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'QUERY_FAILED')
  })

  it('is not believed if a file was replaced while it ran', async () => {
    const scenario = await openCompliant()
    const { world } = scenario
    scriptCount(world, {
      whileRunning: () => {
        const bucket = getBucket(world, DESTINATION_BUCKET)
        const key = [...bucket.objects.keys()].find((name) => name.endsWith('.csv.gz')) ?? ''
        const { body } = currentVersion(bucket, key) ?? {}
        seedObject(world, DESTINATION_BUCKET, { key, body, status: 'SSE-KMS' })
      },
    })

    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'CHECKSUM_MISMATCH')
  })

  it('is stopped when the run is cancelled', async () => {
    const scenario = await openCompliant()
    const { world } = scenario
    scriptCount(world, { runsOn: true })
    let handle: ActionHandle | undefined
    world.faults.push({
      match: { operation: 'GetQueryExecution' },
      phase: 'answered',
      // After those about tables, which are looked at a few times each.
      effect: {
        kind: 'call',
        run: () => {
          const isRunning = [...athenaState(world).queries.values()].some(
            ({ state, script }) => script.runsOn && state === 'RUNNING',
          )
          if (isRunning) handle?.kill('SIGINT')
        },
      },
      times: 1_000,
    })

    const run = await scenario.run(ATHENA_INPUTS, { onStart: (started) => (handle = started) })

    expect(run.outputs.get('reason')).toBe('INTERRUPTED')
    expect(countOf(run, 'StopQueryExecution')).toBe(1)
    expect([...athenaState(world).queries.values()].map(({ state }) => state)).toContain('CANCELLED')
  })

  it('waits for a full queue', async () => {
    const scenario = await openCompliant()
    scenario.world.faults.push({
      match: { operation: 'StartQueryExecution' },
      phase: 'before',
      effect: { kind: 'error', status: 400, code: 'TooManyRequestsException', message: 'too many' },
      times: 12,
    })

    expect((await scenario.run(ATHENA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')
  })
})

describe('a budget', () => {
  it('of the workgroup is looked at before anything is made', async () => {
    const scenario = await openCompliant()
    primary(scenario).bytesScannedCutoff = 100

    const run = await scenario.run(ATHENA_INPUTS)

    expectNoAnswer(run, 'QUERY_FAILED', 'lets a query read 100 B')
    expect(countOf(run, 'StartQueryExecution')).toBe(0)
  })
})

describe('a workgroup', () => {
  it('with managed results needs no place for results', async () => {
    const scenario = await openCompliant()
    primary(scenario).managedResults = true

    expect((await scenario.run(ATHENA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')
    const { 'athena-output': _, ...inputs } = ATHENA_INPUTS
    expect((await scenario.run(inputs)).outputs.get('verdict')).toBe('COMPLIANT')
  })

  it('that enforces another place is refused, and its own place is taken', async () => {
    const scenario = await openCompliant()
    const place = { location: `s3://${WORK_BUCKET}/elsewhere/`, encryption: undefined, expectedBucketOwner: undefined }
    Object.assign(primary(scenario), { enforced: true, place })
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'INVALID_INPUT', 'elsewhere')

    place.location = `${ATHENA_INPUTS['athena-output']}all/`
    expect((await scenario.run(ATHENA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')
  })

  it('of another engine version, or turned off, is no answer', async () => {
    const scenario = await openCompliant()
    const { world } = scenario
    primary(scenario).effectiveEngine = 'Athena engine version 2'
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'QUERY_FAILED', 'Athena engine version 3')

    athenaState(world).workGroups.set('primary', createWorkGroup({ name: 'primary', state: 'DISABLED' }))
    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'INVALID_INPUT', 'is turned off')
  })

  it('or database that does not exist is named', async () => {
    const scenario = await openCompliant()
    athenaState(scenario.world).databases.delete(DATABASE)

    expectNoAnswer(await scenario.run(ATHENA_INPUTS), 'QUERY_FAILED', DATABASE)
  })
})

describe('a table', () => {
  it('of somebody else is left alone', async () => {
    const scenario = await openCompliant()
    const { world } = scenario
    await scenario.run({ ...ATHENA_INPUTS, 'keep-athena-objects': 'true' })
    const [name = ''] = tablesOf(world)
    const tables = athenaState(world).databases.get(DATABASE)
    const table = tables?.get(name)
    if (table === undefined) throw new Error('no table was kept')
    tables?.set(name, { ...table, properties: new Map() })

    const run = await scenario.run(ATHENA_INPUTS)

    expectNoAnswer(run, 'QUERY_FAILED', 'did not make')
    expect(tablesOf(world)).toEqual([name])
  })

  it('of a run that was killed is replaced and removed', async () => {
    const scenario = await openCompliant()
    const { world } = scenario
    await scenario.run({ ...ATHENA_INPUTS, 'keep-athena-objects': 'true' })
    const kept = tablesOf(world)
    world.clock.advance(86_400_000)
    await scenario.deliver()

    const run = await scenario.run(ATHENA_INPUTS)

    expect(kept).toHaveLength(1)
    expect(run.outputs.get('verdict')).toBe('COMPLIANT')
    expect(tablesOf(world)).toEqual([])
  })
})
