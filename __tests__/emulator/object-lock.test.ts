// Object Lock in the emulated S3, event holds and defaults included, as AWS's own client sees it.

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  type ObjectLockRule,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { columnsOf, renderFileSchema } from '../../emulator/inventory/columns.ts'
import { listInventoryRows } from '../../emulator/inventory/rows.ts'
import { currentVersion } from '../../emulator/s3/state.ts'
import { seedCredential, seedObject } from '../../emulator/seed.ts'
import { BUCKET, refusalOf, type Stage, setStage } from './s3-support.ts'

const DAY_MS = 86_400_000
const KEY = { Bucket: BUCKET, Key: 'k' }
let stage: Stage

beforeEach(async () => {
  stage = await setStage()
  stage.bucket.versioning = 'Enabled'
  stage.bucket.objectLockEnabled = true
})
afterEach(() => stage.close())

const lockBy = (Rule?: ObjectLockRule) =>
  stage.s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: BUCKET,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(Rule && { Rule }) },
    }),
  )
const put = () => stage.s3.send(new PutObjectCommand({ ...KEY, Body: 'x' }))
const head = () => stage.s3.send(new HeadObjectCommand(KEY))
const lockOf = (key = 'k') => currentVersion(stage.bucket, key)?.lock

it('gives what a configuration was put, and new versions what it says', async () => {
  const rule: ObjectLockRule = {
    DefaultRetention: { Mode: 'GOVERNANCE', Days: 2, DefaultEventHold: { Years: 1 } },
  }
  await lockBy(rule)
  const got = await stage.s3.send(new GetObjectLockConfigurationCommand({ Bucket: BUCKET }))
  expect(got.ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled', Rule: rule })

  await put()

  expect(lockOf()).toEqual({
    mode: 'GOVERNANCE',
    retainUntil: stage.world.clock.now() + 2 * DAY_MS,
    eventHold: true,
    eventHoldDuration: { years: 1 },
  })
  expect(await head()).toMatchObject({
    ObjectLockMode: 'GOVERNANCE',
    ObjectLockEventHold: 'ON',
    ObjectLockEventHoldDurationYears: 1,
  })
})

it('holds a copy under a default event hold, so that it cannot be deleted until the release', async () => {
  seedObject(stage.world, BUCKET, { key: 'k', size: 1 })
  await lockBy({ DefaultRetention: { DefaultEventHold: { Days: 1 } } })
  const copy = await stage.s3.send(
    new CopyObjectCommand({ ...KEY, CopySource: `${BUCKET}/k`, ServerSideEncryption: 'AES256' }),
  )
  expect(lockOf()).toEqual({ eventHold: true, eventHoldDuration: { days: 1 } })
  const remove = () => stage.s3.send(new DeleteObjectCommand({ ...KEY, VersionId: copy.VersionId }))
  expect(await refusalOf(remove())).toContain('AccessDenied')
  await stage.s3.send(new PutObjectRetentionCommand({ ...KEY, Retention: { EventHold: 'OFF' } }))
  expect((await head()).ObjectLockEventHold).toBe('OFF')
  await remove()
})

it('clears the defaults with a configuration that has none', async () => {
  await lockBy({ DefaultRetention: { DefaultEventHold: { Days: 1 } } })
  await lockBy()
  await put()
  expect(lockOf()).toBeUndefined()
})

it.each<[string, ObjectLockRule]>([
  ['a mode without a period', { DefaultRetention: { Mode: 'GOVERNANCE' } }],
  ['days and years', { DefaultRetention: { DefaultEventHold: { Days: 1, Years: 1 } } }],
  ['a duration beyond 100 years', { DefaultRetention: { DefaultEventHold: { Years: 101 } } }],
  ['nothing', { DefaultRetention: {} }],
])('refuses %s as a default', async (_, rule) => {
  expect(await refusalOf(lockBy(rule))).toMatch(/^400 /)
})

it('sets and shows an event hold with PutObjectRetention, beside retention and legal hold', async () => {
  await put()
  const until = new Date(stage.world.clock.now() + DAY_MS)
  await stage.s3.send(
    new PutObjectRetentionCommand({ ...KEY, Retention: { EventHold: 'ON', EventHoldDuration: { Days: 3 } } }),
  )
  await stage.s3.send(
    new PutObjectRetentionCommand({ ...KEY, Retention: { Mode: 'COMPLIANCE', RetainUntilDate: until } }),
  )
  await stage.s3.send(new PutObjectLegalHoldCommand({ ...KEY, LegalHold: { Status: 'ON' } }))

  const { Retention } = await stage.s3.send(new GetObjectRetentionCommand(KEY))
  expect(Retention).toEqual({
    Mode: 'COMPLIANCE',
    RetainUntilDate: until,
    EventHold: 'ON',
    EventHoldDuration: { Days: 3 },
  })
  const { LegalHold } = await stage.s3.send(new GetObjectLegalHoldCommand(KEY))
  expect(LegalHold).toEqual({ Status: 'ON' })
})

it.each<[readonly string[], object]>([
  [[], {}],
  [['s3:GetObjectLegalHold'], { ObjectLockLegalHoldStatus: 'ON' }],
  [['s3:GetObjectRetention'], { ObjectLockMode: 'GOVERNANCE', ObjectLockEventHold: 'ON' }],
])('shows HeadObject’s lock headers only to who may read them: %j', async (actions, seen) => {
  const lock = { mode: 'GOVERNANCE', retainUntil: 4e12, legalHold: true, eventHold: true }
  seedObject(stage.world, BUCKET, { key: 'k', size: 1, lock })
  const policies = [{ Statement: [{ Effect: 'Allow' as const, Action: ['s3:GetObject', ...actions], Resource: '*' }] }]
  const principal = { arn: 'arn:aws:iam::111122223333:user/u', account: '111122223333', policies }
  const s3 = stage.connect(seedCredential(stage.world, { principal }))

  const answer = await s3.send(new HeadObjectCommand(KEY))

  const { ObjectLockMode, ObjectLockEventHold, ObjectLockLegalHoldStatus } = answer
  const shown = { ObjectLockMode, ObjectLockEventHold, ObjectLockLegalHoldStatus }
  expect(JSON.parse(JSON.stringify(shown))).toEqual(seen)
  const asked = [new GetObjectRetentionCommand(KEY), new GetObjectLegalHoldCommand(KEY)] as const
  const refusals = await Promise.all([refusalOf(s3.send(asked[0])), refusalOf(s3.send(asked[1]))])
  const allowed = [actions.includes('s3:GetObjectRetention'), actions.includes('s3:GetObjectLegalHold')]
  expect(refusals.map((refusal) => !refusal.startsWith('403'))).toEqual(allowed)
})

it('lists event holds in reports, with a retain-until date that is only the day’s', () => {
  seedObject(stage.world, BUCKET, {
    key: 'held',
    size: 1,
    lock: { eventHold: true, eventHoldDuration: { days: 1 } },
  })
  seedObject(stage.world, BUCKET, { key: 'plain', size: 1 })
  seedObject(stage.world, BUCKET, { key: 'released', size: 1, lock: { eventHold: false } })
  const at = stage.world.clock.now()
  const rows = [...listInventoryRows(stage.bucket, { includedVersions: 'Current' }, { at })]
  const cells = rows.map(({ eventHold, eventHoldDuration, eventHoldDurationUnit, lockRetainUntil }) => [
    eventHold,
    eventHoldDuration,
    eventHoldDurationUnit,
    lockRetainUntil,
  ])
  expect(cells).toEqual([
    ['On', 1, 'Days', at + DAY_MS],
    [undefined, undefined, undefined, undefined],
    ['Off', undefined, undefined, undefined],
  ])
})

it.each<['CSV' | 'ORC' | 'Parquet', string]>([
  ['CSV', 'ObjectLockEventHoldStatus, ObjectLockEventHoldDuration, ObjectLockEventHoldDurationUnit'],
  [
    'ORC',
    'object_lock_event_hold_status:string,object_lock_event_hold_duration:bigint,object_lock_event_hold_duration_unit:string',
  ],
  ['Parquet', 'optional binary object_lock_event_hold_status (UTF8); optional int64 object_lock_event_hold_duration;'],
])('names the columns of event holds in %s', (format, schema) => {
  const optionalFields = ['ObjectLockEventHoldStatus', 'ObjectLockEventHoldDuration']
  const columns = columnsOf({ includedVersions: 'Current', optionalFields })
  expect(renderFileSchema(format, columns)).toContain(schema)
})
