import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { Bucket, World } from '../../emulator/world.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  copiesByKey,
  jobsOf,
  lockBucket,
  oldKeys,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  setLock,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOperations, OLD, openScenario, takePermission } from '../support/scenario.ts'
import { HOLDS, HUGE, heldBack, lockOf, lockRequests, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

describe('a lock that was set after the report', () => {
  it.each(HOLDS)('holds its object back from jobs, as %s', async (_, lock) => {
    const scenario = await openLocked(3)
    setLock(scenario.world, 'old/2', lock)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
    expect(run.report).toMatchObject({
      buckets: [{ ...heldBack('object-lock', 1), lockCheck: { checked: 2, lost: 0 } }],
    })
    expect(orderedKeys(scenario.world)).toEqual(['old/1', 'old/3'])
    expect(lockOf(scenario, 'old/2')).toEqual(lock)
  })

  it('is in no plan either, and a plan writes nothing', async () => {
    const scenario = await openLocked(3)
    setLock(scenario.world, 'old/2')

    const run = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

    expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
    expect(run.report).toMatchObject({
      buckets: [
        { ...heldBack('object-lock', 1), plan: { jobs: [{ objects: 2 }], lockLooks: { objects: 2, requests: 12 } } },
      ],
    })
    expect(run.summary).toContain('with 12 requests of max-evidence-requests')
    // HeadObject shows the one lock; of the others both kinds are asked for.
    expect(lockRequests(run)).toBe(3 + 2 * 2)
  })

  it.each(HOLDS)('holds its object back from a change of the key, as %s', async (_, lock) => {
    const keyId = '2d0d4d80-7bd7-4b5c-9a10-d6f1f8f6c8ce'
    const scenario = await openScenario({
      seed: (world) => {
        seedKmsKey(world, { id: keyId })
        for (const key of oldKeys(2)) seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
      },
    })
    lockBucket(scenario)
    const [kmsKeyArn = ''] = scenario.world.kmsKeys.keys()
    allowTargetKey(scenario, kmsKeyArn)
    allowOtherOperations(scenario, { kmsKeyArn })
    setLock(scenario.world, 'old/2', lock)

    const run = await scenario.run({
      ...scenario.remediation,
      'accepted-encryption': 'SSE-KMS',
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': kmsKeyArn,
    })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 1, succeeded: '1', failed: '0' })
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(orderedKeys(scenario.world)).toEqual(['old/1'])
  })

  it.each<[string, object]>([
    ['in one piece', { size: 100 }],
    ['in parts', HUGE],
  ])('keeps the action’s own copies away, %s', async (_, size) => {
    const scenario = await openLocked(0, {
      seed: (world) => seedFindings(world, oldKeys(2), size),
      copiesDirectly: true,
    })
    setLock(scenario.world, 'old/2')

    const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 0 })
    const outcomes = [
      { outcome: 'encrypted', objects: 1 },
      { outcome: 'locked', objects: 1 },
    ]
    expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes } }] })
    expect(lockOf(scenario, 'old/2')).toEqual({ legalHold: true })
  })
})

describe('a lock that is over', () => {
  it.each<[string, object]>([
    ['a job', {}],
    ['the action itself', { 'copy-engine': 'direct' }],
  ])('is none for %s', async (_, inputs) => {
    const lock = { mode: 'GOVERNANCE', retainUntil: Date.UTC(2026, 10, 1), legalHold: false, eventHold: false }
    const scenario = await openLocked(0, {
      seed: (world) => seedFindings(world, oldKeys(2), { lock }),
      copiesDirectly: true,
    })
    const run = await scenario.run({ ...scenario.remediation, ...inputs })
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  })
})

