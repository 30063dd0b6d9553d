// Which jobs a cancel ends, and what it says of each where S3 says little.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { InterruptedError } from '../../../src/batch/abort.ts'
import { cancelBucketJobs } from '../../../src/batch/cancel.ts'
import { fault } from '../../support/batch-double.ts'
import { describeRequest } from '../../support/described-job.ts'

const scope = { bucket: 'src', region: 'eu-west-1', partition: 'aws', signal: new AbortController().signal }

/** S3 with these jobs, of which it says `after` once they are cancelled. */
function connect(jobs: readonly JobDescriptor[], after: Partial<JobDescriptor> = { Status: 'Cancelled' }) {
  const cancelled: string[] = []
  const warned: string[] = []
  const deps = {
    async *listJobs() {
      yield* jobs.map(({ JobId, Description, Status }) => ({ JobId, Description, Status }))
    },
    describeJob: async (id: string) => {
      const job = jobs.find(({ JobId }) => JobId === id) ?? {}
      return cancelled.includes(id) ? { ...job, ...after } : job
    },
    cancelJob: async (id: string) => {
      cancelled.push(id)
    },
    warn: (text: string) => {
      warned.push(text)
    },
    sleep: async () => {},
  }
  return { deps, cancelled, warned }
}

const job = (change: Partial<JobDescriptor> = {}) => describeRequest((j) => Object.assign(j, change))

describe('a job is cancelled', () => {
  it.each<[Partial<JobDescriptor>, object]>([
    [{ Status: 'Cancelled' }, { state: 'cancelled', status: 'Cancelled', objects: 0 }],
    [{ Status: undefined }, { state: 'pending', status: 'Cancelling' }],
    [
      { Status: 'Complete', ProgressSummary: { TotalNumberOfTasks: 9 } },
      { state: 'complete', objects: 9 },
    ],
    [
      { Status: 'Cancelled', ProgressSummary: { NumberOfTasksSucceeded: 2, NumberOfTasksFailed: 1 } },
      { reasons: [expect.stringContaining('3 of its tasks had run.')] },
    ],
  ])('and then %j', async (after, expected) => {
    const { deps, cancelled } = connect([job()], after)
    const { outcomes, errors } = await cancelBucketJobs(scope, deps)
    expect([outcomes, errors]).toMatchObject([[{ jobId: 'j', origin: 'attached', ...expected }], []])
    expect(cancelled).toEqual(['j'])
  })

  it('whose status S3 does not tell', async () => {
    const { deps } = connect([job({ Status: undefined })])
    expect((await cancelBucketJobs(scope, deps)).outcomes[0]?.reasons[0]).toContain('It was live')
  })

  it('or has just ended by itself', async () => {
    const { deps } = connect([job()])
    const cancelJob = () => Promise.reject(fault('wrong-status'))
    expect((await cancelBucketJobs(scope, { ...deps, cancelJob })).errors).toEqual([])
  })
})

describe('a job is left alone', () => {
  it.each<[string, JobDescriptor, number]>([
    ['that has ended', job({ Status: 'Complete' }), 0],
    ['without an id', job({ JobId: undefined }), 0],
    ['of somebody else', job({ Description: 'another' }), 0],
    ['with another operation', job({ Operation: {} }), 1],
    ['that only looks like ours', job({ Operation: { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::other' } } }), 1],
  ])('%s', async (_what, other, warnings) => {
    const { deps, cancelled, warned } = connect([other])
    expect(await cancelBucketJobs(scope, deps)).toEqual({ outcomes: [], errors: [] })
    expect(cancelled).toEqual([])
    expect(warned).toHaveLength(warnings)
  })

  it('that ended after it was listed', async () => {
    const { deps, cancelled } = connect([job()])
    const describeJob = async () => job({ Status: 'Failed' })
    expect(await cancelBucketJobs(scope, { ...deps, describeJob })).toEqual({ outcomes: [], errors: [] })
    expect(cancelled).toEqual([])
  })
})

describe('what cannot be cancelled', () => {
  it('is an error, and the others are cancelled', async () => {
    const { deps, cancelled } = connect([job(), job({ JobId: 'k' })])
    const cancelJob = async (id: string) => {
      if (id === 'j') throw new Error('refused')
      await deps.cancelJob(id)
    }
    const { outcomes, errors } = await cancelBucketJobs(scope, { ...deps, cancelJob })
    expect(errors).toMatchObject([{ code: 'REMEDIATION_FAILED', message: '`refused`' }])
    expect(outcomes.map(({ jobId }) => jobId)).toEqual(['k'])
    expect(cancelled).toEqual(['k'])
  })

  it.each([
    ['an error where jobs cannot be listed', new Error('refused'), 1],
    ['nothing where the run itself was cancelled', new InterruptedError(), 0],
  ])('is %s', async (_what, error, errors) => {
    const { deps } = connect([job()])
    const failing = { ...deps, cancelJob: () => Promise.reject(error) }
    const listing = {
      ...deps,
      async *listJobs() {
        yield { JobId: 'j', Description: 'another' }
        throw error
      },
    }
    for (const broken of [failing, listing]) {
      const result = await cancelBucketJobs(scope, broken)
      expect(result.outcomes).toEqual([])
      expect(result.errors).toHaveLength(errors)
    }
  })
})
