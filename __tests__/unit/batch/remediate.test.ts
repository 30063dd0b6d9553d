import { describe, expect, it } from '@jest/globals'
import { remediateBucket } from '../../../src/batch/remediate.ts'
import type { BucketPlan } from '../../../src/decide/bucket-plan.ts'
import { createBatchDouble, type DoubleOptions, fault, newObject } from '../../support/batch-double.ts'
import { makeJob, makeOptions, makePlan, NOW } from '../../support/batch-plan.ts'
import { remediationStatusOf } from '../../support/remediation-status.ts'

const KEYS = ['a', 'b/c', 'sp%20ace', 'plus%2Bplus', 'd', 'e', 'f', 'g']
const DENIED = { httpStatus: '403', errorCode: 'AccessDenied', message: 'Access Denied' }

const createWorld = (change: Partial<DoubleOptions> = {}) =>
  createBatchDouble({ bucket: 'src', keys: KEYS, startAt: NOW, ...change })

const statesOf = (run: Awaited<ReturnType<typeof remediateBucket>>) =>
  run.outcomes.map(({ jobId, origin, state }) => `${jobId} ${origin} ${state}`)

describe('a run without accidents', () => {
  it('creates one job, copies every object once and proves it', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.errors).toEqual([])
    expect(run.outcomes).toMatchObject([
      {
        jobId: 'job-1',
        state: 'complete',
        status: 'Complete',
        origin: 'created',
        objects: 8,
        bytes: 800n,
        reconciliation: { succeeded: 8, failed: 0, notAttempted: 0, failures: [] },
        verification: { checked: 8, asTarget: 8, resolved: 0, mismatches: [] },
      },
    ])
    expect([...world.objects.values()].map(({ copies }) => copies)).toEqual(KEYS.map(() => 1))
    expect(remediationStatusOf(run.outcomes, plan, 8)).toEqual({ status: 'COMPLETE', covered: true, coveredObjects: 8 })
    expect(world.calls.indexOf('onJobCreated job-1')).toBeLessThan(world.calls.indexOf('describeJob'))
    expect(world.progress.at(-1)).toMatchObject({ tasksDone: 8, tasksTotal: 8, status: 'Complete' })
  })

  it('runs one job per storage class and waits for all of them together', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS.slice(0, 5)), makeJob(KEYS.slice(5), {}, 'STANDARD_IA')])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 created complete', 'job-2 created complete'])
    expect(world.jobs.map(({ request }) => request.Operation?.S3PutObjectCopy?.StorageClass)).toEqual([
      'STANDARD',
      'STANDARD_IA',
    ])
    expect(world.calls.indexOf('describeJob')).toBeGreaterThan(world.calls.lastIndexOf('createJob'))
    expect(remediationStatusOf(run.outcomes, plan, 8).covered).toBe(true)
  })

  it('is done without a second job when run again on the same report', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions(), world.deps)
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(again)).toEqual(['job-1 covered complete'])
    expect(world.jobs).toHaveLength(1)
    expect(remediationStatusOf(again.outcomes, plan, 8)).toEqual({
      status: 'COMPLETE',
      covered: true,
      coveredObjects: 8,
    })
  })

  it('leaves after starting when nobody waits, and joins the job in the next run', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    const first = await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    expect(statesOf(first)).toEqual(['job-1 created pending'])
    expect(remediationStatusOf(first.outcomes, plan, 8).status).toBe('PENDING')
    const second = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(second)).toEqual(['job-1 attached complete'])
  })

  it('starts nothing for a plan that refuses', async () => {
    const world = createWorld()
    const plan: BucketPlan = { ...makePlan([makeJob(KEYS)]), refusal: { message: 'unversioned', hint: 'say so' } }
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.errors.map(({ code, message, hint }) => [code, message, hint])).toEqual([
      ['REMEDIATION_REFUSED', 'unversioned', 'say so'],
    ])
    expect(world.calls).toEqual([])
  })
})

