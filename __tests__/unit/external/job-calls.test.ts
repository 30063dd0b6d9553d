import { describe, expect, it } from '@jest/globals'
import { createBatchDeps, createJobCalls } from '../../../src/external/batch-edge.ts'
import { type Answering, always, refusal, sparseBucket, sparseControl } from '../../support/sparse-aws.ts'

const TIMING = {
  now: () => 0,
  sleep: async () => {},
  startTimer: () => () => {},
  signal: new AbortController().signal,
}
const PLACE = { account: '111122223333', partition: 'aws', region: 'eu-west-1' }
const calls = (answering: Answering) => createJobCalls({ ...PLACE, client: sparseControl(answering) })
const REQUEST = {
  AccountId: '111122223333',
  Operation: { S3InitiateRestoreObject: {} },
  Report: { Enabled: false },
  ClientRequestToken: 't',
  Priority: 1,
} as never

describe('CreateJob', () => {
  it('returns the id, without which it may have created a job', async () => {
    const created = '<CreateJobResult><JobId>j-1</JobId></CreateJobResult>'
    expect(await calls(always({ body: created })).createJob(REQUEST)).toBe('j-1')
    await expect(calls(always({ body: '<CreateJobResult/>' })).createJob(REQUEST)).rejects.toMatchObject({
      code: 'REMEDIATION_FAILED',
      fault: 'ambiguous',
    })
  })

  it.each([
    [503, 'SlowDown', 'throttled'],
    [500, 'InternalError', 'ambiguous'],
    [400, 'JobStatusException', 'wrong-status'],
  ])('after HTTP %i %s carries the fault %s', async (status, code, fault) => {
    await expect(calls(always(refusal(status, code))).createJob(REQUEST)).rejects.toMatchObject({ fault })
  })
})

it('DescribeJob without a job is a job of which nothing is known', async () => {
  expect(await calls(always({ body: '<DescribeJobResult/>' })).describeJob('j-1')).toEqual({ JobId: 'j-1' })
})

it('ListJobs ends with a page that lists none', async () => {
  const jobs: unknown[] = []
  for await (const job of calls(always({ body: '<ListJobsResult/>' })).listJobs()) jobs.push(job)
  expect(jobs).toEqual([])
})

describe('a record in the work location', () => {
  const open = (answering: Answering) => {
    const { handle, asked } = sparseBucket(answering, 'work')
    const { writeRecordOnce, readCompletionReportObject } = createBatchDeps({
      ...PLACE,
      client: sparseControl(always({})),
      source: handle,
      work: handle,
      timing: TIMING,
      checksums: false,
    })
    return { asked, write: () => writeRecordOnce('records/1', 'mine'), read: readCompletionReportObject }
  }

  it('is the one that is there where another run was first', async () => {
    const there = { body: 'theirs', headers: { 'content-length': '6', etag: '"e"' } }
    const { write, asked } = open((_n, { method }) => (method === 'PUT' ? refusal(412, 'PreconditionFailed') : there))
    expect(await write()).toBe('theirs')
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['PUT', 'GET'])
  })

  it.each([
    ['gone by then', 412, 'PreconditionFailed'],
    ['refused', 403, 'AccessDenied'],
  ])('that is %s is an error', async (_what, status, code) => {
    const { write } = open((_n, { method }) => (method === 'PUT' ? refusal(status, code) : refusal(404, 'NoSuchKey')))
    await expect(write()).rejects.toThrow('s3:PutObject')
  })

  it('that a job should have written and did not is not found', async () => {
    await expect(open(always(refusal(404, 'NoSuchKey'))).read('acme-work', 'report.csv')).rejects.toMatchObject({
      message: 's3://acme-work/report.csv does not exist.',
      fault: 'not-found',
    })
    await expect(open(always(refusal(503, 'SlowDown'))).read('acme-work', 'r')).rejects.toMatchObject({
      fault: 'throttled',
    })
  })
})
