import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { stopOnAbort } from '../../../src/batch/abort.ts'
import { acceptJob, createWatch, waitForJobs } from '../../../src/batch/wait.ts'
import { createBatchDouble, fault } from '../../support/batch-double.ts'
import { NOW } from '../../support/batch-plan.ts'

type Step = string | Error | JobDescriptor

/** Jobs that answer each look with the next step; the last one stays. */
function createWorld(scripts: Record<string, Step[]>) {
  const world = createBatchDouble({ bucket: 'src', keys: [], startAt: NOW })
  const looks: string[] = []
  const deps = {
    ...world.deps,
    describeJob: async (jobId: string): Promise<JobDescriptor> => {
      looks.push(`${(world.time.now - NOW.getTime()) / 1000}s ${jobId}`)
      const steps = scripts[jobId] ?? []
      const step = steps.length > 1 ? steps.shift() : steps[0]
      await Promise.resolve()
      if (step instanceof Error) throw step
      return typeof step === 'string' ? ({ JobId: jobId, Status: step } as JobDescriptor) : (step as JobDescriptor)
    },
  }
  return { ...world, deps, looks }
}

const watchOf = (jobId: string) => createWatch({ jobId, bucket: 'src', storageClass: 'STANDARD', rows: 100 })
const optionsOf = (change: object = {}) => ({
  deadline: NOW.getTime() + 3600_000,
  pollIntervalMs: 30_000,
  signal: new AbortController().signal,
  ...change,
})

async function wait(world: ReturnType<typeof createWorld>, options = optionsOf(), jobs = ['j1']) {
  const settled = await waitForJobs(jobs.map(watchOf), options, stopOnAbort(world.deps, options.signal))
  return settled.map(({ watch, end }) => `${watch.jobId} ${end}`)
}

describe('the acceptor', () => {
  it.each([
    ['New', 'retry'],
    ['Preparing', 'retry'],
    ['Suspended', 'suspended'],
    ['Ready', 'retry'],
    ['Active', 'retry'],
    ['Pausing', 'retry'],
    ['Paused', 'retry'],
    ['Completing', 'retry'],
    ['Complete', 'terminal'],
    ['Cancelling', 'retry'],
    ['Cancelled', 'terminal'],
    ['Failing', 'retry'],
    ['Failed', 'terminal'],
    ['Hibernating', 'retry'],
    [undefined, 'retry'],
  ])('takes %s for %s', (status, accepted) => {
    expect(acceptJob(status, 'settle')).toBe(accepted)
  })

  it('goes on waiting for a suspended job that was confirmed', () => {
    expect(acceptJob('Suspended', 'wait')).toBe('retry')
  })
})

