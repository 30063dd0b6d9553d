import { describe, expect, it } from '@jest/globals'
import { parseCanaryRecord, renderCanaryRecord } from '../../../src/batch/canary-record.ts'
import type { JobOutcome } from '../../../src/batch/job-outcome.ts'
import { remediateBucket } from '../../../src/batch/remediate.ts'
import { countCanaryObjects } from '../../../src/operations/canary-rule.ts'
import { createBatchDouble, type DoubleObject, type DoubleOptions } from '../../support/batch-double.ts'
import { makeJob, makeOptions, makePlan, NOW } from '../../support/batch-plan.ts'
import { remediationStatusOf } from '../../support/remediation-status.ts'

const KEYS = Array.from({ length: 12 }, (_, index) => `data/${index}`)
const DENIED = { httpStatus: '403', errorCode: 'AccessDenied', message: 'Access Denied' }

function createWorld(change: Partial<DoubleOptions> = {}) {
  const world = createBatchDouble({ bucket: 'src', keys: KEYS, startAt: NOW, ...change })
  for (const key of ['data/7', 'data/9']) {
    Object.assign(world.objects.get(key) ?? {}, {
      metadata: new Map([['owner', key]]),
      tags: new Map([['team', 'blue']]),
      annotations: [{ name: 'label', etag: '"l"', size: 5, lastModified: 1 }],
    })
  }
  return world
}

const makeTriedPlan = (keys = KEYS, storageClass = 'STANDARD') =>
  makePlan([makeJob(keys, { canaryObjects: Math.min(5, keys.length) }, storageClass)])

const tell = ({ jobId, isCanary, origin, state, objects }: JobOutcome) =>
  `${jobId} ${isCanary ? 'canary' : 'job'} ${origin} ${state} ${objects}`

const copiesOf = (objects: ReadonlyMap<string, DoubleObject>) => [...objects.values()].map(({ copies }) => copies)

const loseMetadata = (object: DoubleObject) => {
  object.metadata = new Map()
}

describe('which plans are tried', () => {
  it.each([
    ['bucket-default', 1000, 900, 0],
    ['bucket-default', 1001, 900, 5],
    ['kms-key-id', 1001, 3, 3],
    ['new-object-metadata', 1, 1, 1],
    ['new-object-metadata', 5000, 5000, 5],
  ] as const)('%s, %i objects in the plan, %i in the group: %i', (naming, inPlan, inGroup, expected) => {
    expect(countCanaryObjects(naming, inPlan, inGroup)).toBe(expected)
  })
})

describe('a canary that keeps everything', () => {
  it('is copied first, and not again by the job over the others', async () => {
    const world = createWorld()
    const plan = makeTriedPlan()

    const run = await remediateBucket(plan, makeOptions(), world.deps)

    expect(run.errors).toEqual([])
    expect(run.outcomes.map(tell)).toEqual(['job-1 canary created complete 5', 'job-2 job created complete 7'])
    expect(run.outcomes[0]?.canary).toEqual({
      objects: 5,
      withMetadata: 2,
      withTags: 2,
      kept: 5,
      metadataKept: 2,
      losses: [],
    })
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
    expect(world.jobs[0]?.request.Description).toContain(' CANARY_STANDARD ')
    expect(remediationStatusOf(run.outcomes, plan, 12)).toEqual({
      status: 'COMPLETE',
      covered: true,
      coveredObjects: 12,
    })
    expect(world.calls.indexOf('writeRecordOnce')).toBeLessThan(world.calls.indexOf('createJob'))
  })

  it('is chosen among objects that have something to lose', async () => {
    const world = createWorld()
    await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    const record = [...world.store].find(([key]) => key.startsWith('enc/canaries/src/'))
    const { objects } = JSON.parse(record?.[1].toString() ?? '') as { objects: { key: string; tags: unknown }[] }
    expect(objects.slice(0, 2)).toMatchObject([
      { key: 'data/7', tags: [['team', 'blue']], look: { metadata: [['owner', 'data/7']] } },
      { key: 'data/9' },
    ])
  })

  it('may be the whole group: then no job follows, and a rerun starts none', async () => {
    const world = createWorld({ keys: KEYS.slice(0, 3) })
    const plan = makeTriedPlan(KEYS.slice(0, 3))
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.outcomes.map(tell)).toEqual(['job-1 canary created complete 3'])
    expect(remediationStatusOf(run.outcomes, plan, 3).status).toBe('COMPLETE')
    const again = await remediateBucket(plan, makeOptions(), world.deps)
    expect(again.outcomes.map(tell)).toEqual(['job-1 canary covered complete 3'])
    expect(world.jobs).toHaveLength(1)
  })

  it('lets jobs of all classes start only when each has passed', async () => {
    const world = createWorld()
    for (const key of KEYS.slice(6)) Object.assign(world.objects.get(key) ?? {}, { storageClass: 'GLACIER_IR' })
    const jobs = [...makeTriedPlan(KEYS.slice(0, 6)).jobs, ...makeTriedPlan(KEYS.slice(6), 'GLACIER_IR').jobs]
    const plan = makePlan(jobs)

    const run = await remediateBucket(plan, makeOptions(), world.deps)

    expect(run.outcomes.map(tell)).toEqual([
      'job-1 canary created complete 5',
      'job-2 canary created complete 5',
      'job-3 job created complete 1',
      'job-4 job created complete 1',
    ])
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
    expect(remediationStatusOf(run.outcomes, plan, 12).status).toBe('COMPLETE')
  })
})