describe('confirmation', () => {
  it('leaves a job suspended in mode confirm, and starts that very job in mode run', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    const first = await remediateBucket(plan, makeOptions({ mode: 'confirm' }), world.deps)
    expect(statesOf(first)).toEqual(['job-1 created awaiting-confirmation'])
    expect(remediationStatusOf(first.outcomes, plan, 8).status).toBe('AWAITING_CONFIRMATION')
    const again = await remediateBucket(plan, makeOptions({ mode: 'confirm' }), world.deps)
    expect(statesOf(again)).toEqual(['job-1 attached awaiting-confirmation'])
    expect(world.calls).not.toContain('confirmJob')
    const second = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(second)).toEqual(['job-1 attached complete'])
    expect(world.calls.filter((name) => name === 'confirmJob')).toHaveLength(1)
    expect(world.jobs).toHaveLength(1)
  })

  it('never confirms a suspended job of another plan, and starts none beside it', async () => {
    const world = createWorld()
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions({ mode: 'confirm' }), world.deps)
    const proof = { source: 'inventory' as const, fingerprint: 'f'.repeat(32), asOf: new Date('2026-11-21T05:00:00Z') }
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions({ proof }), world.deps)
    expect(statesOf(run)).toEqual(['job-1 attached awaiting-confirmation'])
    expect(run.outcomes[0]?.reasons[0]).toMatch(
      /another plan.*--job-id job-1 --requested-job-status Cancelled.*S3 fails it on 2026-12-2/,
    )
    expect(world.calls).not.toContain('confirmJob')
    expect(world.jobs).toHaveLength(1)
  })

  it('says so when it may not confirm', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ mode: 'confirm' }), world.deps)
    world.hook.at = (call, phase) => {
      if (call === 'confirmJob' && phase === 'in') throw fault('access-denied', 'no UpdateJobStatus')
    }
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('could not be confirmed: `no UpdateJobStatus`')
    expect(statesOf(run)).toEqual(['job-1 attached awaiting-confirmation'])
  })
})