describe('a lock that was set between the look and the copy', () => {
  it.each(HOLDS)('is told as left behind by a job, as %s', async (_, lock) => {
    const scenario = await openLocked(3)
    scriptJob(scenario.world, {
      onTask: (task, phase) => {
        if (task.key === 'old/2' && phase === 'before') setLock(scenario.world, 'old/2', lock)
      },
    })

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1, succeeded: '3' })
    const [source] = getBucket(scenario.world, BUCKET).objects.get('old/2') ?? []
    const samples = [{ key: 'old/2', versionId: source?.versionId }]
    expect(run.report).toMatchObject({ buckets: [{ lockCheck: { checked: 3, lost: 1, samples } }] })
    expect(run.annotated).toContain('1 object was locked after the check before the job')
    expect(run.summary).toContain('Locks left behind')
    expect(run.summary).toContain('put-object-legal-hold')

    // A run that finds the finished job says so again; once somebody has locked the copy, too, all is well.
    const again = await scenario.run(scenario.remediation)
    expect(remediationOutputs(again)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(again.report).toMatchObject({ buckets: [{ lockCheck: { lost: 1 } }] })
    setLock(scenario.world, 'old/2', lock)
    const mended = await scenario.run(scenario.remediation)
    expect(mended.report).toMatchObject({ buckets: [{ lockCheck: { lost: 0 } }] })
    expect(copiesByKey(scenario.world).get('old/2')).toBe(1)
  })

  it('is found under keys of every kind, beside keys that begin alike and versions by the hundred', async () => {
    const hostile = ['a b+c', 'a b+c/more', 'ü%20&<\u0001>']
    const scenario = await openLocked(0, { seed: (world) => seedFindings(world, [...hostile, 'plain']) })
    const { world } = scenario
    scriptJob(world, {
      onTask: ({ key = '' }, phase) => {
        if (!hostile.includes(key)) return
        if (phase === 'before') setLock(world, key)
        else
          for (let times = 0; times < 120; times++) seedObject(world, BUCKET, { key, body: 'newer', status: 'SSE-S3' })
      },
    })
    const run = await scenario.run(scenario.remediation)
    expect(run.report).toMatchObject({ buckets: [{ lockCheck: { checked: 4, lost: 3 } }] })
  })

  it('is told by the run that waits, where the one that started the job did not', async () => {
    const scenario = await openLocked(2)
    scriptJob(scenario.world, {
      onTask: (task, phase) => {
        if (task.key === 'old/2' && phase === 'before') setLock(scenario.world, 'old/2')
      },
    })
    const left = await scenario.run({ ...scenario.remediation, wait: 'false' })
    expect(remediationOutputs(left)).toMatchObject({ exitCode: 1, status: 'PENDING' })
    const waited = await scenario.run(scenario.remediation)
    expect(remediationOutputs(waited)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(waited.report).toMatchObject({ buckets: [{ lockCheck: { checked: 2, lost: 1 } }] })
  })

  it('is told also where the object was written again after the copy', async () => {
    const scenario = await openLocked(2)
    const { world } = scenario
    scriptJob(world, {
      onTask: (task, phase) => {
        if (task.key !== 'old/2') return
        if (phase === 'before') setLock(world, 'old/2')
        else seedObject(world, BUCKET, { key: 'old/2', body: 'newer', status: 'SSE-S3' })
      },
    })
    const run = await scenario.run(scenario.remediation)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(run.report).toMatchObject({ buckets: [{ lockCheck: { lost: 1 } }] })
  })

  it.each<[string, string, object]>([
    ['in one piece', 'CopyObject', { size: 100 }],
    ['in parts', 'CompleteMultipartUpload', HUGE],
  ])('is told by a direct copy %s', async (_, operation, size) => {
    const scenario = await openLocked(0, {
      seed: (world) => seedFindings(world, oldKeys(1), size),
      copiesDirectly: true,
    })
    const { world } = scenario
    world.faults.push({
      match: { operation },
      phase: 'before',
      effect: { kind: 'call', run: () => setLock(world, 'old/1') },
      times: 1,
    })

    const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
    const outcomes = [{ outcome: 'mismatch', objects: 1 }]
    expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes } }] })
    expect(run.summary).toContain('it was locked (legal hold) during the copy')
  })

  it('stops a copy in parts before it is completed, where it is seen', async () => {
    const scenario = await openLocked(0, {
      seed: (world) => seedFindings(world, oldKeys(1), HUGE),
      copiesDirectly: true,
    })
    const { world } = scenario
    world.faults.push({
      match: { operation: 'UploadPartCopy' },
      phase: 'before',
      effect: { kind: 'call', run: () => setLock(world, 'old/1') },
      times: 1,
    })

    const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

    expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes: [{ outcome: 'locked', objects: 1 }] } }] })
    expect(statuses(world)).toEqual({ 'old/1': 'NOT-SSE' })
    expect([...getBucket(world, BUCKET).uploads.keys()]).toEqual([])
  })

  it('refuses a change of the key by itself, and is lost by nothing', async () => {
    const scenario = await openScenario({
      seed: (world) => {
        seedKmsKey(world)
        for (const key of oldKeys(2)) seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
      },
    })
    lockBucket(scenario)
    const { world } = scenario
    const [kmsKeyArn = ''] = world.kmsKeys.keys()
    allowTargetKey(scenario, kmsKeyArn)
    allowOtherOperations(scenario, { kmsKeyArn })
    scriptJob(world, {
      onTask: (task, phase) => {
        if (task.key === 'old/2' && phase === 'before') setLock(world, 'old/2')
      },
    })
    const run = await scenario.run({
      ...scenario.remediation,
      'accepted-encryption': 'SSE-KMS',
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': kmsKeyArn,
    })
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1', failed: '1' })
    expect(run.summary).toContain('Object Lock protects them')
    expect(lockOf(scenario, 'old/2')).toEqual({ legalHold: true })
  })
})

