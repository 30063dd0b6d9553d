import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { changeVersion, currentVersion, getBucket, readHistory } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import type { World } from '../../emulator/world.ts'
import { readBlock } from '../support/documented.ts'
import { attach, currentObjects, jobsOf, orderedKeys, workObjects } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, type Scenario, type ScenarioOptions } from '../support/scenario.ts'
import { answering, type Invoking, mergeInputs, openInvoking } from '../support/scenes/functions.ts'

afterEach(closeScenarios)

const HOSTILE = ['a b+c%20d', 'ü/漢字', '100%,"quoted"', "it's <b>&amp;"]

function seedSome(world: World): void {
  const seed = (key: string, more = {}) =>
    seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD, ...more })
  for (const key of HOSTILE) seed(key)
  seed('tagged', { tags: { owner: 'blue', team: 'old' } })
  seed('archived', { storageClass: 'DEEP_ARCHIVE' })
  seed('other', { storageClass: 'STANDARD_IA' })
}

const openSome = (options: ScenarioOptions = {}) => openInvoking({ seed: seedSome, ...options })

const inputsFor = (scenario: Invoking) => ({ ...mergeInputs(scenario), 'storage-classes': 'STANDARD, DEEP_ARCHIVE' })
const KEYS = [...HOSTILE, 'tagged', 'archived'].sort()

const tagsOf = (world: World) =>
  Object.fromEntries([...currentObjects(world)].map(([key, { tags }]) => [key, Object.fromEntries(tags)]))

