import { describe, expect, it } from '@jest/globals'
import { decideStart, endOf, type FinishedJob, isTerminal, type KnownJob } from '../../../src/batch/start.ts'
import { content, describeRequest, known, requestOf } from '../../support/described-job.ts'

const finished = (unreadable?: string): FinishedJob => ({ ...known(describeRequest()), unreadable })
const exact = known(describeRequest())
const other = known(
  describeRequest(() => undefined, requestOf({ ...content, sha256: 'cd'.repeat(32), fingerprint: 'f'.repeat(16) })),
)

describe('what is done about a planned job', () => {
  const isSame = (job: KnownJob) => job === exact
  const facts = { live: [], finished: [], isSame, attempts: 0, remainingRows: 5 }
  it.each([
    ['creates it when there is nothing', {}, 'create'],
    ['joins the same job', { live: [exact] }, 'attach'],
    ['waits for another job', { live: [other] }, 'wait-for'],
    ['waits for another job even beside the same one', { live: [exact, other] }, 'wait-for'],
    ['waits for a live job even when everything seems covered', { live: [other], remainingRows: 0 }, 'wait-for'],
    ['starts nothing beside an unreadable report', { finished: [finished('late')] }, 'unproven'],
    [
      'joins the same job although an earlier report is unreadable',
      { live: [exact], finished: [finished('late')] },
      'attach',
    ],
    ['trusts no coverage beside an unreadable report', { finished: [finished('late')], remainingRows: 0 }, 'unproven'],
    ['has nothing to do when everything is covered', { finished: [finished()], remainingRows: 0 }, 'covered'],
    ['tries a second time', { finished: [finished()], attempts: 1 }, 'create'],
    ['tries a third time', { finished: [finished(), finished()], attempts: 2 }, 'create'],
    ['refuses a fourth time', { finished: [finished(), finished(), finished()], attempts: 3 }, 'refuse'],
    [
      'is covered even after three times',
      { finished: [finished(), finished(), finished()], attempts: 3, remainingRows: 0 },
      'covered',
    ],
    [
      'counts only jobs of the same plan',
      { finished: [finished(), finished(), { ...other, unreadable: undefined }], attempts: 2 },
      'create',
    ],
  ])('%s', (_name, change, kind) => {
    expect(decideStart({ ...facts, ...change }).kind).toBe(kind)
  })

  it('names the job it is about', () => {
    expect(decideStart({ ...facts, live: [exact] })).toEqual({ kind: 'attach', job: exact })
    expect(decideStart({ ...facts, live: [exact, other] })).toEqual({ kind: 'wait-for', job: other })
    const late = finished('the report is late')
    expect(decideStart({ ...facts, finished: [finished(), late] })).toEqual({
      kind: 'unproven',
      job: late,
      reason: 'the report is late',
    })
  })

  it('says, refusing, how often it was tried, what is left, and which report to look at', () => {
    const ends = ['first', 'second', 'third'].map((jobId) => ({ ...finished(), jobId }))
    expect(decideStart({ ...facts, finished: ends, attempts: 3, remainingRows: 7 })).toEqual({
      kind: 'refuse',
      message: '3 jobs for this inventory report have ended and 7 objects still fail.',
      hint:
        'Check the completion report of the last job (third) and fix the cause, usually the policy of the batch role. ' +
        'The next inventory report starts over.',
    })
  })
})

describe('a finished job', () => {
  it('ended when S3 says so, or no earlier than it was created', () => {
    const [CreationTime, TerminationDate] = [new Date(1_000), new Date(5_000)]
    expect(endOf({ CreationTime, TerminationDate })).toBe(5_000)
    expect(endOf({ CreationTime })).toBe(1_000)
    expect(endOf({})).toBeUndefined()
  })

  it.each([
    ['Complete', true],
    ['Failed', true],
    ['Cancelled', true],
    ['Completing', false],
    ['Suspended', false],
    ['Hibernating', false],
    [undefined, false],
  ])('is one in state %s: %s', (status, terminal) => {
    expect(isTerminal(status)).toBe(terminal)
  })
})
