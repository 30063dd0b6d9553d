import { afterEach, describe, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { installFunction } from '../support/functions.ts'
import { attach, currentObjects } from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectWrongInputs, OLD, type ScenarioRun } from '../support/scenario.ts'
import { generate, listingJobs, openUnlisted, workingJobs } from '../support/scenes/generator.ts'
import { restoresByKey } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

const MB = 1_000_000
const HOSTILE = ['logs/a b+c%2B.log', 'logs/ü,".log']

function seedVariety(world: World): void {
  const seed = (key: string, size: number, more = {}) =>
    seedObject(world, BUCKET, { key, size, status: 'SSE-S3', lastModified: OLD, ...more })
  for (const key of HOSTILE) seed(key, 4 * MB)
  seed('logs/exactly.log', 3 * MB)
  seed('logs/unencrypted.log', 4 * MB, { status: 'NOT-SSE' })
  seed('logs/small.log', 3 * MB - 1)
  seed('logs/secret.log', 4 * MB, { status: 'SSE-C' })
  seed('logs/other.txt', 4 * MB)
  seed('logs/rare.log', 4 * MB, { storageClass: 'STANDARD_IA' })
  seed('archive/deep', 10, { storageClass: 'DEEP_ARCHIVE' })
  seed('archive/flexible', 10, { storageClass: 'GLACIER' })
}

const SELECTED = [...HOSTILE, 'logs/exactly.log', 'logs/unencrypted.log'].sort()
const SELECTION = { include: '**.log', 'min-size': '3 MB', 'storage-classes': 'STANDARD' }
const TAG = { operation: 'tag', tags: 'team=archive', 'tags-existing': 'replace', ...SELECTION }

const outcome = ({ exitCode, outputs, report }: ScenarioRun) => ({
  exitCode,
  verdict: outputs.get('verdict'),
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

const tagged = (world: World) =>
  [...currentObjects(world)].flatMap(([key, { tags }]) => (tags.get('team') === 'archive' ? [key] : [])).sort()

async function openTagging() {
  const scenario = await openUnlisted({ seed: seedVariety })
  attach(scenario, 'batch', ['batch-role-tag-policy.json'])
  attach(scenario, 'remediation', ['tag-policy.json'])
  return scenario
}

it('tags by a job of its own what S3 listed and HeadObject confirmed, and nothing else', async () => {
  const scenario = await openTagging()
  const { world } = scenario

  const run = await generate(scenario, TAG)

  expect(outcome(run)).toMatchObject({ exitCode: 0, verdict: '', status: 'COMPLETE', selected: 4, done: 4, left: 0 })
  expect(tagged(world)).toEqual(SELECTED)
  expect(
    workingJobs(world)
      .flatMap(({ tasks }) => tasks ?? [])
      .map(({ key }) => key)
      .sort(),
  ).toEqual(SELECTED)
  // One for each encryption that can be looked at; S3 leaves out what its filter can say.
  expect(listingJobs(world).map(({ status }) => status)).toEqual(['Cancelled', 'Failed', 'Failed', 'Cancelled'])
  expect(listingJobs(world).map(({ request }) => request.generator?.filter)).toEqual(
    Array.from({ length: 4 }, () =>
      expect.objectContaining({ suffix: '.log', largerThan: 3 * MB - 1, storageClasses: ['STANDARD'] }),
    ),
  )
  expect(run.stdout).toContain('Objects under SSE-C are not selected')
})

it('tags one by one where tags are to be kept', async () => {
  const scenario = await openTagging()

  const run = await generate(scenario, { ...TAG, 'tags-existing': 'merge' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 4, done: 4 })
  expect(tagged(scenario.world)).toEqual(SELECTED)
  expect(workingJobs(scenario.world)).toEqual([])
})

it('restores each archived object once', async () => {
  const scenario = await openUnlisted({ seed: seedVariety })
  attach(scenario, 'batch', ['batch-role-restore-policy.json'])

  const run = await generate(scenario, { operation: 'restore', include: 'archive/**', 'wait-timeout': '20s' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'PENDING', selected: 2 })
  expect(restoresByKey(scenario)).toEqual({ 'archive/deep': 1, 'archive/flexible': 1 })
})

it('calls a function for each selected object', async () => {
  const scenario = await openUnlisted({ seed: seedVariety })
  const { lambda, arn } = installFunction(scenario.world, 'merge-tags', BUCKET, {})
  attach(scenario, 'batch', ['batch-role-lambda-policy.json'], { functionArn: arn })
  const call = { 'lambda-arn': arn, 'lambda-payload-version': '2.0', 'lambda-user-arguments': 'team=archive' }

  const run = await generate(scenario, { operation: 'invoke-lambda', ...call, ...SELECTION, encryption: 'SSE-S3' })

  const keys = SELECTED.filter((key) => key !== 'logs/unencrypted.log')
  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 3, done: 3 })
  expect(lambda.invocations).toBe(keys.length)
  expect(tagged(scenario.world)).toEqual(keys)
  expect(listingJobs(scenario.world)).toHaveLength(1)
})

it('creates its jobs suspended where a person is to confirm them', async () => {
  const scenario = await openTagging()

  const run = await generate(scenario, { ...TAG, remediation: 'confirm' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'AWAITING_CONFIRMATION', selected: 4, done: 0 })
  expect(workingJobs(scenario.world).map(({ status }) => status)).toEqual(['Suspended'])
  expect(tagged(scenario.world)).toEqual([])
})

it('fails where nothing is selected: that S3 lists nothing is no proof', async () => {
  const scenario = await openTagging()

  const run = await generate(scenario, { ...TAG, 'min-size': '1 TB' })

  expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', selected: 0 })
  expect(run.stdout).toContain('listed no object that is selected')
  expect(workingJobs(scenario.world)).toEqual([])
})

describe('refuses by name, before any request,', () => {
  it.each([
    ['access-tiers', 'ARCHIVE', 'the access tier'],
    ['replication-status', 'COMPLETED', 'the replication status'],
    ['object-owners', 'a'.repeat(64), 'the owner'],
    ['object-acl', 'private', 'the ACL'],
    ['object-lock', 'unlocked', 'locks to every role'],
    ['encryption', 'SSE-C, SSE-S3', 'without its key'],
    ['remediation', 'plan', 'a plan creates none'],
  ])('%s: %s', async (name, value, why) => {
    const scenario = await openTagging()

    const run = await generate(scenario, { ...TAG, [name]: value })

    expectWrongInputs(run, why)
    expect(run.requests.filter(({ service }) => service !== 'github')).toEqual([])
  })
})