describe('a role that may not see locks', () => {
  it.each(['s3:GetObjectRetention', 's3:GetObjectLegalHold'])(
    'without %s nothing is taken for not locked',
    async (action) => {
      const scenario = await openLocked(2)
      takePermission(scenario, scenario.roles.remediation.arn, 'SeeLocks', action)

      const run = await scenario.run(scenario.remediation)

      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 0 })
      expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-unknown', 2)] })
      expect(run.summary).toContain('object-lock-policy.json')
      expect(jobsOf(scenario.world)).toEqual([])
    },
  )

  it('of some objects copies the others', async () => {
    const scenario = await openLocked(2)
    const { remediation } = scenario.roles
    const deny = {
      Effect: 'Deny' as const,
      Action: ['s3:GetObjectLegalHold'],
      Resource: `arn:aws:s3:::${BUCKET}/old/1`,
    }
    remediation.policies = [...remediation.policies, { Statement: [deny] }]
    const run = await scenario.run(scenario.remediation)
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-unknown', 1)] })
    expect(orderedKeys(scenario.world)).toEqual(['old/2'])
  })

  it('copies nothing itself, and names the permission', async () => {
    const scenario = await openLocked(1, { copiesDirectly: true })
    const { arn } = scenario.roles.remediation
    for (const sid of ['SeeLocks', 'LookAtObjectsToCopy']) takePermission(scenario, arn, sid, 's3:GetObjectLegalHold')
    const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })
    expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes: [{ outcome: 'denied', objects: 1 }] } }] })
    expect(run.summary).toContain('s3:GetObjectLegalHold')
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE' })
  })

  it('or find the versions that were copied is no success', async () => {
    const scenario = await openLocked(1)
    takePermission(scenario, scenario.roles.remediation.arn, 'FindTheVersionsThatWereCopied', 's3:ListBucketVersions')
    const run = await scenario.run(scenario.remediation)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1 })
    expect(run.annotated).toContain('s3:ListBucketVersions')
    expect(run.annotated).toContain('docs/iam/object-lock-policy.json')
  })
})

it('refuses with the number needed where the budget is too small, before anything is looked at', async () => {
  const scenario = await openLocked(3)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '17' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('3 objects would have to be checked, by 18 requests')
  expect(run.summary).toContain('by at least 1')
  expect(lockRequests(run)).toBe(0)
})

