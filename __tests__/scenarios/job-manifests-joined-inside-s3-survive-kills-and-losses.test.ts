import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { athenaState } from '../../emulator/athena/state.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { Estimate } from '../../src/price/estimate.ts'
import { runAndKill } from '../support/kill.ts'
import {
  expectCopiedOnce,
  jobsOf,
  onlyJob,
  orderedKeys,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { closeScenarios, countOf, passNight, type Scenario, takePermission } from '../support/scenario.ts'
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

afterEach(closeScenarios)

const KEYS = hostileKeys(12)
/** At most so many of the requests, evenly spread, are the last of a run. */
const KILLS = 8

async function open(): Promise<Scenario> {
  const scenario = await openAthenaScenario({
    seed: (world) => {
      seedFindings(world, KEYS)
      athenaState(world).settings.filesPerPartition = 3
    },
  })
  return { ...scenario, remediation: { ...scenario.remediation, ...JOINED_INPUTS } }
}

async function expectDoneOnce(scenario: Scenario): Promise<void> {
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expectCopiedOnce(scenario.world, KEYS)
  expect(onlyJob(scenario.world).status).toBe('Complete')
  expect(manifestsOf(scenario.world)).toHaveLength(1)
  expect([...leftOvers(scenario.world), ...unfinishedUploads(scenario.world)]).toEqual([])
}

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
  const whole = await open()
  const { requests } = await whole.run(whole.remediation)
  const first = requests.findIndex(({ operation }) => operation === 'ListMultipartUploads') - 6
  expect(first).toBeGreaterThan(0)
  await closeScenarios()
  const step = Math.ceil((requests.length - first) / KILLS)
  for (let request = first; request <= requests.length; request += step) {
    const scenario = await open()
    expect(await runAndKill(scenario, request)).toBe(true)
    await expectDoneOnce(scenario)
    await closeScenarios()
  }
}, 300_000)

it.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'PutObject', 'CreateJob'])(
  'gives one job if the answer of %s is lost',
  async (operation) => {
    const scenario = await open()
    scenario.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    await scenario.run(scenario.remediation)
    await expectDoneOnce(scenario)
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