describe('live and finished jobs of earlier runs', () => {
  it('waits for a live job of another report, then only copies what that one did not', async () => {
    const world = createWorld({
      failures: new Map([['d', DENIED]]),
      script: ['Preparing', 'Active', 'Active', 'Active', 'Complete'],
    })
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions({ wait: false }), world.deps)
    const proof = { source: 'inventory' as const, fingerprint: 'f'.repeat(32), asOf: new Date('2026-11-21T05:00:00Z') }
    const plan = makePlan([makeJob(KEYS)])
    const pending = remediateBucket(plan, makeOptions({ proof }), world.deps)
    world.hook.at = (call) => {
      if (call === 'createJob') world.failures.clear()
    }
    const run = await pending
    expect(statesOf(run)).toEqual(['job-1 covered complete', 'job-2 created complete'])
    expect(run.outcomes.map(({ objects }) => objects)).toEqual([7, 1])
    expect([...world.objects.values()].map(({ copies }) => copies)).toEqual(KEYS.map(() => 1))
    expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'COMPLETE', covered: true })
  })

  it('tries what failed again, at most three times for one report', async () => {
    const world = createWorld({ failures: new Map([['d', DENIED]]) })
    const plan = makePlan([makeJob(KEYS)])
    const counts: number[] = []
    for (let i = 0; i < 3; i++) {
      const run = await remediateBucket(plan, makeOptions(), world.deps)
      counts.push(world.jobs.length)
      expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'INCOMPLETE', covered: false })
    }
    expect(counts).toEqual([1, 2, 3])
    expect(new Set(world.jobs.map(({ token }) => token)).size).toBe(3)
    const refused = await remediateBucket(plan, makeOptions(), world.deps)
    expect(refused.errors[0]?.code).toBe('REMEDIATION_REFUSED')
    expect(refused.errors[0]?.message).toContain('3 jobs')
    expect(world.jobs).toHaveLength(3)
    expect([...world.objects.values()].map(({ copies }) => copies)).toEqual([1, 1, 1, 1, 0, 1, 1, 1])
  })

  it('ignores jobs that ended before the report was begun', async () => {
    const world = createWorld()
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    world.time.now += 24 * 3600_000
    const proof = {
      source: 'inventory' as const,
      fingerprint: 'f'.repeat(32),
      asOf: new Date(world.time.now - 3600_000),
    }
    const unmodifiedSince = new Date(world.time.now)
    const options = makeOptions({ proof, deadline: world.time.now + 3600_000 })
    const run = await remediateBucket(makePlan([makeJob(KEYS, { unmodifiedSince })]), options, world.deps)
    expect(statesOf(run)).toEqual(['job-2 created complete'])
  })

  it('counts changed and deleted objects as covered once it has looked at them, also when run again', async () => {
    const world = createWorld()
    world.objects.delete('a')
    world.objects.set('d', { ...newObject(), encryption: 'SSE-KMS', modifiedAt: NOW.getTime() })
    const plan = makePlan([makeJob(KEYS)])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.outcomes[0]).toMatchObject({
      reconciliation: { succeeded: 6, failed: 2 },
      verification: { checked: 8, asTarget: 6, resolved: 2, mismatches: [] },
    })
    expect(
      run.outcomes[0]?.reconciliation?.failures.map(({ cause, tasks, samples }) => [cause, tasks, samples]),
    ).toEqual([
      ['deleted-since-report', 1, ['a']],
      ['changed-since-report', 1, ['d']],
    ])
    expect(remediationStatusOf(run.outcomes, plan, 8)).toEqual({ status: 'COMPLETE', covered: true, coveredObjects: 8 })
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(again)).toEqual(['job-1 covered complete'])
    expect(remediationStatusOf(again.outcomes, plan, 8)).toEqual({
      status: 'COMPLETE',
      covered: true,
      coveredObjects: 8,
    })
    expect(world.jobs).toHaveLength(1)
  })

  it('tries an object again that changed before this report, but after the time limit of an earlier job', async () => {
    const world = createWorld()
    world.objects.set('d', { ...newObject(), modifiedAt: Date.parse('2022-07-01T00:00:00Z') })
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    const proof = { source: 'inventory' as const, fingerprint: 'f'.repeat(32), asOf: NOW }
    const unmodifiedSince = new Date('2022-07-01T00:00:00Z')
    const plan = makePlan([makeJob(KEYS, { unmodifiedSince })])
    const run = await remediateBucket(plan, makeOptions({ proof }), world.deps)
    expect(run.outcomes.map(({ jobId, objects }) => [jobId, objects])).toEqual([
      ['job-1', 7],
      ['job-2', 1],
    ])
    expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'COMPLETE', covered: true })
  })

  it('believes of a finished job that wrote another encryption only that it wrote, and copies nothing again', async () => {
    const world = createWorld()
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    const target = {
      status: 'SSE-KMS',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k',
      bucketKey: true,
    } as const
    const plan = makePlan([makeJob(KEYS, { target, naming: 'kms-key-id' })])
    const run = await remediateBucket(plan, makeOptions({ accepted: ['SSE-KMS'] }), world.deps)
    expect(run.outcomes).toMatchObject([
      {
        jobId: 'job-1',
        reconciliation: { succeeded: 0, failed: 8, failures: [{ cause: 'changed-since-report', tasks: 8 }] },
        verification: { checked: 8, resolved: 0 },
      },
    ])
    expect(world.jobs).toHaveLength(1)
    expect([...world.objects.values()].every(({ copies }) => copies === 1)).toBe(true)
    expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'INCOMPLETE', covered: false })
  })

  const elsewhere = makeOptions({ workLocation: { bucket: 'other', prefix: '', owner: '111122223333' } })

  it('joins a live job whose work location is another, and reads its report there', async () => {
    const world = createWorld()
    const read: string[] = []
    const deps: typeof world.deps = {
      ...world.deps,
      readCompletionReportObject: (bucket, key) => {
        read.push(`${bucket}/${key}`)
        return world.deps.readCompletionReportObject(bucket, key)
      },
    }
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    const run = await remediateBucket(plan, elsewhere, deps)
    expect(statesOf(run)).toEqual(['job-1 attached complete'])
    expect(world.jobs).toHaveLength(1)
    expect(read[0]).toBe('work/enc/completion-reports/src/job-job-1/manifest.json')
    expect(world.warnings).toEqual([expect.stringContaining('s3://work/enc/: the run attaches to it')])
  })

  it('counts what a finished job of another work location copied, and starts nothing where its report is gone', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(await remediateBucket(plan, elsewhere, world.deps))).toEqual(['job-1 covered complete'])
    for (const key of world.store.keys()) if (key.endsWith('manifest.json')) world.store.delete(key)
    const run = await remediateBucket(plan, elsewhere, world.deps)
    expect(statesOf(run)).toEqual(['job-1 attached unproven'])
    expect(run.outcomes[0]?.reasons[0]).toContain('s3://work/enc/completion-reports/src/job-job-1/manifest.json')
    expect(world.jobs).toHaveLength(1)
  })

  it('lets the tries of all work locations count', async () => {
    const world = createWorld({ failures: new Map([['d', DENIED]]) })
    const plan = makePlan([makeJob(KEYS)])
    for (const options of [makeOptions(), elsewhere, makeOptions()]) await remediateBucket(plan, options, world.deps)
    const refused = await remediateBucket(plan, elsewhere, world.deps)
    expect(refused.errors[0]?.message).toContain('3 jobs')
    expect(world.jobs).toHaveLength(3)
  })

  it('lets one of two runs at once create the job, whatever their work locations', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    const runs = [makeOptions(), elsewhere].map((options) => remediateBucket(plan, options, world.deps))
    const states = (await Promise.all(runs)).flatMap(statesOf).sort()
    expect(states).toEqual(['job-1 attached complete', 'job-1 created complete'])
    expect(world.jobs).toHaveLength(1)
  })

  it('waits for a job that S3 lists a little after it has taken its token', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    let hidden = 3
    const deps: typeof world.deps = {
      ...world.deps,
      listJobs: async function* () {
        hidden -= 1
        if (hidden < 0) yield* world.deps.listJobs()
      },
    }
    const run = await remediateBucket(plan, elsewhere, deps)
    expect(statesOf(run)).toEqual(['job-1 attached complete'])
    expect(world.jobs).toHaveLength(1)
  })

  it.each([
    ['of its own work location', makeOptions()],
    ['of another work location', elsewhere],
  ])('joins a live job %s that an earlier version of the action made, and counts its tries', async (_name, options) => {
    const world = createWorld({ failures: new Map([['d', DENIED]]) })
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    const [old] = world.jobs
    // As the version before wrote it, work location and all.
    if (old)
      old.job.Description =
        's3-encryption-compliance v1 src STANDARD report=2026-11-21T01:00:00.000Z fp=f56226efdcce6893'
    const joined = await remediateBucket(plan, options, world.deps)
    expect(statesOf(joined)).toEqual(['job-1 attached complete'])
    const tokens = new Set<string>()
    for (let run = 0; run < 3; run += 1) {
      await remediateBucket(plan, options, world.deps)
      for (const { token } of world.jobs) tokens.add(token)
    }
    expect([world.jobs.length, tokens.size]).toEqual([3, 3])
  })

  it('waits for a job with a member it does not know, and copies nothing of it again', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    Object.assign(world.jobs[0]?.job.Operation?.S3PutObjectCopy ?? {}, { Sharpness: 'HIGH' })
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 covered complete'])
    expect(run.outcomes[0]).toMatchObject({ reconciliation: { failed: 8 }, verification: { resolved: 8 } })
    expect(world.jobs).toHaveLength(1)
    expect(world.warnings[0]).toContain('Sharpness')
  })

  it('counts a job as finished of which S3 tells no end, and no beginning either', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions(), world.deps)
    const [{ job } = { job: undefined }] = world.jobs
    if (job) job.CreationTime = new Date('2026-11-20T00:00:00Z')
    if (job) job.TerminationDate = undefined
    expect(statesOf(await remediateBucket(plan, makeOptions(), world.deps))).toEqual(['job-1 covered complete'])
    if (job) job.CreationTime = undefined
    expect(statesOf(await remediateBucket(plan, makeOptions(), world.deps))).toEqual(['job-1 covered complete'])
    expect(world.jobs).toHaveLength(1)
  })

  it('tells at once that all tasks of a job failed and no report came, and starts no other', async () => {
    const world = createWorld({ failures: new Map(KEYS.map((key) => [key, DENIED])) })
    const plan = makePlan([makeJob(KEYS)])
    const deps: typeof world.deps = {
      ...world.deps,
      readCompletionReportObject: () => Promise.reject(fault('not-found', 'no such key')),
    }
    const run = await remediateBucket(plan, makeOptions(), deps)
    const toldAt = world.time.now
    expect(statesOf(run)).toEqual(['job-1 created unproven'])
    expect(run.outcomes[0]?.reasons[0]).toMatch(/^S3 counts 8 failed tasks and none that succeeded/)
    expect(toldAt - NOW.getTime()).toBeLessThan(5 * 60_000)
    const again = await remediateBucket(plan, makeOptions(), deps)
    expect(statesOf(again)).toEqual(['job-1 attached unproven'])
    expect(again.outcomes[0]?.reasons[0]).toMatch(/^S3 counts 8 failed tasks/)
    expect(world.time.now - toldAt).toBeLessThan(60_000)
    expect(world.jobs).toHaveLength(1)
  })

  it('bears with S3 when it lists a job it cannot describe yet', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    let late = 2
    world.hook.at = (call) => {
      if (call === 'describeJob' && late-- > 0) throw fault('not-found')
    }
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 attached complete'])
  })

  it('starts nothing while a finished job cannot be proven', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions(), world.deps)
    for (const key of world.store.keys()) if (key.endsWith('manifest.json')) world.store.delete(key)
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 attached unproven'])
    expect(world.jobs).toHaveLength(1)
    expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'FAILED', covered: false })
  })

  it('does not miss the report of a job that failed before its first task', async () => {
    const world = createWorld({ script: ['Preparing', 'Failing', 'Failed'] })
    const plan = makePlan([makeJob(KEYS)])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.outcomes).toMatchObject([
      { state: 'failed', reconciliation: { succeeded: 0, failed: 0, notAttempted: 8 } },
    ])
    world.script.statuses = ['Complete']
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(again)).toEqual(['job-2 created complete'])
  })

  it('reads the partial report of a cancelled job and copies only the rest in the next run', async () => {
    const world = createWorld({ script: ['Active', 'Cancelling', 'Cancelled'], triedTasks: 3 })
    const plan = makePlan([makeJob(KEYS)])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.outcomes).toMatchObject([
      { state: 'cancelled', reconciliation: { succeeded: 3, failed: 0, notAttempted: 5 } },
    ])
    expect(remediationStatusOf(run.outcomes, plan, 8).status).toBe('FAILED')
    world.script.statuses = ['Active', 'Complete']
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(again)).toEqual(['job-2 created complete', 'job-1 covered complete'].sort())
    expect([...world.objects.values()].every(({ copies }) => copies === 1)).toBe(true)
  })

  it('leaves a look-alike of somebody else alone', async () => {
    const world = createWorld()
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions({ wait: false }), world.deps)
    const [imitation] = world.jobs
    if (imitation?.job.Manifest?.Location) imitation.job.Manifest.Location.ObjectArn = 'arn:aws:s3:::evil/m.csv'
    if (imitation) imitation.token = 'theirs'
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-2 created complete'])
    expect(world.warnings).toEqual([expect.stringContaining('job-1 looks like one of this action')])
  })
})

