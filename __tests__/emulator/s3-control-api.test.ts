import {
  CreateJobCommand,
  type CreateJobCommandInput,
  DeleteJobTaggingCommand,
  DescribeJobCommand,
  GetJobTaggingCommand,
  ListJobsCommand,
  PutJobTaggingCommand,
  paginateListJobs,
  UpdateJobPriorityCommand,
  UpdateJobStatusCommand,
} from '@aws-sdk/client-s3-control'
import { afterEach, describe, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import { parseJobRequest } from '../../emulator/s3-control/job-request.ts'
import { advanceJobs } from '../../emulator/s3-control/lifecycle.ts'
import { batchState, scriptJob } from '../../emulator/s3-control/state.ts'
import { parseXml } from '../../emulator/xml.ts'
import { ACCOUNT, type BatchTest, copyJob, startBatchTest } from './s3-control-world.ts'

let test: BatchTest
afterEach(() => test?.close())

type Changes = Omit<Partial<CreateJobCommandInput>, 'Operation'> & { readonly Operation?: unknown }

async function create(changes: Changes): Promise<string> {
  const input = { ...copyJob(test.putManifest('source,a\n')), ...changes } as CreateJobCommandInput
  try {
    return (await test.control.send(new CreateJobCommand(input))).JobId ?? ''
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata: { httpStatusCode: number } }
    return `${$metadata.httpStatusCode} ${name}`
  }
}

