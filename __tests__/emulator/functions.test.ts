import { join } from 'node:path'
import type { LambdaInvokeOperation } from '@aws-sdk/client-s3-control'
import { afterEach, describe, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import { addFunction, type LambdaFunction, type Trouble } from '../../emulator/lambda/functions.ts'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import { settle } from '../../emulator/unsettled.ts'
import { installFunction } from '../support/functions.ts'
import { ACCOUNT, ALLOW_ALL, type BatchTest, startBatchTest } from './s3-control-world.ts'

let test: BatchTest
afterEach(() => test?.close())

const HANDLERS = join(import.meta.dirname, 'handlers')

function add(handler: string, changes: Partial<LambdaFunction> = {}): LambdaFunction {
  const role = createRole(test.world, {
    name: 'execution',
    trustPolicy: serviceTrustPolicy('lambda.amazonaws.com'),
    policies: [ALLOW_ALL],
  })
  return addFunction(test.world, { name: 'f', file: join(HANDLERS, handler), role: role.arn, ...changes })
}

/** Rows of the completion report of a job that invokes the function for these keys. */
async function invoke(operation: LambdaInvokeOperation, keys: readonly string[] = ['a']): Promise<string> {
  const manifest = keys.map((key) => `source,${key}\n`).join('')
  const jobId = await test.createJob(manifest, { Operation: { LambdaInvoke: operation }, ConfirmationRequired: false })
  await test.pollUntil(jobId, 'Complete', 'Failed')
  const results = JSON.parse(test.read(`reports/job-${jobId}/manifest.json`) ?? '{"Results":[]}') as {
    readonly Results: readonly { readonly Key: string }[]
  }
  return results.Results.map(({ Key }) => test.read(Key)).join('')
}

const told = (rows: string) => JSON.parse(/"(\{.*\})"/.exec(rows)?.[1]?.replaceAll('""', '"') ?? '{}') as object

describe('sends', () => {
  it('payload version 1.0 by default: the ARN of the bucket, the key as in the job manifest', async () => {
    test = await startBatchTest()
    const { arn } = add('tells.mjs', { environment: { OWN: 'yes' } })
    expect(told(await invoke({ FunctionArn: arn }, ['a%20b']))).toEqual({
      invocationSchemaVersion: '1.0',
      invocationId: expect.any(String),
      job: { id: expect.any(String) },
      tasks: [{ taskId: expect.any(String), s3Key: 'a%20b', s3VersionId: null, s3BucketArn: 'arn:aws:s3:::source' }],
      calls: 1,
      time: new Date(test.world.clock.now()).toISOString(),
      region: 'us-east-1',
      own: 'yes',
    })
  })

  it.each([
    ['name', { s3Bucket: 'source' }],
    ['arn', { s3BucketArn: 'arn:aws:s3:::source' }],
  ])('payload version 2.0 with user arguments and the %s of the bucket', async (answer, bucket) => {
    test = await startBatchTest()
    settle(test.world, 'function-bucket', answer)
    const { arn } = add('tells.mjs')
    const rows = await invoke({ FunctionArn: arn, InvocationSchemaVersion: '2.0', UserArguments: { team: 'a b' } })
    expect(told(rows)).toMatchObject({
      invocationSchemaVersion: '2.0',
      job: { userArguments: { team: 'a b' } },
      tasks: [{ s3Key: 'a', s3VersionId: null, ...bucket }],
    })
  })

  it('each task to the same sandbox, one after the other', async () => {
    test = await startBatchTest()
    const { arn } = add('tells.mjs')
    const rows = await invoke({ FunctionArn: arn }, ['a', 'b', 'c'])
    expect([...rows.matchAll(/""calls"":(\d)/g)].map(([, call]) => call)).toEqual(['1', '2', '3'])
  })
})

const answers =
  (result: object | undefined, more: object = {}) =>
  (event: unknown): Trouble => {
    const { invocationId, tasks } = event as { invocationId: string; tasks: readonly { taskId: string }[] }
    const results = result === undefined ? [] : [{ taskId: tasks[0]?.taskId, ...result }]
    return { kind: 'answers', answer: { invocationId, invocationSchemaVersion: '1.0', results, ...more } }
  }

type Tried = readonly [what: string, trouble: (event: unknown) => Trouble, row: string, invocations: number]

const TROUBLE: readonly Tried[] = [
  ['throttled', () => ({ kind: 'throttled' }), 'failed,429,TooManyRequestsException', 3],
  ['an error', () => ({ kind: 'lost', when: 'after', as: 'error' }), 'failed,200,PermanentFailure,"Lambda returned', 1],
  ['a timeout', () => ({ kind: 'lost', when: 'before', as: 'timeout' }), 'failed,200,PermanentFailure,"Lambda', 1],
  ['for good', answers({ resultCode: 'PermanentFailure', resultString: 'no' }), 'failed,200,PermanentFailure,no', 1],
  ['for now', answers({ resultCode: 'TemporaryFailure', resultString: 'no' }), 'failed,200,TemporaryFailure,no', 3],
  ['another code', answers({ resultCode: 'Fine' }), 'failed,200,PermanentFailure,Lambda returned an invalid', 1],
  ['another invocation', answers({ resultCode: 'Succeeded' }, { invocationId: 'x' }), 'failed,200,PermanentFailure', 1],
  ['no result', answers(undefined, { treatMissingKeysAs: 'Succeeded' }), 'succeeded,200,,', 1],
  ['no result, and no word of it', answers(undefined), 'failed,200,TemporaryFailure,', 3],
  ['no answer', () => ({ kind: 'answers', answer: null }), 'failed,200,PermanentFailure,Lambda returned', 1],
]

describe('takes for the result of a task', () => {
  it.each(TROUBLE)('%s', async (_, trouble, row, invocations) => {
    test = await startBatchTest()
    const lambda = add('tells.mjs')
    lambda.trouble = ({ event }) => trouble(event)
    expect(await invoke({ FunctionArn: lambda.arn })).toContain(`source,a,,${row}`)
    expect(lambda.invocations).toBe(invocations)
  })

  it('what a function answers after failures that passed', async () => {
    test = await startBatchTest()
    const lambda = add('tells.mjs')
    lambda.trouble = ({ number }) => (number < 3 ? { kind: 'throttled' } : undefined)
    expect(await invoke({ FunctionArn: lambda.arn })).toContain('source,a,,succeeded,200')
  })

  it('a timeout, if the handler never ends', async () => {
    test = await startBatchTest()
    const { arn } = add('never-ends.mjs', { timeoutMs: 20 })
    expect(await invoke({ FunctionArn: arn })).toContain('Task timed out')
  })

  it('its own result, and none of the others, if some fail', async () => {
    test = await startBatchTest()
    const lambda = add('tells.mjs')
    lambda.trouble = ({ number, event }) =>
      number === 2 ? answers({ resultCode: 'PermanentFailure', resultString: 'no' })(event) : undefined
    const rows = await invoke({ FunctionArn: lambda.arn }, ['a', 'b', 'c'])
    expect(rows).toMatch(/source,a,,succeeded/)
    expect(rows).toMatch(/source,b,,failed,200,PermanentFailure,no/)
    expect(rows).toMatch(/source,c,,succeeded/)
  })

  it.each([
    ['function-redrives', 'none', 'TemporaryFailure', 'failed,200,TemporaryFailure,no', 1],
    ['function-failures', 'without', 'PermanentFailure', 'failed,200,PermanentFailure,\n', 1],
  ] as const)('otherwise under %s: %s', async (question, answer, resultCode, row, invocations) => {
    test = await startBatchTest()
    settle(test.world, question, answer)
    const lambda = add('tells.mjs')
    lambda.trouble = ({ event }) => answers({ resultCode, resultString: 'no' })(event)
    expect(await invoke({ FunctionArn: lambda.arn })).toContain(row)
    expect(lambda.invocations).toBe(invocations)
  })
})

describe('refuses', () => {
  it('a function that is not there, or has no such version', async () => {
    test = await startBatchTest()
    const { arn } = add('tells.mjs', { qualifiers: ['live'] })
    expect(await invoke({ FunctionArn: `${arn}x` })).toContain('failed,404,ResourceNotFoundException')
    expect(await invoke({ FunctionArn: `${arn}:dead` })).toContain('failed,404,ResourceNotFoundException')
    expect(await invoke({ FunctionArn: `${arn}:live` })).toContain('succeeded,200')
  })

  it('a batch role without lambda:InvokeFunction', async () => {
    test = await startBatchTest({ rolePolicy: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } })
    expect(await invoke({ FunctionArn: add('tells.mjs').arn })).toContain('failed,403,AccessDenied')
  })

  it('a function of another account, unless its policy allows the role', async () => {
    test = await startBatchTest()
    const other = { account: '444455556666' }
    expect(await invoke({ FunctionArn: add('tells.mjs', other).arn })).toContain('failed,403,AccessDenied')
    const AWS = `arn:aws:iam::${ACCOUNT}:role/batch`
    const policy = { Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: '*', Resource: '*' } as const] }
    expect(await invoke({ FunctionArn: add('tells.mjs', { ...other, policy }).arn }, ['b'])).toContain('succeeded,200')
  })

  it('an execution role that does not trust Lambda', async () => {
    test = await startBatchTest()
    const { arn } = add('tells.mjs', { role: `arn:aws:iam::${ACCOUNT}:role/batch` })
    expect(await invoke({ FunctionArn: arn })).toContain('cannot be assumed by Lambda')
  })

  it.each([
    ['a function of another Region', { FunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f` }],
    ['no full ARN', { FunctionArn: 'f' }],
    ['another payload version', { InvocationSchemaVersion: '3.0' }],
    ['user arguments with version 1.0', { UserArguments: { a: 'b' } }],
    [
      'more than ten user arguments',
      {
        InvocationSchemaVersion: '2.0',
        UserArguments: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, 'b'])),
      },
    ],
  ])('%s, when the job is created', async (_, changes) => {
    test = await startBatchTest()
    const FunctionArn = add('tells.mjs').arn
    const created = test.createJob('source,a\n', { Operation: { LambdaInvoke: { FunctionArn, ...changes } } })
    await expect(created).rejects.toMatchObject({ name: 'BadRequestException' })
  })

  it('a function of another Region for each task, under the other answer', async () => {
    test = await startBatchTest()
    settle(test.world, 'function-region', 'per-task')
    const { arn } = add('tells.mjs', { region: 'eu-west-1' })
    expect(await invoke({ FunctionArn: arn })).toContain('failed,400,InvalidRequest')
  })
})

it('says that a record of replaced tags is cut', async () => {
  test = await startBatchTest()
  const { arn } = installFunction(test.world, 'merge-tags', 'source')
  const keys = Array.from({ length: 10 }, (_, index) => `tag-${index}`)
  test.put('long', { tags: new Map(keys.map((key) => [key, 'ü'.repeat(256)])) })
  const UserArguments = Object.fromEntries(keys.map((key) => [key, 'new']))

  const rows = await invoke({ FunctionArn: arn, InvocationSchemaVersion: '2.0', UserArguments }, ['long'])

  const [, text = ''] = /succeeded,200,,"?(tagged, was tag-0=[^"\n]*)/.exec(rows.toString()) ?? []
  expect(text).toMatch(/ \(cut\)$/)
  expect(text).toHaveLength(1000)
})

it('calls AWS with the role of the function', async () => {
  test = await startBatchTest()
  const { role, arn } = installFunction(test.world, 'merge-tags', 'source')
  test.put('a b', { tags: new Map([['owner', 'blue']]) })
  test.put('full', { tags: new Map(Array.from({ length: 10 }, (_, index) => [`tag-${index}`, 'x'])) })
  const operation = {
    FunctionArn: arn,
    InvocationSchemaVersion: '2.0',
    UserArguments: { team: 'archive', owner: 'red' },
  }

  const rows = await invoke(operation, ['a%20b', 'full', 'absent'])

  expect([...(test.head('a b')?.tags ?? [])]).toEqual([
    ['owner', 'red'],
    ['team', 'archive'],
  ])
  expect(rows).toContain('source,a%20b,,succeeded,200,,"tagged, was owner=blue, added team"')
  expect(rows).toContain('source,full,,failed,200,PermanentFailure,"would have 12 tags, S3 allows 10"')
  expect(rows).toContain('source,absent,,succeeded,200,,no such object: nothing to tag')
  const own = iamDecisions(test.world).filter(({ principal }) => principal.includes(`/${role.name}/`))
  expect(new Set(own.map(({ action, allowed }) => `${action} ${allowed}`))).toEqual(
    new Set([
      's3:GetObjectTagging true',
      's3:ListBucket true',
      's3:PutObjectVersionTagging true',
      's3:GetObjectVersionTagging true',
    ]),
  )
})
