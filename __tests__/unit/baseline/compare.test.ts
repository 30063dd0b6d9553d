// What is new, resolved and unchanged since a baseline, for data of every kind; and what is no baseline at all.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { hostileKeys } from '../../../demo/hostile-keys.ts'
import { compare } from '../../../src/baseline/compare.ts'
import { createSalt, DigestHeaps } from '../../../src/baseline/digest-heaps.ts'
import type { Sidecar } from '../../../src/baseline/sidecar.ts'
import { CSV_HEADER } from '../../../src/findings/finding-lines.ts'
import { writeKey } from '../../../src/findings/finding-rows.ts'
import { encodeKey } from '../../../src/words/object-key.ts'
import { csvFile, csvLine, describeFile, jsonLine, knownBucket, knownBuckets } from '../../support/baselines.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Found = Readonly<Record<string, readonly string[]>>

/** In pieces of an odd size, so that lines are torn. */
async function* tear(text: string, size = 37): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size))
}

/** Keeps the findings of each bucket in two parts, as an engine with two files does. */
function keep(found: Found, line = csvLine) {
  return Object.entries(found).map(([bucket, keys]) => {
    const half = Math.ceil(keys.length / 2)
    const parts = [keys.slice(0, half), keys.slice(half)].map((some, index) => {
      const path = join(folder, `${bucket}-${index}`)
      writeFileSync(path, some.map((key) => `${line(bucket, key)}\n`).join(''))
      return path
    })
    return { bucket, findings: { parts, rows: keys.length } }
  })
}

type Options = {
  readonly file?: Partial<Sidecar['file']>
  readonly found?: Found
  readonly signal?: AbortSignal
  readonly text?: string
}

async function compareWith(known: Found, { file, found = {}, signal, text }: Options = {}) {
  const lines = Object.entries(known).flatMap(([bucket, keys]) => keys.map((key) => csvLine(bucket, key)))
  const whole = csvFile(lines)
  return await compare({
    sidecar: {
      file: { ...describeFile(whole, lines.length), ...file },
      buckets: knownBuckets(...Object.keys(known).map((bucket) => knownBucket(bucket))),
    },
    pieces: tear(text ?? whole),
    kept: keep(found),
    format: 'csv',
    folder: join(folder, 'digests'),
    signal: signal ?? new AbortController().signal,
  })
}

const counts = (changes: Awaited<ReturnType<typeof compareWith>>) =>
  [...changes.values()].map((one) => [one.bucket, one.new, one.resolved, one.unchanged])
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `k/${from + index}`)

describe('the comparison', () => {
  it.each([
    ['nothing, before and now', { a: [] }, { a: [] }, [['a', 0, 0, 0]]],
    ['one finding, new', { a: [] }, { a: ['x'] }, [['a', 1, 0, 0]]],
    ['one finding, known', { a: ['x'] }, { a: ['x'] }, [['a', 0, 0, 1]]],
    ['one finding, gone', { a: ['x'] }, { a: [] }, [['a', 0, 1, 0]]],
    ['all new, all gone', { a: numbered(500) }, { a: numbered(500, 500) }, [['a', 500, 500, 0]]],
    ['half of them', { a: numbered(500) }, { a: numbered(500, 250) }, [['a', 250, 250, 250]]],
    ['all known, in another order', { a: numbered(500) }, { a: numbered(500).reverse() }, [['a', 0, 0, 500]]],
    [
      'the same key in two buckets is two findings',
      { a: ['x'], b: [] },
      { a: ['x'], b: ['x'] },
      [
        ['a', 0, 0, 1],
        ['b', 1, 0, 0],
      ],
    ],
  ] as const)('counts %s', async (_what, known, found, wanted) => {
    expect(counts(await compareWith(known, { found }))).toEqual(wanted)
  })

  it('counts a bucket that the baseline does not name as new, and leaves out one that this run does not name', async () => {
    const changes = await compareWith({ a: ['x', 'y'], gone: ['z'] }, { found: { a: ['x'], added: ['x'] } })

    expect(counts(changes)).toEqual([
      ['a', 0, 1, 1],
      ['added', 1, 0, 0],
    ])
    expect(changes.get('added')?.isInBaseline).toBe(false)
  })

  it('counts a finding with another encryption as another one', async () => {
    const text = csvFile([csvLine('a', 'x', 'SSE-C')])
    const changes = await compareWith({ a: ['x'] }, { found: { a: ['x'] }, text, file: describeFile(text, 1) })

    expect(counts(changes)).toEqual([['a', 1, 1, 0]])
  })

  it('names the first new findings of the source, whatever the order of their digests', async () => {
    const found = numbered(2_000).filter((_, index) => index !== 1)
    const changes = await compareWith({ a: ['k/0', 'k/3'] }, { found: { a: found } })

    const wanted = ['k/2', 'k/4', 'k/5', 'k/6', 'k/7', 'k/8', 'k/9', 'k/10', 'k/11', 'k/12']
    expect(changes.get('a')?.samples.map(({ key }) => key)).toEqual(wanted)
  })

  it('reads keys of every kind in both formats as the same findings', async () => {
    const keys = [...new Set(hostileKeys(300))].map((key) => writeKey(encodeKey(key)))
    const json = keys.map((key) => `${jsonLine('a', key)}\n`).join('')
    const changes = await compareWith(
      { a: keys },
      { found: { a: [...keys, 'new'] }, text: json, file: describeFile(json, keys.length, 'ndjson') },
    )

    expect(counts(changes)).toEqual([['a', 1, 0, keys.length]])
    expect(changes.get('a')?.samples).toEqual([{ key: 'new', encryption: 'NOT-SSE' }])
  })

  it('leaves no digest on disk', async () => {
    await compareWith({ a: numbered(50) }, { found: { a: numbered(50, 25) } })
    expect(readdirSync(join(folder, 'digests'), { recursive: true }).sort()).toEqual(['found', 'known'])
  })

  it('holds a small part of a million digests in memory at a time', () => {
    const heaps = new DigestHeaps(join(folder, 'heaps'), createSalt())
    for (let index = 0; index < 1_000_000; index++) heaps.add(`a,k/${index},NOT-SSE`, { bucket: 0, position: index })

    const bytes = Array.from({ length: 256 }, (_, heap) => heaps.take(heap).length)

    expect(bytes.reduce((sum, size) => sum + size, 0)).toBe(28_000_000)
    expect(Math.max(...bytes)).toBeLessThan(28_000_000 / 200)
  }, 120_000)
})

