import { afterEach, expect, it } from '@jest/globals'
import { addIssue } from '../../emulator/github/state.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { annotationSettings } from '../../emulator/s3/annotations.ts'
import { listingPages } from '../../emulator/s3/pages.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { batchState } from '../../emulator/s3-control/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { issuesOf, repositoryOf } from '../support/issues.ts'
import {
  expectCopiedOnce,
  jobsOf,
  onlyJob,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS, openScenario, type ScenarioRun } from '../support/scenario.ts'

afterEach(closeScenarios)

const HUGE = 6 * 1024 ** 3
const countOf = ({ requests }: ScenarioRun, operation: string) =>
  requests.filter((request) => request.operation === operation).length

it('of inventory configurations: the wanted one is the 101st', async () => {
  const scenario = await openScenario({ deliver: false })
  const { inventory } = getBucket(scenario.world, BUCKET)
  const daily = inventory.get('daily')
  if (daily === undefined) throw new Error('no inventory configuration')
  for (let index = 0; index < 100; index += 1)
    inventory.set(`a-${index}`, { ...daily, id: `a-${index}`, enabled: false })
  await deliverInventory(scenario.world, BUCKET, 'daily')

  const run = await scenario.run()

  expect(countOf(run, 'ListBucketInventoryConfigurations')).toBe(2)
  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT', buckets: [{ report: { configurationId: 'daily' } }] })
})

it('of deliveries: the newest report is behind a thousand older ones', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  for (let days = 1; days <= 1000; days += 1) {
    const folder = new Date(world.clock.now() - days * DAY_MS).toISOString().slice(0, 16).replace(':', '-')
    const key = `inventory/${BUCKET}/daily/${folder}Z/manifest.json`
    seedObject(world, DESTINATION_BUCKET, { key, body: '{}', status: 'SSE-S3' })
  }

  const run = await scenario.run()

  expect(countOf(run, 'ListObjectsV2')).toBe(2)
  expect([run.outputs.get('verdict'), run.outputs.get('inventory-date')]).toEqual([
    'NON_COMPLIANT',
    '2026-11-20T12:00:00.000Z',
  ])
})

it('of jobs: the one that runs is behind a thousand younger ones of others', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const { jobs } = batchState(world)
  Object.assign(batchState(world).settings.pacing, { activePolls: 1_000_000, tasksPerPoll: 0 })
  await scenario.run({ ...scenario.remediation, wait: 'false' })
  const job = onlyJob(world)
  for (let index = 1; index <= 1000; index += 1) {
    const id = `other-${index}`
    const request = { ...job.request, description: 'of somebody else', clientRequestToken: id }
    jobs.set(id, { ...job, id, number: job.number + index, request, status: 'Complete' })
  }
  // Long enough for S3 to have forgotten the token of the first job.
  world.clock.advance(DAY_MS)
  Object.assign(batchState(world).settings.pacing, { tasksPerPoll: 10 })

  const run = await scenario.run(scenario.remediation)

  expect(countOf(run, 'ListJobs')).toBeGreaterThanOrEqual(2)
  expect(countOf(run, 'CreateJob')).toBe(0)
  expect(remediationOutputs(run)).toMatchObject({ status: 'COMPLETE', succeeded: '2' })
  expect(run.outputs.get('job-ids')).toBe(JSON.stringify([job.id]))
  expect(jobsOf(world)).toHaveLength(1001)
  expectCopiedOnce(world, ['old/1', 'old/2'])
})

it('of issues: its own is behind a hundred others with its label', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  for (let index = 1; index <= 100; index += 1)
    addIssue(world, repositoryOf(world), { title: `Other ${index}`, body: 'x', labels: ['s3-encryption-compliance'] })
  await scenario.run({ 'on-findings': 'issue' })

  const again = await scenario.run({ 'on-findings': 'issue' })

  expect(again.outputs.get('issue-number')).toBe('101')
  expect(issuesOf(world)).toHaveLength(101)
})

it('of annotations: a copy in parts gives back the last one, too', async () => {
  const annotations = { a: '1', b: '2', c: '3' }
  const scenario = await openScenario({
    seed: (world) =>
      seedFindings(world, ['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' }, annotations }),
    copiesDirectly: true,
  })
  annotationSettings(scenario.world).pageSize = 1

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
  const kept = getBucket(scenario.world, BUCKET).objects.get('huge')?.at(-1)?.annotations
  expect([...(kept?.keys() ?? [])]).toEqual(['a', 'b', 'c'])
})

it('of parts and of unfinished copies: what a killed run copied is not copied again', async () => {
  const seed = (world: World) =>
    seedFindings(world, ['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' } })
  const scenario = await openScenario({ seed, copiesDirectly: true })
  const { world } = scenario
  // Records of copies that were finished long ago, before that of this one.
  for (const name of ['0', '1'])
    seedObject(world, WORK_BUCKET, {
      key: `s3-encryption/direct-copies/${BUCKET}/${name}.json`,
      body: '{}',
      status: 'SSE-S3',
    })
  listingPages(world).most = 1
  let handle: ActionHandle | undefined
  let parts = 0
  const killAfterTheLast = () => {
    parts += 1
    if (parts === 12) handle?.kill('SIGKILL')
  }
  const effect = { kind: 'call', run: killAfterTheLast } as const
  world.faults.push({ match: { operation: 'UploadPartCopy' }, phase: 'after', effect, times: 12 })
  const inputs = { ...scenario.remediation, 'copy-engine': 'direct' }
  const killed = await scenario.run(inputs, { onStart: (started) => (handle = started) })
  expect([killed.signal, countOf(killed, 'UploadPartCopy'), getBucket(world, BUCKET).uploads.size]).toEqual([
    'SIGKILL',
    12,
    1,
  ])

  const next = await scenario.run(inputs)

  expect(remediationOutputs(next)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
  expect([countOf(next, 'CreateMultipartUpload'), countOf(next, 'UploadPartCopy')]).toEqual([0, 0])
  expect(countOf(next, 'ListParts')).toBeGreaterThanOrEqual(12)
  expect(statuses(world)).toEqual({ huge: 'SSE-S3' })
})
