// What is read back of a canary's record decides which objects are written: nothing in it is guessed.

import { describe, expect, it } from '@jest/globals'
import { parseCanaryRecord, renderCanaryRecord } from '../../../src/batch/canary-record.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { makeLook } from '../../support/look.ts'

const OF = { bucket: 'src', fingerprint: 'abc' }
const OBJECT = {
  key: 'data/1' as EncodedKey,
  look: makeLook({ versionId: 'v1', tagCount: 1, checksum: { algorithm: 'CRC32', value: 'x', type: 'COMPOSITE' } }),
  tags: new Map([['team', 'blue']]),
  annotations: [{ name: 'note', etag: '"e"', size: 4, lastModified: 1 }],
}
const RECORD = { ...OF, lookedAt: 5, objects: [OBJECT] }

/** The record with something else at a place: `objects.0.look.size`. */
function damage(place: string, value: unknown): string {
  const record = JSON.parse(renderCanaryRecord(RECORD))
  const names = place.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce((part, name) => part[name], record)
  holder[last] = value
  return JSON.stringify(record)
}

it.each([
  ['with everything', OBJECT],
  ['without a look', { ...OBJECT, look: undefined }],
  [
    'with the checksum of a whole object',
    { ...OBJECT, look: makeLook({ checksum: { algorithm: 'CRC32', value: 'x', type: 'FULL_OBJECT' } }) },
  ],
  ['with neither checksum nor tags', { ...OBJECT, look: makeLook(), tags: new Map(), annotations: [] }],
])('is read as it was written, %s', (_what, object) => {
  const record = { ...RECORD, objects: [object] }
  expect(parseCanaryRecord(renderCanaryRecord(record), OF, 's3://work/r.json')).toEqual(record)
})

describe('a record is refused', () => {
  it.each([
    ['version', 2],
    ['bucket', 'other'],
    ['fingerprint', 'other'],
    ['lookedAt', 'today'],
    ['objects', []],
    ['objects', {}],
    ['objects.0', null],
    ['objects.0', 'data/1'],
    ['objects.0.key', 'a b'],
    ['objects.0.key', 7],
    ['objects.0.tags', [['team']]],
    ['objects.0.tags', [['team', 5]]],
    ['objects.0.annotations', [{ name: 'note' }]],
    ['objects.0.look', 'same'],
    ['objects.0.look.etag', undefined],
    ['objects.0.look.size', '1'],
    ['objects.0.look.headers', 'none'],
    ['objects.0.look.encryption', 'ROT13'],
    ['objects.0.look.checksum', { algorithm: 'CRC32', value: 'x', type: 'PART' }],
    ['objects.0.look.checksum', { algorithm: 'CRC32', type: 'COMPOSITE' }],
    ['objects.0.look.checksum', null],
    ['objects.0.look.versionId', 5],
  ])('with another %s: %j', (place, value) => {
    expect(() => parseCanaryRecord(damage(place, value), OF, 's3://work/r.json')).toThrow(
      expect.objectContaining({
        code: 'REMEDIATION_FAILED',
        message: 's3://work/r.json is not the record of a canary of this plan.',
      }),
    )
  })

  it.each(['', '[]', 'null', '{'])('that is %j', (text) => {
    expect(() => parseCanaryRecord(text, OF, 'it')).toThrow('it is not the record')
  })
})
