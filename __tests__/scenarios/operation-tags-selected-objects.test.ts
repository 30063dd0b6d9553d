import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { changeVersion, currentVersion, getBucket, readHistory } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { readBlock } from '../support/documented.ts'
import { withoutColumns } from '../support/inventory.ts'
import { attach, currentObjects, jobsOf, orderedKeys, workObjects } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  OLD,
  openScenario,
  requestsOf,
  type Scenario,
  type ScenarioOptions,
} from '../support/scenario.ts'

afterEach(closeScenarios)

const MB = 1_000_000

function seedVariety(world: World): void {
  const seed = (key: string, size: number, more = {}) =>
    seedObject(world, BUCKET, { key, size, status: 'SSE-S3', lastModified: OLD, ...more })
  seed('big/plain', 4 * MB)
  seed('big/tagged', 4 * MB, { tags: { owner: 'blue' } })
  seed('big/unencrypted', 5 * MB, { status: 'NOT-SSE' })
  seed('big/archived', 6 * MB, { storageClass: 'DEEP_ARCHIVE' })
  seed('big/wanted', 4 * MB, { tags: { team: 'archive' } })
  seed('small/one', 10)
}

async function openTagging(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario({ seed: seedVariety, ...options })
  attach(scenario, 'batch', ['batch-role-tag-policy.json'])
  attach(scenario, 'remediation', ['tag-policy.json'])
  return scenario
}

const TAG = { operation: 'tag', tags: 'team=archive', 'min-size': '3 MB' }
const BIG = ['big/archived', 'big/plain', 'big/tagged', 'big/unencrypted']

const tagsOf = (world: World) =>
  Object.fromEntries([...currentObjects(world)].map(([key, { tags }]) => [key, Object.fromEntries(tags)]))

const outcome = ({ exitCode, outputs, report }: Awaited<ReturnType<Scenario['run']>>) => ({
  exitCode,
  verdict: outputs.get('verdict'),
  reason: outputs.get('reason'),
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

/** Writes other than tags: there must be none. */
const rewritten = (world: World) =>
  readHistory(world).filter(({ kind, bucket, writer }) => bucket === BUCKET && kind === 'written' && writer !== 'seed')

const recordsOf = (world: World): Record<string, unknown> =>
  Object.fromEntries(
    workObjects(world)
      .filter((key) => key.includes('/tag-records/'))
      .flatMap((key) => {
        const body = currentVersion(getBucket(world, WORK_BUCKET), key)?.body
        const [, ...lines] = Buffer.from(body ? readWholeBody(body) : '')
          .toString()
          .trimEnd()
          .split('\n')
        return lines.map((line) => JSON.parse(line) as { key: string; tags: unknown })
      })
      .map(({ key, tags }) => [key, tags]),
  )

it('plans without writing anything, and prints the lifecycle rule that would use the tag', async () => {
  const scenario = await openTagging()

  const run = await scenario.run({ ...TAG, 'tags-existing': 'replace', remediation: 'plan' })

  expect(outcome(run)).toEqual({
    exitCode: 0,
    verdict: '',
    reason: '',
    status: 'PLANNED',
    operation: 'tag',
    selected: 5,
    done: 0,
    left: 5,
  })
  expect(run.summary).toContain('"Key": "team"')
  expect(run.summary).not.toMatch(/compliant/i)
  expect(workObjects(scenario.world)).toEqual([])
  expect(run.outputs.get('plan-id')).toMatch(/^2026-/)
})

it('runs the documented example as it stands', async () => {
  const scenario = await openTagging()

  const run = await scenario.run({
    ...(parse(readBlock('docs/operations.md, Tags, 1')) as Record<string, string>),
    ...scenario.remediation,
  })

  // `keep` is the default.
  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 5, done: 4, left: 1 })
})

it('replaces tags by a job, and records before it what they were', async () => {
  const scenario = await openTagging()
  const { world } = scenario

  const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': 'replace' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, verdict: '', status: 'COMPLETE', selected: 5, done: 5, left: 0 })
  // What is as wanted gets no task.
  expect(orderedKeys(world).sort()).toEqual(BIG)
  const wanted = { team: 'archive' }
  expect(tagsOf(world)).toEqual({
    ...Object.fromEntries(BIG.map((key) => [key, wanted])),
    'big/wanted': wanted,
    'small/one': {},
  })
  expect(recordsOf(world)).toEqual({
    'big/archived': {},
    'big/plain': {},
    'big/tagged': { owner: 'blue' },
    'big/unencrypted': {},
    'big/wanted': { team: 'archive' },
  })
  expect(rewritten(world)).toEqual([])
  const at = `s3://${WORK_BUCKET}/s3-encryption/tag-records/acme-data/`
  expect(run.summary).toContain(at)
  expect(run.report).toMatchObject({ buckets: [{ operation: { selected: { objects: 5 }, done: 5, recordsAt: at } }] })
})