it('asks no more than it said', async () => {
  const scenario = await openLocked(3)
  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '18' })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
  // Beside them one HeadObject each, as after every job.
  expect(lockRequests(run)).toBe(18 + 3)
})

it.each<[string, (bucket: Bucket) => void, object]>([
  ['without Object Lock', () => {}, {}],
  [
    'without versions, which has no Object Lock',
    (bucket) => {
      bucket.versioning = 'Unversioned'
    },
    {},
  ],
])('asks nothing about locks in a bucket %s', async (_, prepare, inputs) => {
  const scenario = await openScenario({
    seed: (world) => {
      prepare(getBucket(world, BUCKET))
      seedFindings(world, oldKeys(2))
    },
    copiesDirectly: true,
  })
  const run = await scenario.run({ ...scenario.remediation, ...inputs })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  const { GetObjectRetention, GetObjectLegalHold, ListObjectVersions } = countOperations(scenario.world)
  expect([GetObjectRetention, GetObjectLegalHold, ListObjectVersions]).toEqual([undefined, undefined, undefined])
})

describe('a bucket with defaults of Object Lock', () => {
  it.each(['run', 'plan'])('is held back whole where new versions get an event hold (%s)', async (remediation) => {
    const scenario = await openLocked(2, { copiesDirectly: true })
    getBucket(scenario.world, BUCKET).defaultLock = { eventHold: { days: 30 } }

    for (const engine of ['auto', 'direct']) {
      const run = await scenario.run({ ...scenario.remediation, remediation, 'copy-engine': engine })
      expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-default-hold', 2)] })
      expect(run.summary).toContain('event hold')
      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    }
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })
  })

  it('is warned of where copies are retained for a while', async () => {
    const scenario = await openLocked(2)
    getBucket(scenario.world, BUCKET).defaultLock = { retention: { mode: 'GOVERNANCE', period: { days: 1 } } }
    const run = await scenario.run(scenario.remediation)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
    expect(run.stdout).toContain('default retention')
    const again = await scenario.run(scenario.remediation)
    expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  })
})

describe('an event hold that the report tells', () => {
  const lock = { eventHold: true, eventHoldDuration: { days: 1 } }
  const seed = (world: World) => {
    seedFindings(world, oldKeys(1))
    seedFindings(world, ['held'], { lock })
  }

  it.each(['CSV', 'ORC', 'Parquet'] as const)(
    'holds the object back without a look, whatever its date (%s)',
    async (format) => {
      const scenario = await openLocked(0, { seed, format })
      scenario.world.clock.advance(3 * 86_400_000)
      const run = await scenario.run({ ...scenario.remediation, 'max-inventory-age': '7d' })
      expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
      expect(orderedKeys(scenario.world)).toEqual(['old/1'])
      expect(run.requests.filter(({ url }) => url.includes('/held'))).toEqual([])
    },
  )

  it.each(['ObjectLockEventHold', 'object_lock_event_hold_status'])('in a column of the name %s, too', async (name) => {
    const scenario = await openLocked(0, { seed, deliver: false })
    await scenario.deliver({
      mutateManifest: (manifest) => ({
        ...manifest,
        fileSchema: manifest.fileSchema.replace('ObjectLockEventHoldStatus', name),
      }),
    })
    const run = await scenario.run(scenario.remediation)
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(run.requests.filter(({ url }) => url.includes('/held'))).toEqual([])
  })

  it('is looked for where the report has no such column', async () => {
    const scenario = await openLocked(0, {
      seed: (world) => {
        seed(world)
        const bucket = getBucket(world, BUCKET)
        for (const [id, configuration] of bucket.inventory) {
          const optionalFields = configuration.optionalFields.filter((field) => !field.startsWith('ObjectLock'))
          bucket.inventory.set(id, { ...configuration, optionalFields })
        }
      },
    })
    const run = await scenario.run(scenario.remediation)
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(orderedKeys(scenario.world)).toEqual(['old/1'])
  })
})