describe('a canary that lost something', () => {
  it.each<[string, Partial<DoubleOptions>, string[]]>([
    ['user metadata', { onCopy: loseMetadata }, ['x-amz-meta-owner']],
    [
      'a tag',
      {
        onCopy: (object) => {
          object.tags = new Map()
        },
      },
      ['number of tags', 'tags'],
    ],
    [
      'the value of a tag',
      {
        onCopy: (object) => {
          if (object.tags.size > 0) object.tags = new Map([['team', 'red']])
        },
      },
      ['tags'],
    ],
    [
      'an annotation',
      {
        onCopy: (object) => {
          object.annotations = []
        },
      },
      ['annotations'],
    ],
    [
      'the size of an annotation',
      {
        onCopy: (object) => {
          object.annotations = object.annotations.map((one) => ({ ...one, size: 4 }))
        },
      },
      ['annotations'],
    ],
    [
      'its storage class, header and encryption',
      {
        onCopy: (object) =>
          void Object.assign(object, { storageClass: 'STANDARD_IA', headers: new Map(), encryption: 'NOT-SSE' }),
      },
      ['content-type', 'encryption (NOT-SSE)', 'storage class'],
    ],
  ])('%s: no other object is copied, by this run or the next', async (_name, change, properties) => {
    const world = createWorld(change)
    const plan = makeTriedPlan()
    for (const canaryOrigin of ['created', 'covered']) {
      const run = await remediateBucket(plan, makeOptions(), world.deps)
      expect(run.errors).toHaveLength(1)
      expect(run.errors[0]?.message).toContain(`lost or changed: ${properties.join(', ')}. The job over 7 more objects`)
      expect(run.errors[0]?.hint).toMatch(/s3:\/\/work\/enc\/canaries\/src\/[0-9a-f]{16}\.json/)
      expect(run.outcomes.map(tell)).toEqual([`job-1 canary ${canaryOrigin} complete 5`])
      expect(run.outcomes[0]?.canary?.losses.map(({ key }) => key)).toContain('data/7')
    }
    expect(world.jobs).toHaveLength(1)
    expect(copiesOf(world.objects).filter((copies) => copies > 0)).toHaveLength(5)
  })

  it('stops the jobs of the other classes, too', async () => {
    const world = createWorld({ onCopy: loseMetadata })
    for (const key of KEYS.slice(0, 6)) Object.assign(world.objects.get(key) ?? {}, { storageClass: 'GLACIER_IR' })
    const jobs = [...makeTriedPlan(KEYS.slice(0, 6), 'GLACIER_IR').jobs, ...makeTriedPlan(KEYS.slice(6)).jobs]
    const run = await remediateBucket(makePlan(jobs), makeOptions(), world.deps)
    expect(run.outcomes.map(tell)).toEqual(['job-1 canary created complete 5', 'job-2 canary created complete 5'])
    expect(run.errors).toHaveLength(1)
    expect(world.jobs).toHaveLength(2)
  })
})

describe('somebody else', () => {
  it('who writes a canary object after its copy takes nothing from the proof', async () => {
    const world = createWorld()
    world.hook.at = (call, phase) => {
      if (call !== 'readCompletionReportObject' || phase !== 'in') return
      const object = world.objects.get('data/7')
      if (object?.copies === 1) Object.assign(object, { metadata: new Map(), modifiedAt: world.time.now + 5000 })
    }
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    expect(run.errors).toEqual([])
    expect(run.outcomes[0]?.canary).toMatchObject({ kept: 4, losses: [] })
    expect(world.jobs).toHaveLength(2)
  })

  it('who writes or deletes canary objects before their copy takes nothing from it either', async () => {
    const world = createWorld()
    world.hook.at = (call, phase) => {
      if (call !== 'createJob' || phase !== 'in') return
      Object.assign(world.objects.get('data/7') ?? {}, { metadata: new Map(), modifiedAt: NOW.getTime() })
      world.objects.delete('data/9')
    }
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    expect(run.errors).toEqual([])
    expect(run.outcomes[0]).toMatchObject({
      canary: { kept: 3, losses: [] },
      reconciliation: { succeeded: 3, failed: 2 },
    })
    expect(world.objects.get('data/7')?.copies).toBe(0)
  })

  it('who changes all of them leaves nothing proven, and nothing else is copied', async () => {
    const world = createWorld()
    world.hook.at = (call, phase) => {
      if (call !== 'createJob' || phase !== 'in') return
      for (const object of world.objects.values()) object.modifiedAt = NOW.getTime()
    }
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('The canary proves nothing: of its 5 objects, 0 were copied')
    expect(world.jobs).toHaveLength(1)
  })
})