describe('without a job', () => {
  it.each([
    { existing: 'merge', tagged: { owner: 'blue', team: 'archive' }, done: 5, left: 0 },
    { existing: 'keep', tagged: { owner: 'blue' }, done: 4, left: 1 },
  ])('$existing keeps the tags that objects have', async ({ existing, tagged, done, left }) => {
    const scenario = await openTagging()
    const { world } = scenario

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': existing })

    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 5, done, left })
    const wanted = { team: 'archive' }
    expect(tagsOf(world)).toEqual({
      'big/plain': wanted,
      'big/unencrypted': wanted,
      'big/archived': wanted,
      'big/wanted': wanted,
      'big/tagged': tagged,
      'small/one': {},
    })
    expect(jobsOf(world)).toEqual([])
    expect(rewritten(world)).toEqual([])
    expect(requestsOf(run, 'PutObjectTagging')).toHaveLength(existing === 'merge' ? 4 : 3)
  })

  it('leaves an object whose tags would be more than ten, and says so', async () => {
    const scenario = await openTagging({
      seed: (world) => {
        const tags = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`tag-${index}`, 'x']))
        seedObject(world, BUCKET, { key: 'full', size: 4 * MB, status: 'SSE-S3', tags })
      },
    })

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': 'merge' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', selected: 1, done: 0, left: 1 })
    expect(run.summary).toContain('it would have 11 tags, and S3 allows 10')
    expect(requestsOf(run, 'PutObjectTagging')).toEqual([])
  })

  it('does nothing the second time', async () => {
    const scenario = await openTagging()
    const inputs = { ...TAG, ...scenario.remediation, 'tags-existing': 'merge' }
    await scenario.run(inputs)

    const again = await scenario.run(inputs)

    expect(outcome(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 5 })
    expect(requestsOf(again, 'PutObjectTagging')).toEqual([])
  })

  it('leaves an object whose tags another client changes after they were recorded', async () => {
    const scenario = await openTagging()
    const { world } = scenario
    const bucket = getBucket(world, BUCKET)
    world.faults.push({
      match: { operation: 'PutObject', urlIncludes: 'tag-records' },
      phase: 'before',
      effect: {
        kind: 'call',
        run: () => {
          const version = currentVersion(bucket, 'big/plain')
          if (version) changeVersion(world, bucket, version, { tags: new Map([['new', 'one']]) }, 'somebody')
        },
      },
      times: 1,
    })

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': 'merge' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 4, left: 1 })
    expect(tagsOf(world)['big/plain']).toEqual({ new: 'one' })
  })
})

describe('refuses', () => {
  it('a selection that matches nothing', async () => {
    const scenario = await openTagging()

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'min-size': '1 GB' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', selected: 0, done: 0 })
    expect(run.annotated).toContain('The selection matches no object of the report.')
    expect(workObjects(scenario.world)).toEqual([])
  })

  it('more objects than max-objects', async () => {
    const scenario = await openTagging()

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': 'replace', 'max-objects': '4' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', selected: 5, done: 0 })
    expect(run.annotated).toContain('more than max-objects allows (4)')
    expect(workObjects(scenario.world)).toEqual([])
  })

  it.each([
    ['max-direct-objects', { 'tags-existing': 'merge', 'max-direct-objects': '4' }],
    ['max-evidence-requests', { 'tags-existing': 'replace', 'max-evidence-requests': '4' }],
    ['max-cost', { 'tags-existing': 'replace', 'max-cost': '0.01' }],
  ])('more than %s allows', async (limit, inputs) => {
    const scenario = await openTagging()

    const run = await scenario.run({ ...TAG, ...scenario.remediation, ...inputs })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
    expect(run.annotated).toContain(limit)
    expect(workObjects(scenario.world)).toEqual([])
  })

  it('a report without a column that the selection needs, and names it', async () => {
    const scenario = await openTagging({
      seed: (world) => {
        withoutColumns('ObjectAccessControlList')(world)
        seedVariety(world)
      },
    })

    const run = await scenario.run({ ...TAG, ...scenario.remediation, 'object-acl': 'private' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(run.annotated).toContain('columns that the report lacks: objectaccesscontrollist')
    expect(workObjects(scenario.world)).toEqual([])
  })
})

it('does what was approved, and nothing else', async () => {
  const scenario = await openTagging()
  const inputs = { ...TAG, 'tags-existing': 'replace' }
  const plan = await scenario.run({ ...inputs, ...scenario.remediation, remediation: 'plan' })
  const approved = { 'approved-plan': plan.outputs.get('plan-id') ?? '' }

  const other = await scenario.run({ ...inputs, ...scenario.remediation, ...approved, tags: 'team=other' })
  expect(outcome(other)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
  expect(jobsOf(scenario.world)).toEqual([])

  const run = await scenario.run({ ...inputs, ...scenario.remediation, ...approved })
  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 5 })
})

it('tries five objects first where there are many', async () => {
  const keys = Array.from({ length: 1100 }, (_, index) => `many/${index}`)
  const scenario = await openTagging({
    seed: (world) => {
      for (const key of keys) seedObject(world, BUCKET, { key, size: 4 * MB, status: 'SSE-S3', tags: { was: key } })
    },
  })
  const { world } = scenario

  const run = await scenario.run({ ...TAG, ...scenario.remediation, 'tags-existing': 'replace' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 1100, done: 1100 })
  expect(jobsOf(world).map((job) => job.tasks?.length)).toEqual([5, 1095])
  expect(Object.keys(recordsOf(world))).toHaveLength(1100)
  expect(recordsOf(world)['many/7']).toEqual({ was: 'many/7' })
})
