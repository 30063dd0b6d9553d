import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { Estimate } from '../../src/price/estimate.ts'
import { expectCopiedOnce, jobsOf, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import {
  closeScenarios,
  countOf,
  expectNoAnswer,
  passNight,
  type Scenario,
  type ScenarioRun,
  takePermission,
} from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'
import {
  ATHENA_INPUTS,
  JOINED_INPUTS,
  leftOvers,
  manifestsOf,
  openAthenaScenario,
  unfinishedUploads,
} from '../support/scenes/athena.ts'
import { FORBIDDEN } from '../support/scenes/ended-jobs.ts'
import { expectDoneOnce, expectDoneOnceAfterKills, openRowFiles } from '../support/scenes/row-files.ts'

afterEach(closeScenarios)

const KEYS = hostileKeys(12)
const open = () => openRowFiles(KEYS, JOINED_INPUTS)
const expectDone = (scenario: Scenario) => expectDoneOnce(scenario, KEYS)

it('copies the same objects as the runner, each once, from an object under SSE-S3', async () => {
  const [streamed, joined] = [await openAthenaScenario({ seed: (world) => seedFindings(world, KEYS) }), await open()]
  await streamed.run({ ...streamed.remediation, 'scan-engine': 'stream' })
  getBucket(joined.world, WORK_BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: false }

  const run = await joined.run(joined.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('and S3 joins them: job-manifest is athena-joined')
  expect(countOf(run, 'CompleteMultipartUpload')).toBe(1)
  expect(orderedKeys(joined.world).sort()).toEqual(orderedKeys(streamed.world).sort())
  expect(manifestsOf(joined.world).map(({ encryption }) => encryption.status)).toEqual(['SSE-S3'])
})

it('gives one job wherever a run is killed, and leaves nothing behind', async () => {
  const from = (requests: ScenarioRun['requests']) =>
    requests.findIndex(({ operation }) => operation === 'ListMultipartUploads') - 6
  await expectDoneOnceAfterKills({ open, from, times: 8, keys: KEYS })
}, 300_000)

it.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'PutObject', 'CreateJob'])(
  'gives one job if the answer of %s is lost',
  async (operation) => {
    const scenario = await open()
    scenario.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    await scenario.run(scenario.remediation)
    await expectDone(scenario)
  },
  60_000,
)

it('gives one job if two runs make it at the same time, or one of them says why it cannot', async () => {
  const scenario = await open()

  const runs = await Promise.all([scenario.run(scenario.remediation), scenario.run(scenario.remediation)])

  expect(runs.map((run) => run.outputs.get('verdict'))).not.toContain('COMPLIANT')
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run).status).toMatch(/COMPLETE/)
  expectCopiedOnce(scenario.world, KEYS)
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(unfinishedUploads(scenario.world)).toEqual([])
}, 60_000)

it.each(['FAILED', 'CANCELLED'] as const)(
  'starts nothing if the query that proves the rows ends %s',
  async (state) => {
    const scenario = await open()
    const { world } = scenario
    const error = { category: 2, retryable: false, message: 'GENERIC_USER_ERROR: no luck' } as const
    const end = state === 'FAILED' ? { state, error } : { state }
    for (const script of [{}, {}, {}, {}, {}, { end }]) scriptQuery(world, script)

    const run = await scenario.run(scenario.remediation)

    expectNoAnswer(run, 'QUERY_FAILED')
    const ended = [...athenaState(world).queries.values()].find((query) => query.state === state)
    expect(ended?.text).toContain('checksum(')
    expect(jobsOf(world)).toEqual([])
    expect([...leftOvers(world), ...unfinishedUploads(world)]).toEqual([])
    await expectDone(scenario)
  },
  60_000,
)

it('gives the suspended job of the plan to the run that was approved', async () => {
  const scenario = await open()
  const id = await makePlan(scenario, ATHENA_INPUTS)
  await runApproved(scenario, id, { ...JOINED_INPUTS, remediation: 'confirm' })
  await passNight(scenario)

  const run = await runApproved(scenario, id, JOINED_INPUTS)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(countOf(run, 'CreateMultipartUpload')).toBe(0)
}, 60_000)

it('costs in the run what the plan said, with the queries and the requests that join', async () => {
  const scenario = await open()
  type Priced = { readonly buckets: readonly { readonly plan: { readonly estimate: Estimate } }[] }
  const estimateOf = ({ report }: { readonly report: unknown }) => (report as Priced).buckets[0]?.plan.estimate

  const plan = await scenario.run({ ...scenario.remediation, remediation: 'plan' })
  const run = await scenario.run(scenario.remediation)

  expect(estimateOf(run)).toEqual(estimateOf(plan))
  const whats = estimateOf(plan)?.lines.map(({ what, quantity }) => `${what}: ${quantity}`)
  expect(whats).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Athena, for the rows of the job manifests, at most: 0\.\d+$/),
      'UploadPartCopy and UploadPart to join the job manifests, at most: 3',
    ]),
  )
}, 60_000)

it('is streamed where objects of an earlier job are left out', async () => {
  const scenario = await open()
  const { world } = scenario
  scriptJob(world, { failTask: ({ key }) => (key === KEYS[0] ? FORBIDDEN : undefined) })
  await scenario.run(scenario.remediation)

  const run = await scenario.run(scenario.remediation)

  expect(countOf(run, 'CreateMultipartUpload')).toBe(0)
  expectCopiedOnce(world, KEYS)
  expect(jobsOf(world)).toHaveLength(2)
}, 60_000)

it('needs s3:ListBucketMultipartUploads, and starts nothing without', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.remediation.arn, 'FindQueryResults', 's3:ListBucketMultipartUploads')

  const run = await scenario.run(scenario.remediation)

  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain('s3:ListBucketMultipartUploads')
  expect(jobsOf(scenario.world)).toEqual([])
})