describe('a canary that does not come through', () => {
  it('stops when its tasks fail, says why, and is tried again by the next run', async () => {
    const failures = new Map(KEYS.map((key) => [key, DENIED]))
    const world = createWorld({ failures })
    const plan = makeTriedPlan()
    const first = await remediateBucket(plan, makeOptions(), world.deps)
    expect(first.errors[0]).toMatchObject({
      message: expect.stringContaining('5 of its tasks failed. The job over all 12 objects'),
      hint: expect.stringContaining('batch role'),
    })
    expect(first.outcomes).toMatchObject([
      { isCanary: true, reconciliation: { failed: 5, failures: [{ cause: 'access-denied', tasks: 5 }] } },
    ])
    failures.clear()
    const second = await remediateBucket(plan, makeOptions(), world.deps)
    expect(second.errors).toEqual([])
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
    expect(remediationStatusOf(second.outcomes, plan, 12).status).toBe('COMPLETE')
  })

  it('stops when no object is as the report says', async () => {
    const world = createWorld()
    for (const object of world.objects.values()) object.encryption = 'SSE-S3'
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('none of 12 objects checked matches the inventory report')
    expect(world.jobs).toEqual([])
  })

  it('is never started where a copy is known to lose something', async () => {
    const world = createWorld()
    Object.assign(world.objects.get('data/3') ?? {}, { websiteRedirect: '/elsewhere' })
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('1 of 12 objects checked have a website redirect')
    expect(world.jobs).toEqual([])
  })
})

