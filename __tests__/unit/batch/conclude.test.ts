// What becomes of a job of which S3 says little, or nothing.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { concludeJob, describeBlocked, describePending, type OwnJob } from '../../../src/batch/conclude.ts'
import { explainMissing, failedWholly, ranNothing, tasksRun } from '../../../src/batch/finished-jobs.ts'
import { createBatchDouble } from '../../support/batch-double.ts'
import { makeJob, makeOptions, NOW } from '../../support/batch-plan.ts'
import { describeRequest, known } from '../../support/described-job.ts'

const planned = makeJob(['a', 'b'])
const own: OwnJob = {
  jobId: 'j',
  bucket: 'src',
  planned,
  origin: 'created',
  source: { bucket: 'src', parts: planned.group.parts, exclusions: [] } as unknown as OwnJob['source'],
  rows: 2,
}
const { deps } = createBatchDouble({ bucket: 'src', keys: ['a', 'b'], startAt: NOW })
const conclude = (job: JobDescriptor | undefined, end: string, reason?: string) =>
  concludeJob(own, { watch: { job }, end, reason } as never, makeOptions(), deps)

describe('a job that is not waited for', () => {
  it.each([
    ['is pending', {}, undefined, { state: 'pending', status: 'New', reasons: [] }],
    ['waits for a person', { mode: 'confirm' }, undefined, { state: 'awaiting-confirmation', status: 'New' }],
    ['waits, as S3 says', {}, { Status: 'Suspended' }, { state: 'awaiting-confirmation', status: 'Suspended' }],
    ['has been confirmed', { mode: 'confirm' }, { Status: 'Ready' }, { state: 'pending', status: 'Ready' }],
  ] as const)('%s', (_what, options, job, expected) => {
    const outcome = describePending(own, job as never, makeOptions(options))
    expect(outcome).toMatchObject({ ...expected, objects: 2, bytes: 200n, origin: 'created' })
  })

  it('says why it is not known further', () => {
    expect(describePending(own, undefined, makeOptions(), 'S3 was silent.').reasons).toEqual(['S3 was silent.'])
  })

  it('has the size of its part of the rows, where sizes are known', () => {
    const group = { ...planned.group, tally: { objects: 4, bytes: 800n } }
    const sized = { ...own, planned: { ...planned, group } }
    expect(describePending(sized, undefined, makeOptions()).bytes).toBe(400n)
    for (const tally of [
      { objects: 4, bytes: undefined },
      { objects: 0, bytes: 0n },
    ]) {
      const unsized = { ...own, planned: { ...planned, group: { ...planned.group, tally } } }
      expect(describePending(unsized as OwnJob, undefined, makeOptions()).bytes).toBe(tally.bytes)
    }
  })
})

describe('a job whose end', () => {
  it('was not seen is lost, or pending with the reason', async () => {
    expect(await conclude(undefined, 'lost', 'no such job')).toMatchObject({
      state: 'unproven',
      reasons: ['S3 does not know the job: no such job'],
    })
    expect(await conclude(undefined, 'timeout')).toMatchObject({ state: 'pending', reasons: [] })
    expect(await conclude(undefined, 'failing', 'HTTP 500')).toMatchObject({
      state: 'pending',
      reasons: ['S3 did not return the status of the job: HTTP 500'],
    })
  })

  it('came before its first task has no report, and no task that failed', async () => {
    const job = describeRequest((j) =>
      Object.assign(j, { Status: 'Failed', FailureReasons: [{ FailureCode: 'X', FailureReason: 'because' }, {}] }),
    )
    expect(await conclude(job, 'terminal')).toMatchObject({
      state: 'failed',
      reconciliation: { succeeded: 0, failed: 0, notAttempted: 2 },
      reasons: ['`X`: `because`', '`(empty)`: `(empty)`'],
    })
  })

  it('is a completion without a report is not proven', async () => {
    const whole = { NumberOfTasksSucceeded: 0, NumberOfTasksFailed: 2 }
    for (const ProgressSummary of [undefined, whole, {}]) {
      const job = describeRequest((j) => Object.assign(j, { Status: 'Complete', ProgressSummary, Report: undefined }))
      expect(await conclude(job, 'terminal')).toMatchObject({ state: 'unproven' })
    }
  })

  it('was a cancellation tells the reason a person gave', async () => {
    const cancelled = (reason?: string) =>
      describeRequest((j) => Object.assign(j, { Status: 'Cancelled', StatusUpdateReason: reason }))
    expect((await conclude(cancelled('too loud'), 'terminal')).reasons).toEqual(['Reason given: `too loud`'])
    expect((await conclude(cancelled(), 'terminal')).reasons).toEqual([])
  })
})

describe('a job of another plan', () => {
  const other = (change: object) => known(describeRequest((j) => Object.assign(j, change)))

  it('is waited for while it runs', () => {
    const outcome = describeBlocked('src', planned, other({ Status: 'Active' }), undefined, makeOptions())
    expect(outcome).toMatchObject({
      state: 'pending',
      reasons: [expect.stringContaining('Run again when it has ended.')],
    })
  })

  it.each([
    [{ SuspendedDate: new Date('2026-11-01T00:00:00Z') }, 'Otherwise S3 fails it on 2026-12-01.'],
    [{ CreationTime: new Date('2026-11-02T00:00:00Z') }, 'Otherwise S3 fails it on 2026-12-02.'],
    [{ CreationTime: undefined }, 'Otherwise S3 fails it 30 days after it was created.'],
  ])('that is suspended (%j) is to be cancelled', (change, expected) => {
    const { job } = other({ Status: 'Suspended', ...change })
    const outcome = describeBlocked('src', planned, other({ Status: 'Active' }), job, makeOptions())
    expect(outcome.state).toBe('awaiting-confirmation')
    expect(outcome.reasons).toEqual([expect.stringContaining(expected)])
  })
})

describe('the tasks of a job', () => {
  it.each([
    [undefined, 0, true, false],
    [{}, 0, true, false],
    [{ NumberOfTasksSucceeded: 2 }, 2, false, false],
    [{ NumberOfTasksFailed: 3 }, 3, false, true],
    [{ NumberOfTasksSucceeded: 2, NumberOfTasksFailed: 3 }, 5, false, false],
  ])('by %j', (ProgressSummary, run, nothing, wholly) => {
    const job: JobDescriptor = { Status: 'Failed', ProgressSummary }
    expect([tasksRun(job), ranNothing(job), failedWholly(job)]).toEqual([run, nothing, wholly])
    expect(ranNothing({ ...job, Status: 'Complete' })).toBe(false)
  })

  it('explain a missing report where all of them failed', () => {
    expect(explainMissing({}, 'it is missing')).toBe('it is missing')
    expect(explainMissing({ ProgressSummary: { NumberOfTasksFailed: 3 } }, 'it is missing')).toBe(
      'S3 counts 3 failed tasks and none that succeeded, and wrote no completion report: it is missing',
    )
  })
})
