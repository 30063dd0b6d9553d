import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TaskRow } from '../../../src/batch/completion-report.ts'
import { classifyFailure } from '../../../src/batch/failure-cause.ts'
import { createFinishedTally } from '../../../src/batch/finished-tally.ts'
import { createTaskTally } from '../../../src/batch/reconcile.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

const KEYS = ['a', 'b%20c', 'd%2Be', 'f%2520g', 'h/i']

function row(key: string, change: Partial<TaskRow> = {}): TaskRow {
  return { bucket: 'src', key, succeeded: true, httpStatus: '200', errorCode: '', message: 'Successful', ...change }
}
const failed = (key: string, httpStatus: string, errorCode = '', message = '') =>
  row(key, { succeeded: false, httpStatus, errorCode, message })

async function* stream(keys: readonly string[]) {
  yield* keys
}

async function reconcile(
  rows: readonly TaskRow[],
  keys: readonly string[] = KEYS,
  isComplete = true,
  progress?: { succeeded: number; failed: number },
) {
  const tally = createTaskTally('src', isComplete, 'S3PutObjectCopy')
  for (const one of rows) tally.add(one)
  return await tally.reconcile({ rows: keys.length, keys: () => stream(keys), progress })
}

describe('a report of a complete job', () => {
  it.each([
    ['as they were written', KEYS],
    ['in another order', [...KEYS].reverse()],
    ['form-encoded', ['a', 'b+c', 'd%2Be', 'f%2520g', 'h%2Fi']],
    ['encoded in lower case', ['a', 'b%20c', 'd%2be', 'f%2520g', 'h%2fi']],
    ['encoded with a bare plus', ['a', 'b%20c', 'd+e', 'f%2520g', 'h/i']],
    ['decoded', ['a', 'b c', 'd+e', 'f%20g', 'h/i']],
  ])('is proven when it echoes the keys %s', async (_name, cells) => {
    const result = await reconcile(cells.map((cell) => row(cell)))
    expect(result).toMatchObject({ ok: true, reconciliation: { succeeded: 5, failed: 0, notAttempted: 0 } })
    expect(result.ok && [...result.succeeded].sort()).toEqual([...KEYS].sort())
  })

  it.each([
    ['a row is missing', KEYS.slice(1), /4 rows, the job manifest 5/],
    ['a row is doubled', [...KEYS, 'a'], /6 rows, the job manifest 5/],
    ['one is doubled and one missing', ['a', 'a', ...KEYS.slice(2)], /duplicated or do not belong/],
    ['one is another', ['A', ...KEYS.slice(1)], /duplicated or do not belong/],
    ['two readings are mixed', ['a', 'b+c', 'd+e', 'f%2520g', 'h/i'], /duplicated or do not belong/],
    ['there is none', [], /0 rows/],
  ])('is not proven when %s', async (_name, cells, reason) => {
    expect(await reconcile(cells.map((cell) => row(cell)))).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    })
  })

  it.each([
    ['a space and a plus, form-encoded', ['+', '%2B'], ['%20', '%2B']],
    ['a space and a plus, decoded', [' ', '+'], ['%20', '%2B']],
  ])('is proven for keys without a letter: %s', async (_name, cells, keys) => {
    const rows = cells.map((cell) => row(cell))
    expect(await reconcile(rows, keys)).toMatchObject({ ok: true, succeeded: keys })
  })

  it('is not proven by a cell that reads in no way, whatever the job manifest holds', async () => {
    const unreadable = row('é'.repeat(513))
    expect((await reconcile([unreadable], ['undefined'])).ok).toBe(false)
    const tally = createTaskTally('src', true, 'S3PutObjectCopy')
    for (const one of [row('a'), unreadable]) tally.add(one)
    const shorter = await tally.reconcile({ rows: 2, keys: () => stream(['a']), progress: undefined })
    expect(shorter.ok).toBe(false)
  })

  it('is refused for a row of another bucket', () => {
    expect(() => createTaskTally('src', true, 'S3PutObjectCopy').add(row('a', { bucket: 'other' }))).toThrow(
      /bucket other/,
    )
  })

  it('counts failures by cause, with a hint and at most five keys each', async () => {
    const keys = Array.from({ length: 9 }, (_, i) => `k${i}`)
    const rows = keys.map((key, i) =>
      i < 7 ? failed(key, '403', 'AccessDenied') : i < 8 ? failed(key, '412', 'PreconditionFailed') : row(key),
    )
    const result = await reconcile(rows, keys)
    expect(result).toMatchObject({
      ok: true,
      reconciliation: {
        succeeded: 1,
        failed: 8,
        failures: [
          {
            cause: 'access-denied',
            httpStatus: '403',
            errorCode: 'AccessDenied',
            tasks: 7,
            samples: ['k0', 'k1', 'k2', 'k3', 'k4'],
          },
          {
            cause: 'changed-since-report',
            tasks: 1,
            samples: ['k7'],
            hint: expect.stringContaining('after the report'),
          },
        ],
      },
      succeeded: ['k8'],
      settled: ['k7'],
    })
  })

  it('shows keys encoded, whatever the report holds', async () => {
    const result = await reconcile([failed('a b\n<x>', '403')], [encodeKey('a b\n<x>')])
    expect(result).toMatchObject({ ok: true, reconciliation: { failures: [{ samples: ['a%20b%0A%3Cx%3E'] }] } })
  })

  it('bounds the number of groups, not the count', async () => {
    const keys = Array.from({ length: 120 }, (_, i) => `k${i}`)
    const result = await reconcile(
      keys.map((key, i) => failed(key, '400', `Code${i}`)),
      keys,
    )
    const groups = result.ok ? result.reconciliation.failures : []
    expect(groups.length).toBeLessThanOrEqual(51)
    expect(groups.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(120)
  })

  it.each([
    [{ succeeded: 5, failed: 0 }, undefined],
    [
      { succeeded: 1, failed: 5 },
      { succeeded: 1, failed: 5 },
    ],
    [
      { succeeded: 5, failed: 1 },
      { succeeded: 5, failed: 1 },
    ],
    [
      { succeeded: 4, failed: 0 },
      { succeeded: 4, failed: 0 },
    ],
    [undefined, undefined],
  ])('is compared with ProgressSummary %j', async (progress, disagrees) => {
    const result = await reconcile(
      KEYS.map((key) => row(key)),
      KEYS,
      true,
      progress,
    )
    expect(result.ok && result.reconciliation.progressDisagrees).toEqual(disagrees)
  })

  it('finds any single change in any list', async () => {
    const key = fc.string({ minLength: 1, maxLength: 12 }).map((text) => encodeKey(text))
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { minLength: 2, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        async (keys, at, from) => {
          const rows = keys.map((one) => row(one))
          expect((await reconcile(rows, keys)).ok).toBe(true)
          const i = at % keys.length
          const j = (i + 1 + (from % (keys.length - 1))) % keys.length
          const doubled = rows.with(i, rows[j] as TaskRow)
          expect((await reconcile(doubled, keys)).ok).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a report of a job that did not finish', () => {
  it('tells what was not attempted', async () => {
    expect(await reconcile([row('a'), failed('h/i', '500')], KEYS, false)).toMatchObject({
      ok: true,
      reconciliation: { succeeded: 1, failed: 1, notAttempted: 3 },
    })
  })

  it('may have dealt with every task all the same', async () => {
    const rows = KEYS.map((key) => row(key))
    expect(await reconcile(rows, KEYS, false)).toMatchObject({
      ok: true,
      reconciliation: { succeeded: 5, failed: 0, notAttempted: 0 },
      succeeded: KEYS,
    })
  })

  it.each([
    [
      'a row is doubled',
      ['a', 'a'],
      /2 rows are not those of the job manifest: keys are duplicated or do not belong to it/,
    ],
    [
      'a row is foreign',
      ['a', 'zzz'],
      /2 rows are not those of the job manifest: keys are duplicated or do not belong to it/,
    ],
    ['a key reads in no way', ['a', 'é'.repeat(513)], /2 rows are not those of the job manifest/],
    ['there are more rows than tasks', [...KEYS, 'x'], /has 6 rows, the job manifest 5/],
  ])('is not proven when %s', async (_name, cells, reason) => {
    const rows = cells.map((cell) => row(cell))
    expect(await reconcile(rows, KEYS, false)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })
})

const TWICE = 'a key stands in the report twice, or cannot be read'

describe('a finished job of an earlier run', () => {
  it('yields what succeeded and what a further job could not mend', async () => {
    const tally = createFinishedTally('src', 'S3PutObjectCopy')
    for (const one of [row('a'), row('b+c'), failed('d', '404'), failed('e', '412'), failed('f', '403')]) tally.add(one)
    const { settled, succeeded } = await tally.read(() => stream(['a', 'b%20c', 'd', 'e', 'f']))
    const held = (keys: typeof settled) => ['a', 'b%20c', 'b%2Bc', 'd', 'e', 'f'].filter((key) => keys.has(key))
    expect([held(succeeded), held(settled)]).toEqual([
      ['a', 'b%20c'],
      ['d', 'e'],
    ])
    expect(tally.rows()).toBe(5)
    expect(tally.failures().map(({ cause }) => cause)).toEqual(['deleted-since-report', 'changed-since-report'])
  })

  it.each([
    ['as they were written', ['a', 'b%20c', 'd%2Be', 'f%2520g', 'h/i']],
    ['form-encoded', ['a', 'b+c', 'd%2Be', 'f%2520g', 'h%2Fi']],
    ['with a bare plus', ['a', 'b%20c', 'd+e', 'f%2520g', 'h/i']],
    ['decoded', ['a', 'b c', 'd+e', 'f%20g', 'h/i']],
  ])('reads all its keys in one way: %s', async (_name, cells) => {
    const tally = createFinishedTally('src', 'S3PutObjectCopy')
    for (const cell of cells) tally.add(row(cell))
    const { succeeded } = await tally.read(() => stream(KEYS))
    expect([...KEYS, 'f%20g', 'd%20e'].filter((key) => succeeded.has(key))).toEqual(KEYS)
  })

  it.each([
    ['as it was written where that is a planned key', ['f%20g'], 'f%20g'],
    ['decoded where only that is a planned key', ['f%2520g'], 'f%2520g'],
    ['as it was written where both are', ['f%20g', 'f%2520g'], 'f%20g'],
  ])('reads a cell that may be meant two ways %s', async (_name, planned, expected) => {
    const tally = createFinishedTally('src', 'S3PutObjectCopy')
    tally.add(row('f%20g'))
    const { succeeded } = await tally.read(() => stream(planned))
    expect(['f%20g', 'f%2520g'].filter((key) => succeeded.has(key))).toEqual([expected])
  })

  it.each([
    ['a key that succeeded twice', [row('a'), row('a')], TWICE],
    ['a key that succeeded and was gone', [row('a'), failed('a', '404')], TWICE],
    ['a key that was gone and succeeded', [failed('a', '404'), row('a')], TWICE],
    ['a row of another bucket', [row('a', { bucket: 'other' })], 'a row of the report is of the bucket other'],
    ['a key that reads in no way', [row('é'.repeat(513))], TWICE],
  ])('is not believed with %s', (_name, rows, message) => {
    const tally = createFinishedTally('src', 'S3PutObjectCopy')
    expect(() =>
      rows.forEach((one) => {
        tally.add(one)
      }),
    ).toThrow(message)
  })
})

describe('a failed task', () => {
  it.each([
    ['412', 'PreconditionFailed', '', 'changed-since-report'],
    ['412', '', '', 'changed-since-report'],
    ['404', 'NoSuchKey', '', 'deleted-since-report'],
    ['500', 'NoSuchKey', '', 'deleted-since-report'],
    ['404', 'NoSuchBucket', '', 'invalid-request'],
    ['403', 'AccessDenied', 'Access Denied', 'access-denied'],
    ['403', 'AccessDenied', 'not authorized to perform: kms:GenerateDataKey', 'kms'],
    ['400', 'KMS.DisabledException', 'key is disabled', 'kms'],
    ['403', 'InvalidObjectState', '', 'archived'],
    ['400', 'EntityTooLarge', '', 'too-large'],
    ['400', 'InvalidRequest', 'The specified copy source is larger than the maximum allowable size', 'too-large'],
    ['400', 'InvalidRequest', 'This copy request is illegal', 'invalid-request'],
    ['405', 'MethodNotAllowed', '', 'invalid-request'],
    ['500', 'InternalError', '', 'service-error'],
    ['503', 'SlowDown', '', 'service-error'],
    ['200', 'PermanentFailure', '', 'other'],
  ])('with %s %s %s is %s', (httpStatus, errorCode, message, cause) => {
    expect(classifyFailure({ httpStatus, errorCode, message })).toBe(cause)
  })
})