describe('where only NewObjectMetadata names the encryption', () => {
  const makePlanOf = (keys: readonly string[]) =>
    makePlan([makeJob(keys, { canaryObjects: Math.min(5, keys.length), naming: 'new-object-metadata' })])

  it('copies the others once user metadata is seen to survive', async () => {
    const world = createWorld()
    const run = await remediateBucket(makePlanOf(KEYS), makeOptions(), world.deps)
    expect(run.errors).toEqual([])
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
  })

  it('refuses when none of many objects has user metadata to try', async () => {
    const keys = Array.from({ length: 150 }, (_, index) => `plain/${index}`)
    const world = createBatchDouble({ bucket: 'src', keys, startAt: NOW })
    const run = await remediateBucket(makePlanOf(keys), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toMatch(/None of \d\d objects checked has any to test with/)
    expect(world.jobs).toEqual([])
  })

  it('goes on when every object was seen to have none', async () => {
    const world = createBatchDouble({ bucket: 'src', keys: KEYS, startAt: NOW })
    const run = await remediateBucket(makePlanOf(KEYS), makeOptions(), world.deps)
    expect(run.errors).toEqual([])
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
  })

  it('proves nothing by an object without metadata where others had some', async () => {
    const world = createWorld()
    world.hook.at = (call, phase) => {
      if (call !== 'createJob' || phase !== 'in') return
      for (const key of ['data/7', 'data/9']) Object.assign(world.objects.get(key) ?? {}, { modifiedAt: NOW.getTime() })
    }
    const run = await remediateBucket(makePlanOf(KEYS), makeOptions(), world.deps)
    expect(run.errors[0]?.message).toContain('of its 5 objects, 3 were copied')
    expect(world.jobs).toHaveLength(1)
  })
})

describe('modes and interruptions', () => {
  it('confirm: the canary waits suspended, then the job over the others does, then run confirms that', async () => {
    const world = createWorld()
    const plan = makeTriedPlan()
    const confirm = makeOptions({ mode: 'confirm' })
    const first = await remediateBucket(plan, confirm, world.deps)
    expect(first.outcomes.map(tell)).toEqual(['job-1 canary created awaiting-confirmation 5'])
    const job = world.jobs[0]?.job
    if (job) job.Status = 'Ready'
    const second = await remediateBucket(plan, confirm, world.deps)
    expect(second.outcomes.map(tell)).toEqual([
      'job-1 canary covered complete 5',
      'job-2 job created awaiting-confirmation 7',
    ])
    const third = await remediateBucket(plan, makeOptions(), world.deps)
    expect(third.outcomes.map(tell)).toEqual(['job-1 canary covered complete 5', 'job-2 job attached complete 7'])
    expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
  })

  it('run confirms a canary that an earlier run left suspended', async () => {
    const world = createWorld()
    const plan = makeTriedPlan()
    await remediateBucket(plan, makeOptions({ mode: 'confirm' }), world.deps)
    const run = await remediateBucket(plan, makeOptions(), world.deps)
    expect(run.outcomes.map(tell)).toEqual(['job-1 canary attached complete 5', 'job-2 job created complete 7'])
    expect(world.calls.filter((name) => name === 'confirmJob')).toHaveLength(1)
  })

  it('does not wait: the canary, then the job over the others, one run later each', async () => {
    const world = createWorld()
    const plan = makeTriedPlan()
    const first = await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    expect(first.outcomes.map(tell)).toEqual(['job-1 canary created pending 5'])
    expect(remediationStatusOf(first.outcomes, plan, 12).status).toBe('PENDING')
    for (let look = 0; look < 4; look++) await world.deps.describeJob('job-1')
    const second = await remediateBucket(plan, makeOptions({ wait: false }), world.deps)
    expect(second.outcomes.map(tell)).toEqual(['job-1 canary covered complete 5', 'job-2 job created pending 7'])
  })

  it('copies each object once wherever a run dies', async () => {
    const whole = createWorld()
    await remediateBucket(makeTriedPlan(), makeOptions(), whole.deps)
    for (let at = 1; at <= whole.calls.length; at++) {
      for (const phase of ['in', 'out'] as const) {
        const world = createWorld()
        const controller = new AbortController()
        world.hook.at = (_call, now, number) => {
          if (number === at && now === phase) controller.abort()
        }
        await remediateBucket(makeTriedPlan(), makeOptions({ signal: controller.signal }), world.deps)
        world.hook.at = () => undefined
        const plan = makeTriedPlan()
        const run = await remediateBucket(plan, makeOptions(), world.deps)
        expect(run.errors).toEqual([])
        expect(copiesOf(world.objects)).toEqual(KEYS.map(() => 1))
        expect(world.jobs).toHaveLength(2)
        expect(remediationStatusOf(run.outcomes, plan, 12).status).toBe('COMPLETE')
      }
    }
  })
})

describe('the record of a canary', () => {
  const of = { bucket: 'src', fingerprint: '0123456789abcdef' }
  const look = {
    etag: '"e"',
    versionId: undefined,
    lastModified: 1000,
    size: 3,
    storageClass: 'STANDARD',
    headers: new Map([['content-type', 'a/b']]),
    metadata: new Map([['owner', 'ü']]),
    hiddenMetadata: 0,
    websiteRedirect: undefined,
    tagCount: 1,
    checksum: { algorithm: 'CRC32', value: 'AAAA', type: 'FULL_OBJECT' },
    archived: false,
    restoring: false,
    lock: 'unknown',
    encryption: 'NOT-SSE',
    kmsKeyArn: undefined,
    bucketKey: false,
  } as const
  const annotations = [{ name: 'ä.b', etag: '"x"', size: 3, lastModified: 7 }]
  const record = {
    ...of,
    lookedAt: 5,
    objects: [{ key: 'a%20b' as never, look, tags: new Map([['k', 'v']]), annotations }],
  }
  const text = renderCanaryRecord(record)

  it('reads what was written', () => {
    expect(parseCanaryRecord(text, of, 's3://work/x')).toEqual(record)
  })

  it.each([
    ['no JSON', '{'],
    ['another plan', text.replace(of.fingerprint, 'f'.repeat(16))],
    ['another bucket', text.replace('"src"', '"other"')],
    ['a later version', text.replace('"version": 1', '"version": 2')],
    ['no object', renderCanaryRecord({ ...record, objects: [] })],
    ['a key with a row in it', text.replace('a%20b', 'a,b\\nsrc,c')],
    ['an unknown encryption', text.replace('NOT-SSE', 'ROT13')],
    ['a size that is no number', text.replace('"size": 3', '"size": "3"')],
    ['no annotations', text.replace('"annotations"', '"notes"')],
  ])('refuses one of %s', (_name, broken) => {
    expect(() => parseCanaryRecord(broken, of, 's3://work/x')).toThrow('s3://work/x is not the record of a canary')
  })

  it('may not name objects of another plan', async () => {
    const world = createWorld()
    const deps = {
      ...world.deps,
      readRecord: async (key: string) => {
        const fingerprint = /([0-9a-f]{16})\.json$/.exec(key)?.[1] ?? ''
        return renderCanaryRecord({ ...record, fingerprint })
      },
    }
    const run = await remediateBucket(makeTriedPlan(), makeOptions(), deps)
    expect(run.errors[0]?.message).toContain('names objects that are not in the plan')
    expect(world.jobs).toEqual([])
  })
})