describe('the wait', () => {
  it('looks at once, then every interval, until the job ends', async () => {
    const world = createWorld({ j1: ['New', 'Active', 'Complete'] })
    expect(await wait(world)).toEqual(['j1 terminal'])
    expect(world.looks).toEqual(['0s j1', '30s j1', '60s j1'])
  })

  it('looks at several jobs together and returns when one is settled', async () => {
    const world = createWorld({ j1: ['Active'], j2: ['Active', 'Failed'] })
    expect(await wait(world, optionsOf(), ['j1', 'j2'])).toEqual(['j2 terminal'])
    expect(world.looks).toEqual(['0s j1', '0s j2', '30s j1', '30s j2'])
  })

  it('does not look more often when it is taken up again', async () => {
    const world = createWorld({ j1: ['Active'], j2: ['Complete'] })
    const watches = [watchOf('j1'), watchOf('j2')]
    const options = optionsOf({ deadline: NOW.getTime() + 45_000 })
    await waitForJobs(watches, options, world.deps)
    await waitForJobs(watches.slice(0, 1), options, world.deps)
    expect(world.looks).toEqual(['0s j1', '0s j2', '30s j1', '45s j1'])
  })

  it('looks a last time at the deadline', async () => {
    const world = createWorld({ j1: ['Active', 'Active', 'Complete'] })
    expect(await wait(world, optionsOf({ deadline: NOW.getTime() + 40_000 }))).toEqual(['j1 terminal'])
    const slow = createWorld({ j1: ['Active'], j2: ['Active'] })
    expect(await wait(slow, optionsOf({ deadline: NOW.getTime() + 40_000 }), ['j1', 'j2'])).toEqual([
      'j1 timeout',
      'j2 timeout',
    ])
    expect(slow.looks.at(-1)).toBe('40s j2')
  })

  it('forgives a job not found for a minute after its creation', async () => {
    const world = createWorld({ j1: [fault('not-found'), fault('not-found'), 'Complete'] })
    expect(await wait(world)).toEqual(['j1 terminal'])
    const gone = createWorld({ j1: [fault('not-found')] })
    expect(await wait(gone)).toEqual(['j1 lost'])
    expect(gone.looks).toEqual(['0s j1', '30s j1', '90s j1'])
  })

  it.each(['throttled', 'ambiguous'] as const)('backs off while S3 is %s, for as long as it takes', async (kind) => {
    const world = createWorld({ j1: [...Array.from({ length: 6 }, () => fault(kind)), 'Active', 'Complete'] })
    expect(await wait(world)).toEqual(['j1 terminal'])
    expect(world.looks).toEqual(['0s j1', '30s j1', '90s j1', '210s j1', '450s j1', '690s j1', '930s j1', '960s j1'])
  })

  it('gives up when S3 refuses three times in a row', async () => {
    const once = createWorld({
      j1: [fault('access-denied'), fault('access-denied'), 'Active', fault('access-denied'), 'Complete'],
    })
    expect(await wait(once)).toEqual(['j1 terminal'])
    expect(await wait(createWorld({ j1: [fault('access-denied')] }))).toEqual(['j1 unreadable'])
  })

  it('tells once that a state cannot be read for some minutes, and again after it could', async () => {
    const lost = [1, 2, 3, 4, 5].map(() => fault('throttled'))
    const world = createWorld({ j1: ['New', ...lost, 'Active', ...lost, 'Complete'] })
    expect(await wait(world)).toEqual(['j1 terminal'])
    const told = /^The state of job j1 cannot be read at present, and the run continues to wait\. \S/
    expect(world.warnings).toEqual([expect.stringMatching(told), expect.stringMatching(told)])
    const short = createWorld({ j1: ['New', ...lost.slice(0, 3), 'Complete'] })
    await wait(short)
    expect(short.warnings).toEqual([])
  })

  it('warns once of a state it does not know, and waits', async () => {
    const world = createWorld({ j1: ['Hibernating', 'Hibernating', 'Complete'] })
    expect(await wait(world)).toEqual(['j1 terminal'])
    expect(world.warnings).toEqual([expect.stringContaining('Hibernating')])
  })

  it('tells every ten minutes that a job is paused', async () => {
    const world = createWorld({ j1: [...Array.from({ length: 41 }, () => 'Paused'), 'Active', 'Complete'] })
    await wait(world)
    expect(world.warnings).toHaveLength(3)
  })

  it('ends at once when aborted', async () => {
    const world = createWorld({ j1: ['Active'] })
    const controller = new AbortController()
    const deps = { ...world.deps, sleep: async () => controller.abort() }
    const options = optionsOf({ signal: controller.signal })
    const settled = await waitForJobs([watchOf('j1')], options, stopOnAbort(deps, controller.signal))
    expect(settled.map(({ end }) => end)).toEqual(['aborted'])
  })

  it('tells how far a job is, how fast, and how long it will take', async () => {
    const at = (succeeded: number, failed: number, Status = 'Active') =>
      ({
        JobId: 'j1',
        Status,
        ProgressSummary: { TotalNumberOfTasks: 1000, NumberOfTasksSucceeded: succeeded, NumberOfTasksFailed: failed },
      }) as JobDescriptor
    const world = createWorld({ j1: ['Preparing', at(100, 0), at(390, 10), at(990, 10, 'Complete')] })
    await wait(world)
    expect(
      world.progress.map((p) => [p.status, p.tasksDone, p.tasksTotal, p.tasksFailed, p.tasksPerSecond, p.secondsLeft]),
    ).toEqual([
      ['Preparing', 0, 100, 0, undefined, undefined],
      ['Active', 100, 1000, 0, 100 / 30, 270],
      ['Active', 400, 1000, 10, 400 / 60, 90],
      ['Complete', 1000, 1000, 10, 1000 / 90, 0],
    ])
  })
})