describe('CreateJob', () => {
  it('knows no role of another partition', async () => {
    test = await startBatchTest()
    expect(await create({ RoleArn: `arn:aws-cn:iam::${ACCOUNT}:role/batch` })).toBe('400 BadRequestException')
  })

  it('answers a job that DescribeJob tells everything about', async () => {
    test = await startBatchTest()
    const input = {
      ...copyJob(test.putManifest('source,a\n')),
      Description: 'a & b <c>',
      Tags: [{ Key: 'run', Value: '1' }],
    }
    const { JobId = '' } = await test.control.send(new CreateJobCommand(input))
    const job = await test.describe(JobId)
    expect(JobId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(job).toMatchObject({
      JobId,
      JobArn: `arn:aws:s3:us-east-1:${ACCOUNT}:job/${JobId}`,
      ConfirmationRequired: false,
      Description: 'a & b <c>',
      Status: 'Preparing',
      Priority: 10,
      RoleArn: input.RoleArn,
      Operation: input.Operation,
      Manifest: input.Manifest,
      Report: input.Report,
      FailureReasons: [],
      ProgressSummary: { TotalNumberOfTasks: 0, NumberOfTasksSucceeded: 0, NumberOfTasksFailed: 0 },
      CreationTime: new Date('2026-11-01T00:00:00Z'),
    })
    expect(job.TerminationDate).toBeUndefined()
  })

  it.each<[string, Changes, string]>([
    ['no operation', { Operation: {} }, '400 BadRequestException'],
    [
      'a report without a bucket',
      { Report: { Enabled: true, Format: 'Report_CSV_20180820', ReportScope: 'AllTasks' } },
      '400 BadRequestException',
    ],
    ['a description of 257', { Description: 'x'.repeat(257) }, '400 BadRequestException'],
    ['a token of 65', { ClientRequestToken: 'x'.repeat(65) }, '400 BadRequestException'],
    ['a negative priority', { Priority: -1 }, '400 BadRequestException'],
    ['a role that is a user', { RoleArn: `arn:aws:iam::${ACCOUNT}:user/u` }, '400 BadRequestException'],
    ['a role of another account', { RoleArn: 'arn:aws:iam::444455556666:role/r' }, '403 AccessDeniedException'],
    ['neither job manifest nor generator', { Manifest: undefined }, '400 BadRequestException'],
    [
      'fields for an inventory report',
      {
        Manifest: {
          Spec: { Format: 'S3InventoryReport_CSV_20161130', Fields: ['Key'] },
          Location: { ObjectArn: 'arn:aws:s3:::work/m', ETag: 'e' },
        },
      },
      '400 BadRequestException',
    ],
    [
      'no fields for a CSV',
      {
        Manifest: {
          Spec: { Format: 'S3BatchOperations_CSV_20180820' },
          Location: { ObjectArn: 'arn:aws:s3:::work/m', ETag: 'e' },
        },
      },
      '400 BadRequestException',
    ],
    [
      'a tag key twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      '400 BadRequestException',
    ],
    [
      'a class Batch Operations cannot write',
      { Operation: { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::source', StorageClass: 'REDUCED_REDUNDANCY' } } },
      '400 BadRequestException',
    ],
    [
      'a KMS alias to update to',
      {
        Operation: {
          S3UpdateObjectEncryption: {
            ObjectEncryption: { SSEKMS: { KMSKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/a` } },
          },
        },
      },
      '400 BadRequestException',
    ],
    ['a copy without target, as the service does', { Operation: { S3PutObjectCopy: {} } }, '500 InternalError'],
    ['an operation the emulator lacks', { Operation: { S3ReplicateObject: {} } }, '501 NotImplemented'],
    [
      'a function without a full ARN',
      { Operation: { LambdaInvoke: { FunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' } } },
      '400 BadRequestException',
    ],
    [
      'a copy option the emulator lacks',
      { Operation: { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::source', RequesterPays: true } } },
      '501 NotImplemented',
    ],
  ])('refuses %s', async (_name, changes, expected) => {
    test = await startBatchTest()
    expect(await create(changes)).toBe(expected)
    expect(batchState(test.world).jobs.size).toBe(0)
  })

  it('answers the same job to the same token and request, and refuses the token for another', async () => {
    test = await startBatchTest()
    const first = await create({ ClientRequestToken: 't' })
    expect(await create({ ClientRequestToken: 't' })).toBe(first)
    expect(await create({ ClientRequestToken: 't', Priority: 11 })).toBe('400 IdempotencyException')
    expect(await create({ ClientRequestToken: 'u' })).not.toBe(first)
    expect(batchState(test.world).jobs.size).toBe(2)
  })

  it('takes two requests for the same whatever the order of their elements, but not of a list', () => {
    const fingerprint = (first: string, second: string, fields: readonly string[]): string => {
      const members = fields.map((field) => `<member>${field}</member>`).join('')
      const operation = '<Operation><S3DeleteObjectTagging/></Operation><Report><Enabled>false</Enabled></Report>'
      const spec = `<Spec><Format>S3BatchOperations_CSV_20180820</Format><Fields>${members}</Fields></Spec>`
      const location = '<Location><ObjectArn>arn:aws:s3:::work/m</ObjectArn><ETag>e</ETag></Location>'
      const role = `<RoleArn>arn:aws:iam::${ACCOUNT}:role/batch</RoleArn><ClientRequestToken>t</ClientRequestToken>`
      const body = `${first}${operation}<Manifest>${spec}${location}</Manifest>${role}${second}`
      return parseJobRequest(parseXml(`<CreateJobRequest>${body}</CreateJobRequest>`)).fingerprint
    }
    const [priority, description] = ['<Priority>1</Priority>', '<Description>d</Description>']
    const one = fingerprint(priority, description, ['Bucket', 'Key'])
    expect(fingerprint(description, priority, ['Bucket', 'Key'])).toBe(one)
    expect(fingerprint(priority, description, ['Key', 'Bucket'])).not.toBe(one)
    expect(fingerprint(priority, '<Description>e</Description>', ['Bucket', 'Key'])).not.toBe(one)
  })

  it('makes one job when the answer to the first try is lost', async () => {
    test = await startBatchTest()
    test.world.faults.push({ match: { operation: 'CreateJob' }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    expect(await create({ ClientRequestToken: 't' })).toMatch(/^undefined /)
    expect(await create({ ClientRequestToken: 't' })).toMatch(/^[0-9a-f-]{36}$/)
    expect(batchState(test.world).jobs.size).toBe(1)
  })

  const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow' as const, Action, Resource })
  const role = `arn:aws:iam::${ACCOUNT}:role/batch`
  it.each([
    ['all of it', [allow('s3:CreateJob'), allow('iam:PassRole', role), allow('s3:PutJobTagging')], true],
    ['no CreateJob', [allow('iam:PassRole', role), allow('s3:PutJobTagging')], false],
    [
      'PassRole on another role',
      [allow('s3:CreateJob'), allow('iam:PassRole', `${role}2`), allow('s3:PutJobTagging')],
      false,
    ],
    ['no PutJobTagging', [allow('s3:CreateJob'), allow('iam:PassRole', role)], false],
  ])('needs its permissions at once: %s', async (_name, Statement, allowed) => {
    test = await startBatchTest({ callerPolicy: { Statement } })
    const answer = await create({ Tags: [{ Key: 'a', Value: 'b' }] })
    expect(answer === '403 AccessDenied').toBe(!allowed)
    expect(iamDecisions(test.world).map((one) => one.action)).toContain('s3:CreateJob')
  })
})

describe('DescribeJob', () => {
  it.each([
    ['model' as const, 400, 'NotFoundException'],
    ['guide' as const, 404, 'NoSuchJobException'],
  ])('names a missing job as the %s does', async (errorNames, status, name) => {
    test = await startBatchTest()
    batchState(test.world).settings.errorNames = errorNames
    await expect(test.describe('absent-job')).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } })
  })

  it('may not find a job that was just made', async () => {
    test = await startBatchTest()
    batchState(test.world).settings.callsBeforeVisible = 2
    const id = await create({})
    await expect(test.describe(id)).rejects.toMatchObject({ name: 'NotFoundException' })
    await expect(test.describe(id)).rejects.toMatchObject({ name: 'NotFoundException' })
    expect((await test.describe(id)).JobId).toBe(id)
  })

  it('refuses another account', async () => {
    test = await startBatchTest()
    const id = await create({})
    const command = new DescribeJobCommand({ AccountId: '444455556666', JobId: id })
    await expect(test.control.send(command)).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('ListJobs', () => {
  it('lists newest first, in pages that later jobs do not shift', async () => {
    test = await startBatchTest()
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.unshift(await create({ Description: `job ${index}` }))
    const first = await test.control.send(new ListJobsCommand({ AccountId: ACCOUNT, MaxResults: 2 }))
    await create({})
    const listed = [...(first.Jobs ?? [])]
    const config = { client: test.control, pageSize: 2, startingToken: first.NextToken }
    for await (const page of paginateListJobs(config, { AccountId: ACCOUNT })) listed.push(...(page.Jobs ?? []))
    expect(listed.map((job) => job.JobId)).toEqual(ids)
    expect(listed[0]).toMatchObject({ Description: 'job 4', Operation: 'S3PutObjectCopy', Priority: 10 })
    expect(listed[0]).not.toHaveProperty('TerminationDate')
  })

  it('filters by status', async () => {
    test = await startBatchTest()
    const waiting = await create({ ConfirmationRequired: true })
    const failing = await create({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/absent` })
    for (let poll = 0; poll < 4; poll += 1) await advanceJobs(test.world)
    const list = async (...JobStatuses: ('Suspended' | 'Failed' | 'Active')[]) =>
      ((await test.control.send(new ListJobsCommand({ AccountId: ACCOUNT, JobStatuses }))).Jobs ?? []).map(
        (job) => job.JobId,
      )
    expect(await list('Suspended')).toEqual([waiting])
    expect(await list('Suspended', 'Failed')).toEqual([failing, waiting])
    expect(await list('Active')).toEqual([])
  })

  it.each([
    [{ MaxResults: 1001 }, 'InvalidRequestException'],
    [{ JobStatuses: ['Hibernating' as 'New'] }, 'InvalidRequestException'],
    [{ NextToken: 'nonsense' }, 'InvalidNextTokenException'],
  ])('refuses %j', async (changes, name) => {
    test = await startBatchTest()
    await expect(test.control.send(new ListJobsCommand({ AccountId: ACCOUNT, ...changes }))).rejects.toMatchObject({
      name,
    })
  })
})

describe('UpdateJobStatus', () => {
  const update = (JobId: string, RequestedJobStatus: 'Ready' | 'Cancelled', StatusUpdateReason?: string) =>
    test.control.send(new UpdateJobStatusCommand({ AccountId: ACCOUNT, JobId, RequestedJobStatus, StatusUpdateReason }))

  it('confirms a suspended job once', async () => {
    test = await startBatchTest()
    const id = await create({ ConfirmationRequired: true })
    expect(await test.pollUntil(id, 'Suspended')).toMatchObject({
      SuspendedCause: 'AWAITING_CONFIRMATION',
      SuspendedDate: new Date('2026-11-01T00:00:00Z'),
      ProgressSummary: { TotalNumberOfTasks: 1 },
    })
    expect(await update(id, 'Ready', 'looks right')).toMatchObject({
      Status: 'Ready',
      StatusUpdateReason: 'looks right',
    })
    await expect(update(id, 'Ready')).rejects.toMatchObject({ name: 'JobStatusException' })
    await test.pollUntil(id, 'Complete')
  })

  it('cancels a suspended job at once and any other by way of Cancelling, but not a finished one', async () => {
    test = await startBatchTest()
    const suspended = await create({ ConfirmationRequired: true })
    await test.pollUntil(suspended, 'Suspended')
    expect(await update(suspended, 'Cancelled')).toMatchObject({ Status: 'Cancelled' })
    const running = await create({})
    expect(await update(running, 'Cancelled')).toMatchObject({ Status: 'Cancelling' })
    expect(await test.describe(running)).toMatchObject({ Status: 'Cancelled' })
    await expect(update(running, 'Cancelled')).rejects.toMatchObject({ name: 'JobStatusException' })
  })

  it('refuses a status that is not for callers to ask for', async () => {
    test = await startBatchTest()
    const id = await create({})
    await expect(update(id, 'Active' as 'Ready')).rejects.toMatchObject({ name: 'BadRequestException' })
  })
})

describe('the smaller operations', () => {
  it('changes priority and tags', async () => {
    test = await startBatchTest()
    const id = await create({ Tags: [{ Key: 'a', Value: '1' }] })
    const target = { AccountId: ACCOUNT, JobId: id }
    const tags = async () => (await test.control.send(new GetJobTaggingCommand(target))).Tags
    await test.control.send(new UpdateJobPriorityCommand({ ...target, Priority: 99 }))
    expect((await test.describe(id)).Priority).toBe(99)
    expect(await tags()).toEqual([{ Key: 'a', Value: '1' }])
    await test.control.send(new PutJobTaggingCommand({ ...target, Tags: [{ Key: 'b', Value: '' }] }))
    expect(await tags()).toEqual([{ Key: 'b', Value: '' }])
    await test.control.send(new DeleteJobTaggingCommand(target))
    expect(await tags()).toEqual([])
  })

  it('shows a status nobody knows when its script says so', async () => {
    test = await startBatchTest()
    scriptJob(test.world, { show: { status: 'Hibernating', from: 'Ready', polls: 2 } })
    const id = await create({})
    const seen: (string | undefined)[] = []
    for (let poll = 0; poll < 5; poll += 1) seen.push((await test.describe(id)).Status)
    expect(seen).toEqual(['Preparing', 'Ready', 'Hibernating', 'Hibernating', 'Active'])
  })
})
