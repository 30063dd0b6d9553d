import { expect, it } from '@jest/globals'
import { canonicalJson, isSameOperation, meaningOf, saysNothing } from '../../../src/batch/job-meaning.ts'

it.each([
  [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
  [{ a: '', b: false, c: null, d: [], e: {}, f: undefined }, 'null'],
  [[1, '', { a: [] }], '[1,null,null]'],
  [new Date('2026-11-20T12:00:00.900Z'), '"2026-11-20T12:00:00.000Z"'],
  [undefined, 'null'],
  [0, '0'],
])('%j means %s', (value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
  expect(saysNothing(value)).toBe(expected === 'null')
})

it.each([
  [undefined, undefined, true],
  [undefined, {}, true],
  [{}, { S3PutObjectCopy: undefined }, true],
  [{ S3PutObjectCopy: {} }, {}, true],
  [{ S3PutObjectCopy: { StorageClass: 'GLACIER' } }, {}, false],
  [{ S3PutObjectCopy: { NewObjectMetadata: { ContentLength: 0 } } }, { S3PutObjectCopy: {} }, true],
  [{ S3PutObjectCopy: { NewObjectMetadata: { ContentLength: 5 } } }, { S3PutObjectCopy: {} }, false],
  [{ S3PutObjectCopy: { NewObjectMetadata: undefined } }, {}, true],
  [{ LambdaInvoke: { FunctionArn: 'f' } }, { LambdaInvoke: { FunctionArn: 'f', UserArguments: {} } }, true],
] as const)('%j and %j have the same effect: %s', (one, other, expected) => {
  expect(isSameOperation(one as never, other as never)).toBe(expected)
})

it('leaves out operations that say nothing', () => {
  expect(meaningOf({ S3PutObjectCopy: { StorageClass: 'GLACIER' }, S3DeleteObjectTagging: {} })).toEqual({
    S3PutObjectCopy: { StorageClass: 'GLACIER' },
  })
})