describe('what is not the file described', () => {
  const known = { a: ['x', 'y'] }
  const whole = csvFile([csvLine('a', 'x'), csvLine('a', 'y')])

  it.each([
    ['a cut file', { text: whole.slice(0, -3) }, 'finding 2 is not one of a findings file'],
    ['a missing line', { text: csvFile([csvLine('a', 'x')]) }, 'bytes, and'],
    ['one more line', { text: `${whole}${csvLine('a', 'z')}\n` }, 'it has more than the'],
    ['another key', { text: whole.replace('a,y,', 'a,z,') }, 'its SHA-256 is not the one described'],
    ['other columns', { text: whole.replace('key', 'kez') }, 'its first line does not name the columns'],
    ['a quoted key', { text: csvFile([csvLine('a', '"x"')]) }, 'finding 1 is not one'],
    ['a formula', { text: csvFile([csvLine('a', '=x')]) }, 'finding 1 is not one'],
    [
      'a line without end',
      { text: `${CSV_HEADER}\n${'x'.repeat(100_000)}`, file: { bytes: 200_000 } },
      'finding 1 is not',
    ],
    ['an empty file', { text: '' }, 'bytes, and'],
    ['fewer findings than described', { file: { rows: 3 } }, 'it has 2 findings, and 3 are described'],
    [
      'a bucket nobody described',
      { text: whole.replaceAll('\na,', '\nb,') },
      'of a bucket that its description does not',
    ],
  ])('%s is refused', async (_what, options: Options, why) => {
    await expect(compareWith(known, options)).rejects.toThrow(why)
  })

  it('a run that was cancelled compares nothing', async () => {
    await expect(compareWith(known, { signal: AbortSignal.abort() })).rejects.toThrow('cancelled')
  })

  it('findings of this run that are not all there are no comparison', async () => {
    const kept = keep({ a: ['x'] }).map(({ bucket, findings }) => ({ bucket, findings: { ...findings, rows: 2 } }))
    const sidecar = { file: describeFile(whole, 2), buckets: knownBuckets(knownBucket('a')) }
    const signal = new AbortController().signal
    const asked = { sidecar, pieces: tear(whole), kept, format: 'csv', folder: join(folder, 'd'), signal } as const
    await expect(compare(asked)).rejects.toThrow('cannot be read again')
  })

  it('a finding of this run that is damaged on disk is no comparison', async () => {
    const kept = keep({ a: ['x', 'y'] })
    writeFileSync(kept[0]?.findings.parts[1] ?? '', 'a,y\n')
    const sidecar = { file: describeFile(whole, 2), buckets: knownBuckets(knownBucket('a')) }
    const signal = new AbortController().signal
    const asked = { sidecar, pieces: tear(whole), kept, format: 'csv', folder: join(folder, 'd'), signal } as const
    await expect(compare(asked)).rejects.toThrow('a finding of this run cannot be read again')
  })
})