const outcome = ({ exitCode, outputs, report }: Awaited<ReturnType<Scenario['run']>>) => ({
  exitCode,
  verdict: outputs.get('verdict'),
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

it('plans without calling anything, and says what it assumes', async () => {
  const scenario = await openSome()

  const run = await scenario.run({ ...inputsFor(scenario), remediation: 'plan' })

  expect(outcome(run)).toMatchObject({ exitCode: 0, verdict: '', status: 'PLANNED', selected: 6, done: 0 })
  expect(scenario.lambda.invocations).toBe(0)
  expect(workObjects(scenario.world)).toEqual([])
  expect(run.summary).toContain('Lambda duration, if each call takes 1&nbsp;s with 256&nbsp;MB')
  expect(run.summary).toContain('"Action": "lambda:InvokeFunction"')
  expect(run.summary).not.toContain('names no version')
})

it('calls the function for exactly the selected objects, a few of them first', async () => {
  const scenario = await openSome()
  const { world } = scenario

  const run = await scenario.run(inputsFor(scenario))

  expect(outcome(run)).toMatchObject({ exitCode: 0, verdict: '', status: 'COMPLETE', selected: 6, done: 6, left: 0 })
  expect(jobsOf(world).map((job) => job.tasks?.length)).toEqual([5, 1])
  expect(orderedKeys(world).sort()).toEqual(KEYS)
  expect(tagsOf(world)).toEqual({
    ...Object.fromEntries([...HOSTILE, 'archived'].map((key) => [key, { team: 'archive' }])),
    tagged: { owner: 'blue', team: 'archive' },
    other: {},
  })
  expect(readHistory(world).filter(({ kind, writer }) => kind === 'written' && writer.includes('merge-tags'))).toEqual(
    [],
  )
  expect(run.summary).toContain('tagged, was team=old')
  expect(run.summary).toContain('number of tags (5 objects)')
  expect(run.report).toMatchObject({
    buckets: [
      {
        jobs: [
          { operation: 'LambdaInvoke', isCanary: true },
          { operation: 'LambdaInvoke', isCanary: false },
        ],
      },
    ],
  })
})

it('runs the documented example as it stands', async () => {
  const scenario = await openSome()

  const run = await scenario.run({
    ...(parse(readBlock('docs/operations.md, Functions, 1')) as Record<string, string>),
    ...scenario.remediation,
    include: '',
    'lambda-arn': scenario.arn,
  })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
})

it('does nothing the second time, and finds what the first run did', async () => {
  const scenario = await openSome()
  await scenario.run(inputsFor(scenario))
  const { invocations } = scenario.lambda

  const again = await scenario.run(inputsFor(scenario))

  expect(outcome(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 6, left: 0 })
  expect(scenario.lambda.invocations).toBe(invocations)
})

describe('stops after the first objects', () => {
  it('if the function fails for one of them, in its own words', async () => {
    const scenario = await openSome()
    scenario.lambda.trouble = answering('PermanentFailure', 'no <script>::error::', (key) => key === 'archived')

    const run = await scenario.run(inputsFor(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', selected: 6 })
    expect(jobsOf(scenario.world)).toHaveLength(1)
    expect(run.annotated).toContain('The canary failed: 1 of its tasks failed')
    expect(run.summary).toContain('the function failed')
    expect(run.summary).toContain('`no <script>::error::`')
  })

  it('if an object is gone afterwards', async () => {
    const scenario = await openSome()
    const { world } = scenario
    const bucket = getBucket(world, BUCKET)
    scenario.lambda.trouble = () => {
      bucket.objects.delete('archived')
      return undefined
    }

    const run = await scenario.run(inputsFor(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(jobsOf(world)).toHaveLength(1)
    expect(run.annotated).toContain('The function removed objects of the canary')
  })

  it('if the batch role may not call the function', async () => {
    const scenario = await openSome()
    scenario.roles.batch.policies = scenario.roles.batch.policies.map(({ Statement }) => ({
      Statement: Statement.filter(({ Sid }) => Sid !== 'InvokeTheFunction'),
    }))

    const run = await scenario.run(inputsFor(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
    expect(run.summary).toContain('`lambda:InvokeFunction` on exactly lambda-arn')
    expect(jobsOf(scenario.world)).toHaveLength(1)
    expect(scenario.lambda.invocations).toBe(0)
  })
})

describe('with five objects or fewer', () => {
  const few: ScenarioOptions = {
    seed: (world) => {
      for (const key of ['a', 'b', 'c'])
        seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
    },
  }

  it.each([
    ['PermanentFailure', 'the function failed'],
    ['TemporaryFailure', 'the function failed for now'],
  ])('counts what ended with %s as left', async (code, words) => {
    const scenario = await openSome(few)
    scenario.lambda.trouble = answering(code, 'because', (key) => key === 'b')

    const run = await scenario.run(inputsFor(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', selected: 3, done: 2, left: 1 })
    expect(run.summary).toContain(words)
    expect(run.summary).toContain('because')
  })

  it('tries again only what failed, in the next run', async () => {
    const scenario = await openSome(few)
    scenario.lambda.trouble = answering('TemporaryFailure', 'later', (key) => key === 'b')
    await scenario.run(inputsFor(scenario))
    scenario.lambda.trouble = undefined

    const run = await scenario.run(inputsFor(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 3 })
    expect(jobsOf(scenario.world).map((job) => job.tasks?.map(({ key }) => key).sort())).toEqual([
      ['a', 'b', 'c'],
      ['b'],
    ])
  })

  it('does not take the 404 of a function for an object that is gone', async () => {
    const scenario = await openSome(few)
    const inputs = inputsFor(scenario)
    const absent = scenario.arn.replace(/:1$/, ':2')
    attach(scenario, 'batch', ['batch-role-lambda-policy.json'], { functionArn: absent })

    const run = await scenario.run({ ...inputs, 'lambda-arn': absent })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 0, left: 3 })
    expect(run.summary).toContain('ResourceNotFoundException')
  })

  it('believes the tags, not the function, where its own function was called', async () => {
    const scenario = await openSome(few)
    scenario.lambda.trouble = answering('Succeeded', 'tagged', (key) => key === 'b')

    const run = await scenario.run(inputsFor(scenario))

    // The answer stands for work that was done; then somebody takes the tags away before they are checked.
    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 3 })
    const other = await openSome(few)
    const { world } = other
    world.faults.push({
      match: { operation: 'GetObject', urlIncludes: 'manifest.json' },
      phase: 'before',
      effect: {
        kind: 'call',
        run: () => {
          const bucket = getBucket(world, BUCKET)
          const version = currentVersion(bucket, 'b')
          if (version && version.tags.size > 0) changeVersion(world, bucket, version, { tags: new Map() }, 'somebody')
        },
      },
      times: 1000,
    })
    const wrong = await other.run(inputsFor(other))
    expect(outcome(wrong)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 2 })
  })
})

describe('refuses before anything is written', () => {
  it.each([
    [{ 'lambda-arn': '' }, 'lambda-arn is empty'],
    [{ 'lambda-arn': 'my-function' }, 'the full ARN of a function'],
    [
      { 'lambda-arn': 'arn:aws:lambda:eu-west-1:999999999999:function:f' },
      'a function of the account of batch-role-arn',
    ],
    [{ 'lambda-arn': 'arn:aws-cn:lambda:cn-north-1:111122223333:function:f' }, 'a function of the partition'],
    [{ 'lambda-payload-version': '3' }, 'lambda-payload-version'],
    [{ 'lambda-payload-version': '1.0' }, '2.0 with lambda-user-arguments'],
    [{ 'lambda-user-arguments': 'team' }, 'there is no = between key and value'],
    [{ 'lambda-user-arguments': Array.from({ length: 11 }, (_, index) => `a${index}=b`).join('\n') }, '11 arguments'],
    [{ 'lambda-user-arguments': `${'k'.repeat(65)}=b` }, 'a key has 1 to 64 characters'],
    [{ tags: 'a=b' }, 'only with `operation: tag`'],
    [{ operation: 'tag', tags: 'a=b' }, 'only with `operation: invoke-lambda`'],
  ])('%j', async (changes, text) => {
    const scenario = await openSome()

    const run = await scenario.run({ ...inputsFor(scenario), ...changes })

    expect(run.exitCode).toBe(1)
    expect(run.annotated).toContain(text)
    expect(run.requests).toEqual([])
  })

  it.each([
    [{ 'lambda-arn': 'arn:aws:lambda:us-east-1:111122223333:function:f' }, 'calls only functions of its own Region'],
    [{ 'max-objects': '5' }, 'more than max-objects allows (5)'],
    [{ 'max-cost': '0.01' }, 'more than max-cost allows'],
    [{ 'min-size': '1 GB' }, 'The selection matches no object'],
  ])('%j, with a plan', async (changes, text) => {
    const scenario = await openSome()

    const run = await scenario.run({ ...inputsFor(scenario), ...changes })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
    expect(run.annotated).toContain(text)
    expect(workObjects(scenario.world)).toEqual([])
  })
})

describe('plans what a run could carry out, and else fails', () => {
  it.each([
    [{ 'lambda-arn': 'arn:aws:lambda:us-east-1:111122223333:function:f' }, 'Deploy the function in eu-west-1'],
    [{ 'min-size': '1 GB' }, 'The selection matches no object'],
  ])('%j', async (changes, text) => {
    const scenario = await openSome()

    const run = await scenario.run({ ...inputsFor(scenario), ...changes, remediation: 'plan' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, verdict: '', status: 'FAILED', done: 0 })
    expect(run.outputs.get('plan-id')).toBe('none')
    expect(run.report).not.toHaveProperty('planId')
    expect(`${run.stdout}${run.summary}`).not.toContain('plan-id: ')
    expect(run.annotated).toContain(text)
    expect(run.annotated).toContain('there is no plan of invoke-lambda that a run could carry out')
  })

  it('a batch role that S3 Batch Operations may not assume', async () => {
    const scenario = await openSome()
    attach(scenario, 'plan', ['preflight-policy.json'])
    createRole(scenario.world, {
      name: 's3-encryption-batch',
      policies: scenario.roles.batch.policies,
      trustPolicy: serviceTrustPolicy('s3.amazonaws.com'),
    })

    const run = await scenario.run({ ...inputsFor(scenario), remediation: 'plan' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(run.outputs.get('plan-id')).toBe('none')
    expect(run.annotated).toContain('batchoperations.s3.amazonaws.com')
  })

  it('a batch role that may not call the function', async () => {
    const scenario = await openSome()
    attach(scenario, 'plan', ['preflight-policy.json'])
    scenario.roles.batch.policies = []

    const run = await scenario.run({ ...inputsFor(scenario), remediation: 'plan' })

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(run.annotated).toContain('lambda:InvokeFunction')
  })

  it('what a higher limit allows', async () => {
    const scenario = await openSome()

    const run = await scenario.run({ ...inputsFor(scenario), 'max-objects': '5', remediation: 'plan' })

    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'PLANNED' })
    const approved = { 'approved-plan': run.outputs.get('plan-id') ?? '', 'max-objects': '6' }
    expect(outcome(await scenario.run({ ...inputsFor(scenario), ...approved }))).toMatchObject({ status: 'COMPLETE' })
  })
})

it.each([
  [{ 'lambda-user-arguments': 'team=other' }],
  [{ 'lambda-payload-version': '1.0', 'lambda-user-arguments': '' }],
  [{ 'lambda-arn': 'arn:aws:lambda:eu-west-1:111122223333:function:another:1' }],
])('does what was approved, and not %j', async (changes) => {
  const scenario = await openSome()
  const plan = await scenario.run({ ...inputsFor(scenario), remediation: 'plan' })
  const approved = { 'approved-plan': plan.outputs.get('plan-id') ?? '' }

  const other = await scenario.run({ ...inputsFor(scenario), ...changes, ...approved })
  expect(outcome(other)).toMatchObject({ exitCode: 1, status: 'FAILED', done: 0 })
  expect(scenario.lambda.invocations).toBe(0)

  const run = await scenario.run({ ...inputsFor(scenario), ...approved })
  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 6 })
})

it('says that a function without a version can change under a plan', async () => {
  const scenario = await openSome()

  const run = await scenario.run({ ...inputsFor(scenario), 'lambda-arn': scenario.lambda.arn, remediation: 'plan' })

  expect(run.summary).toContain('lambda-arn names no version')
})

it('is taken up by a later run where it does not wait', async () => {
  const scenario = await openSome()

  const first = await scenario.run({ ...inputsFor(scenario), wait: 'false' })
  expect(outcome(first)).toMatchObject({ exitCode: 0, status: 'PENDING', done: 0 })
  const run = await scenario.run(inputsFor(scenario))
  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 6 })
  expect(jobsOf(scenario.world)).toHaveLength(2)
})