describe('faults', () => {
  it.each([
    ['throttled', 'in'],
    ['ambiguous', 'in'],
    ['ambiguous', 'out'],
  ] as const)('creates one job when CreateJob is %s (%s)', async (kind, phase) => {
    const world = createWorld()
    let left = 2
    world.hook.at = (call, at) => {
      if (call === 'createJob' && at === phase && left-- > 0) throw fault(kind)
    }
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 created complete'])
    expect(world.jobs).toHaveLength(1)
  })

  it('finds by ListJobs the job whose creation was never answered', async () => {
    const world = createWorld()
    world.hook.at = (call, at) => {
      if (call === 'createJob' && at === 'out') throw fault('ambiguous')
    }
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    expect(statesOf(run)).toEqual(['job-1 attached complete'])
    expect(world.created).toEqual(['job-1'])
  })

  it('says that nothing is known when the job cannot be found either', async () => {
    const world = createWorld()
    world.hook.at = (call) => {
      if (call === 'createJob') throw fault('ambiguous', 'socket hang up')
    }
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    expect(run.outcomes).toEqual([])
    expect(run.errors[0]?.hint).toContain('same token')
    expect(world.calls.filter((name) => name === 'createJob')).toHaveLength(5)
  })

  it('starts the other classes when one is refused, and tells of both', async () => {
    const world = createWorld()
    let first = true
    world.hook.at = (call) => {
      if (call !== 'createJob' || !first) return
      first = false
      throw fault('access-denied', 'no PassRole')
    }
    const plan = makePlan([makeJob(KEYS.slice(0, 5)), makeJob(KEYS.slice(5), {}, 'STANDARD_IA')])
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.errors.map(({ message }) => message)).toEqual(['`no PassRole`'])
    expect(statesOf(run)).toEqual(['job-1 created complete'])
    expect(remediationStatusOf(run.outcomes, plan, 8)).toMatchObject({ status: 'INCOMPLETE', covered: false })
  })

  it('creates no job on a job manifest that is not what was uploaded', async () => {
    const world = createWorld()
    const plan = makePlan([makeJob(KEYS)])
    await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    const [key = ''] = world.store.keys()
    world.store.set(key, Buffer.from('src,other\n'))
    world.jobs.length = 0
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('is not what was uploaded')
    expect(world.jobs).toHaveLength(0)
  })

  it('refuses rows that do not add up to the plan', async () => {
    const world = createWorld()
    const job = makeJob(KEYS)
    const short = { ...job, group: { ...job.group, parts: job.group.parts.slice(1) } }
    const run = await remediateBucket(makePlan([short]), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('kept 4 rows')
    expect(world.calls).toEqual([])
  })

  it('ends unproven when the report speaks of other rows', async () => {
    const world = createWorld({
      renderReport: (rows) => rows.map((row) => `${row.join(',').replace(',a,', ',A,')}\n`).join(''),
    })
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), world.deps)
    expect(run.outcomes).toMatchObject([
      { state: 'unproven', reasons: [expect.stringContaining('not those of the job manifest')] },
    ])
  })

  it('shows when S3 counts otherwise than its own report', async () => {
    const world = createWorld()
    const describe = world.deps.describeJob
    const deps = {
      ...world.deps,
      describeJob: async (jobId: string) => {
        const job = await describe(jobId)
        return job.Status === 'Complete'
          ? { ...job, ProgressSummary: { TotalNumberOfTasks: 8, NumberOfTasksSucceeded: 1, NumberOfTasksFailed: 8 } }
          : job
      },
    }
    const run = await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), deps)
    expect(run.outcomes[0]?.reconciliation).toMatchObject({
      succeeded: 8,
      failed: 0,
      progressDisagrees: { succeeded: 1, failed: 8 },
    })
  })
})

