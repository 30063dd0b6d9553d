import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { findSuspects, KeyWatch, type KeyWatchOptions } from '../../../src/findings/key-watch.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function watchKeys(files: readonly (readonly string[])[], maxKeys = 1_000_000): KeyWatchOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const options = { folder, seed: 'ab'.repeat(16), maxKeys, written, suspects: undefined }
  for (const [index, keys] of files.entries()) {
    const watch = new KeyWatch(options, index)
    // In the first pass nothing is set apart.
    expect(keys.filter((key) => watch.isSuspect(key as EncodedKey))).toEqual([])
    watch.close()
  }
  return options
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `key/${from + index}`)

/** Those of the keys that are set apart. */
function listApart(options: KeyWatchOptions, keys: readonly string[], suspects: KeyWatchOptions['suspects']): string[] {
  const watch = new KeyWatch({ ...options, suspects }, 99)
  const apart = keys.filter((key) => watch.isSuspect(key as EncodedKey))
  watch.close()
  return apart
}

it.each([1, 8_191, 8_192, 8_193, 20_000])(
  'finds none among %d different keys, and one that is there twice',
  (count) => {
    const options = watchKeys([range(0, count), range(count, count + 3)])
    expect(findSuspects(options, 2)).toBeUndefined()

    const doubled = watchKeys([range(0, count), range(count - 1, count + 3), []])
    const suspects = findSuspects(doubled, 3)
    expect(listApart(doubled, range(0, count + 3), suspects)).toEqual([`key/${count - 1}`])
  },
)

it.each([1, 100, 999, 3_000, 1_000_000])('finds the same with %d hashes in memory at once', (hashesAtOnce) => {
  const options = watchKeys([range(0, 2_000), range(1_500, 2_500)])
  const suspects = findSuspects(options, 2, hashesAtOnce)
  expect(listApart(options, range(0, 2_500), suspects)).toEqual(range(1_500, 2_000))
})

it('writes no more once there are too many, and says so by the count', () => {
  const options = watchKeys([range(0, 9_000), range(0, 9_000)], 10_000)
  expect(Number(options.written[0])).toBeGreaterThan(10_000)
})
