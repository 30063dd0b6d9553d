import { expect, it } from '@jest/globals'
import { toObjectLook } from '../../../src/external/look-edge.ts'

/** As `watch` in aws.ts keeps the date of an answer. */
const dated = (serverDate: number): object => ({ serverDate })
const NOW = Date.UTC(2026, 10, 20, 12)
const restored = (expiry: number) => `ongoing-request="false", expiry-date="${new Date(expiry).toUTCString()}"`

it.each<[string, string | undefined, boolean]>([
  ['never restored', undefined, true],
  ['being restored', 'ongoing-request="true"', true],
  ['restored', restored(NOW + 1000), false],
  ['restored without an end, as Intelligent-Tiering is', 'ongoing-request="false"', false],
  ['restored until now', restored(NOW), true],
  ['restored until yesterday', restored(NOW - 86_400_000), true],
  ['restored until nobody knows when', 'ongoing-request="false", expiry-date="soon"', true],
])('an archived object that is %s is archived: %s, %s', (_, restore, archived) => {
  const answer = {
    StorageClass: 'GLACIER',
    ...(restore === undefined ? {} : { Restore: restore }),
    $metadata: dated(NOW),
  } as const
  expect(toObjectLook(answer).archived).toBe(archived)
})

it.each<[string, string, string | undefined, boolean]>([
  ['GLACIER', 'a restore is on its way', 'ongoing-request="true"', true],
  ['GLACIER', 'a restored copy is there', restored(NOW + 1000), false],
  ['GLACIER', 'a restored copy was there', restored(NOW - 1000), false],
  ['GLACIER', 'nobody asked for one', undefined, false],
  ['STANDARD_IA', 'none is needed', 'ongoing-request="true"', false],
])('%s is being restored where %s: %s, %s', (storageClass, _, restore, restoring) => {
  const answer = {
    StorageClass: storageClass as 'GLACIER',
    ...(restore === undefined ? {} : { Restore: restore }),
    $metadata: dated(NOW),
  }
  expect(toObjectLook(answer).restoring).toBe(restoring)
})

it('an object of a class that can be read is never archived, whatever was restored', () => {
  const answer = { StorageClass: 'GLACIER_IR', Restore: restored(NOW - 1000), $metadata: dated(NOW) } as const
  expect(toObjectLook(answer).archived).toBe(false)
})

it.each<[string, object, boolean]>([
  ['nothing', {}, false],
  ['a legal hold', { ObjectLockLegalHoldStatus: 'ON' }, true],
  ['a legal hold that was lifted', { ObjectLockLegalHoldStatus: 'OFF' }, false],
  ['an event hold, whatever its date', { ObjectLockEventHold: 'ON', ObjectLockRetainUntilDate: new Date(0) }, true],
  ['an event hold that was released', { ObjectLockEventHold: 'OFF' }, false],
  ['retention', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(NOW + 1) }, true],
  ['retention that is over', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(NOW) }, false],
  ['retention without a date', { ObjectLockMode: 'COMPLIANCE' }, true],
])('an object is locked by what HeadObject shows: %s', (_, headers, locked) => {
  expect(toObjectLook({ ...headers, $metadata: dated(NOW) }).lock).toBe(locked ? 'locked' : 'unknown')
})
