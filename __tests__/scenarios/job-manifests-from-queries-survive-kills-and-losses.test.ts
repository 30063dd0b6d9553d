import { afterEach, expect, it } from '@jest/globals'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { createWorkGroup } from '../../emulator/athena/work-group.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { getBucket, putVersion, removeVersion } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { expectCopiedOnce, jobsOf, oldKeys, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, expectNoAnswer, passNight, type Scenario, type ScenarioRun } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'
import { ATHENA_INPUTS, leftOvers, manifestsOf, rowFiles, STREAMED_INPUTS } from '../support/scenes/athena.ts'
import { FORBIDDEN } from '../support/scenes/ended-jobs.ts'
import { expectDoneOnce, expectDoneOnceAfterKills, openRowFiles } from '../support/scenes/row-files.ts'

afterEach(closeScenarios)

const KEYS = oldKeys(9)
const open = () => openRowFiles(KEYS, STREAMED_INPUTS)
const expectDone = (scenario: Scenario) => expectDoneOnce(scenario, KEYS)

it('give one job wherever a run is killed, and leave nothing behind', async () => {
  // From the statement that writes the rows.
  const from = (requests: ScenarioRun['requests']) =>
    requests.findIndex(({ operation }) => operation === 'GetWorkGroup') + 8
  await expectDoneOnceAfterKills({ open, from, times: 10, keys: KEYS })
}, 300_000)

it.each(['StartQueryExecution', 'PutObject', 'CreateJob', 'GetObject', 'ListObjectsV2'])(
  'give one job if the answer of %s is lost',
  async (operation) => {
    const scenario = await open()
    scenario.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    await expectDone(scenario)
  },
  60_000,
)

it('give one job if two runs make it at the same time, or one of them says why it cannot', async () => {
  const scenario = await open()

  const runs = await Promise.all([scenario.run(scenario.remediation), scenario.run(scenario.remediation)])

  expect(runs.map((run) => run.outputs.get('verdict'))).not.toContain('COMPLIANT')
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run).status).toMatch(/COMPLETE/)
  expectCopiedOnce(scenario.world, KEYS)
  expect(jobsOf(scenario.world)).toHaveLength(1)
}, 60_000)

it('give the suspended job of the plan to the run that was approved', async () => {
  const scenario = await open()
  const id = await makePlan(scenario, ATHENA_INPUTS)
  await runApproved(scenario, id, { ...STREAMED_INPUTS, remediation: 'confirm' })
  expect(onlyJob(scenario.world).status).toBe('Suspended')
  await passNight(scenario)

  const run = await runApproved(scenario, id, STREAMED_INPUTS)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '9' })
  expect(manifestsOf(scenario.world)).toHaveLength(1)
  expect(leftOvers(scenario.world)).toEqual([])
}, 60_000)

it('leave the objects of an earlier job out', async () => {
  const scenario = await open()
  const { world } = scenario
  scriptJob(world, { failTask: ({ key }) => (key === 'old/1' ? FORBIDDEN : undefined) })
  await scenario.run(scenario.remediation)

  await scenario.run(scenario.remediation)

  expectCopiedOnce(world, KEYS)
  expect(jobsOf(world)).toHaveLength(2)
}, 60_000)

const damages: readonly (readonly [string, (world: World) => void])[] = [
  ['gone', (world) => change(world, undefined)],
  ['another', (world) => change(world, 'acme-data,other\n')],
]

function change(world: World, text: string | undefined): void {
  const [version] = rowFiles(world)
  const bucket = getBucket(world, WORK_BUCKET)
  if (version === undefined) throw new Error('there are no rows')
  if (text === undefined) removeVersion(world, bucket, version, 'somebody')
  else putVersion(world, bucket, { ...version, etag: 'f'.repeat(32), writer: 'somebody' })
}

it.each(damages)(
  'start nothing from a file that is %s, and the next run does',
  async (_, damage) => {
    const scenario = await open()
    const { world } = scenario
    world.faults.push({
      match: { operation: 'ListJobs' },
      phase: 'before',
      effect: { kind: 'call', run: () => damage(world) },
      times: 1,
    })

    const run = await scenario.run(scenario.remediation)

    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('was changed or removed')
    expect(jobsOf(world)).toEqual([])
    await expectDone(scenario)
  },
  60_000,
)

it('are written again, in another place, if Athena failed for a passing reason', async () => {
  const scenario = await open()
  const { world } = scenario
  const error = { category: 1, retryable: true, message: 'INTERNAL_ERROR_QUERY_ENGINE' } as const
  for (const script of [{}, {}, {}, {}, { end: { state: 'FAILED', error } } as const]) scriptQuery(world, script)

  await expectDone(scenario)
})

it.each(['FAILED', 'CANCELLED'] as const)('are not used if the query that writes them ends %s', async (state) => {
  const scenario = await open()
  const { world } = scenario
  const error = { category: 2, retryable: false, message: 'GENERIC_USER_ERROR: no luck' } as const
  const end = state === 'FAILED' ? { state, error } : { state }
  for (const script of [{}, {}, {}, {}, { end }]) scriptQuery(world, script)

  const run = await scenario.run(scenario.remediation)

  expect(run.outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  expect(jobsOf(world)).toEqual([])
  expect(leftOvers(world)).toEqual([])
  await expectDone(scenario)
})

it('stay while a scan only counts, because a job may be waiting for them', async () => {
  const scenario = await open()
  const { world } = scenario
  let handle: ActionHandle | undefined
  const kill = { kind: 'call', run: () => void handle?.kill('SIGKILL') } as const
  world.faults.push({ match: { operation: 'CreateJob' }, phase: 'before', effect: kill, times: 1 })
  await scenario.run(scenario.remediation, { onStart: (started) => (handle = started) })
  const left = rowFiles(world).length
  expect(left).toBeGreaterThan(0)

  await scenario.run(ATHENA_INPUTS)

  expect(rowFiles(world)).toHaveLength(left)
  await expectDone(scenario)
})

it('are refused if Athena compressed them', async () => {
  const scenario = await open()
  athenaState(scenario.world).settings.textCompression = 'always-gzip'

  const run = await scenario.run(scenario.remediation)

  expectNoAnswer(run, 'QUERY_FAILED', 'Athena compressed the rows')
  expect(jobsOf(scenario.world)).toEqual([])
  expect(leftOvers(scenario.world)).toEqual([])
})

it('are refused, or kept on the runner, where the workgroup chooses the place', async () => {
  const scenario = await open()
  const { world } = scenario
  const place = { location: ATHENA_INPUTS['athena-output'], encryption: undefined, expectedBucketOwner: undefined }
  athenaState(world).workGroups.set('primary', createWorkGroup({ name: 'primary', enforced: true, place }))
  expectNoAnswer(await scenario.run(scenario.remediation), 'INVALID_INPUT', 'job-manifest cannot be athena-streamed')
  expect([...athenaState(world).queries.values()]).toEqual([])

  const run = await scenario.run({ ...scenario.remediation, 'job-manifest': 'auto' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
})

it('need Athena to read every report', async () => {
  const scenario = await open()
  const run = await scenario.run({ ...scenario.remediation, 'scan-engine': 'auto' })
  expectNoAnswer(run, 'INVALID_INPUT', 'job-manifest')
})