describe('kill anywhere, run again', () => {
  class Killed extends Error {}

  it('converges to one job and one copy per object, whichever call was the last', async () => {
    const calm = createWorld()
    await remediateBucket(makePlan([makeJob(KEYS)]), makeOptions(), calm.deps)
    const total = calm.calls.filter((name) => !name.startsWith('onJobCreated')).length
    expect(total).toBeGreaterThan(10)
    for (let at = 1; at <= calm.calls.length; at++) {
      for (const phase of ['in', 'out'] as const) {
        const world = createWorld()
        const plan = makePlan([makeJob(KEYS)])
        const controller = new AbortController()
        // A killed process answers nothing any more: the call never settles, and no other is made.
        let dead = false
        world.hook.at = (_call, when, number) => {
          if (dead || (number === at && when === phase)) {
            dead = true
            controller.abort()
            throw new Killed()
          }
        }
        await remediateBucket(plan, makeOptions({ signal: controller.signal }), world.deps)
        world.hook.at = () => undefined
        const run = await remediateBucket(plan, makeOptions(), world.deps)
        expect({ at, phase, jobs: world.jobs.length, errors: run.errors }).toEqual({ at, phase, jobs: 1, errors: [] })
        expect([...world.objects.values()].map(({ copies }) => copies)).toEqual(KEYS.map(() => 1))
        expect(remediationStatusOf(run.outcomes, plan, 8)).toEqual({
          status: 'COMPLETE',
          covered: true,
          coveredObjects: 8,
        })
      }
    }
  })

  it('tells of every job that exists as pending at once when aborted, even while S3 hangs', async () => {
    const world = createWorld()
    const controller = new AbortController()
    const deps = {
      ...world.deps,
      describeJob: () => {
        queueMicrotask(() => controller.abort())
        return new Promise<never>(() => undefined)
      },
    }
    const plan = makePlan([makeJob(KEYS.slice(0, 5)), makeJob(KEYS.slice(5), {}, 'STANDARD_IA')])
    const run = await remediateBucket(plan, makeOptions({ signal: controller.signal }), deps)
    expect(statesOf(run)).toEqual(['job-1 created pending', 'job-2 created pending'])
    expect(run.errors).toEqual([])
  })

  it('starts nothing when aborted before', async () => {
    const world = createWorld()
    const run = await remediateBucket(
      makePlan([makeJob(KEYS)]),
      makeOptions({ signal: AbortSignal.abort() }),
      world.deps,
    )
    expect(run).toEqual({ outcomes: [], errors: [] })
    expect(world.calls).toEqual([])
  })

  it('ends pending at the deadline, and the next run joins', async () => {
    const world = createWorld({ script: ['Preparing', ...Array(5).fill('Active'), 'Complete'] })
    const plan = makePlan([makeJob(KEYS)])
    const run = await remediateBucket(plan, makeOptions({ deadline: NOW.getTime() + 70_000 }), world.deps)
    expect(statesOf(run)).toEqual(['job-1 created pending'])
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(statesOf(again)).toEqual(['job-1 attached complete'])
  })
})
