import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  addressJobManifest,
  jobManifestKey,
  MAX_JOB_MANIFEST_BYTES,
  readJobManifestKeys,
  streamJobManifest,
} from '../../../src/batch/job-manifest.ts'
import { KeySet } from '../../../src/objects/key-set.ts'
import { createFirstSample, createSpreadSample } from '../../../src/objects/sample.ts'
import { encodeKey } from '../../../src/words/object-key.ts'
import { writePart } from '../../support/batch-plan.ts'

async function textOf(source: Parameters<typeof streamJobManifest>[0]): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of streamJobManifest(source)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

function exclude(...keys: string[]) {
  const set = new KeySet()
  for (const key of keys) set.add(key)
  return { keys: set, sample: createFirstSample(10) }
}

describe('a job manifest', () => {
  it('is named by its content, below the bucket', () => {
    expect(jobManifestKey('enc/', 'src', 'ab')).toBe('enc/job-manifests/src/ab.csv')
    expect(jobManifestKey('', 'src', 'ab')).toBe('job-manifests/src/ab.csv')
  })

  it('holds the rows of all parts in order, without header or version id', async () => {
    const source = { bucket: 'src', parts: [writePart('src,a\nsrc,b%20c\n'), writePart(''), writePart('src,d/e\n')] }
    const text = 'src,a\nsrc,b%20c\nsrc,d/e\n'
    expect(await textOf(source)).toBe(text)
    expect(await addressJobManifest(source)).toEqual({
      sha256: createHash('sha256').update(text).digest('hex'),
      identity: createHash('sha256').update(text).digest('hex'),
      etag: createHash('md5').update(text).digest('hex'),
      rows: 3,
      bytes: text.length,
      excluded: [],
    })
  })

  it('leaves out what earlier jobs dealt with, each key once', async () => {
    const first = exclude('b', 'c')
    const second = exclude('c', 'd', 'elsewhere')
    const source = { bucket: 'src', parts: [writePart('src,a\nsrc,b\nsrc,c\nsrc,d\n')], exclusions: [first, second] }
    expect(await addressJobManifest(source)).toMatchObject({ rows: 1, excluded: [2, 1] })
    expect(await textOf(source)).toBe('src,a\n')
    expect([first.sample.items(), second.sample.items()]).toEqual([['b', 'c'], ['d']])
    const keys: string[] = []
    for await (const key of readJobManifestKeys(source)) keys.push(key)
    expect(keys).toEqual(['a'])
  })

  it('counts an exclusion that holds none of the keys as such', async () => {
    const source = { bucket: 'src', parts: [writePart('src,a\n')], exclusions: [exclude('b')] }
    expect(await addressJobManifest(source)).toMatchObject({ rows: 1, excluded: [0] })
  })

  it('of no row has no bytes, not even an empty chunk', async () => {
    const all = { bucket: 'src', parts: [writePart('src,a\n')], exclusions: [exclude('a')] }
    for (const source of [{ bucket: 'src', parts: [] }, { bucket: 'src', parts: [writePart('')] }, all]) {
      let chunks = 0
      for await (const _ of streamJobManifest(source)) chunks++
      expect(chunks).toBe(0)
      expect(await addressJobManifest(source)).toMatchObject({
        rows: 0,
        bytes: 0,
        etag: 'd41d8cd98f00b204e9800998ecf8427e',
      })
    }
  })

  it('fits an upload of 10,000 parts', () => {
    expect(MAX_JOB_MANIFEST_BYTES).toBe(83_886_080_000)
  })

  const wrongRow = 'a row is not "bucket,encoded key"'
  it.each([
    ['of another bucket', 'src,a\nother,b\n', wrongRow],
    ['with a version id', 'src,a,v1\n', wrongRow],
    ['with a bare plus', 'src,a+b\n', wrongRow],
    ['with half an escape', 'src,a%2\n', wrongRow],
    ['with a lower-case escape', 'src,a%2f\n', wrongRow],
    ['without key', 'src,\n', wrongRow],
    ['that is empty', 'src,a\n\nsrc,b\n', wrongRow],
    ['that does not end', 'src,a\nsrc,b', 'the last row does not end'],
    ['with CRLF', 'src,a\r\n', wrongRow],
  ])('is not made of a row %s', async (_name, text, what) => {
    await expect(addressJobManifest({ bucket: 'src', parts: [writePart(text)] })).rejects.toMatchObject({
      code: 'REMEDIATION_FAILED',
      message: `The rows kept by the scan cannot be used: ${what}.`,
      hint: 'Nothing was started. Check the free disk space on the runner, and run again.',
    })
  })

  it('does not depend on where the parts and their reads are cut', async () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => encodeKey(text))
    await fc.assert(
      fc.asyncProperty(fc.array(key, { minLength: 1, maxLength: 20 }), fc.nat(), async (keys, at) => {
        const cut = at % keys.length
        const render = (some: readonly string[]) => some.map((k) => `src,${k}\n`).join('')
        const whole = await addressJobManifest({ bucket: 'src', parts: [writePart(render(keys))] })
        const halves = {
          bucket: 'src',
          parts: [writePart(render(keys.slice(0, cut))), writePart(render(keys.slice(cut)))],
        }
        expect(await addressJobManifest(halves)).toEqual(whole)
        expect(
          createHash('sha256')
            .update(await textOf(halves))
            .digest('hex'),
        ).toBe(whole.sha256)
      }),
      { numRuns: 40 },
    )
  })

  it('is the same when it takes many chunks', async () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `folder/object-${i}`)
    const text = keys.map((key) => `src,${key}\n`).join('')
    const source = { bucket: 'src', parts: [writePart(text)] }
    const chunks: number[] = []
    const hash = createHash('sha256')
    for await (const chunk of streamJobManifest(source)) {
      hash.update(chunk)
      chunks.push(chunk.length)
    }
    const sha256 = createHash('sha256').update(text).digest('hex')
    const address = await addressJobManifest(source)
    // Each but the last is filled to 256 KiB and the row that passes it.
    expect(chunks.slice(0, -1).map((bytes) => Math.floor(bytes / 1024))).toEqual([256])
    expect(hash.digest('hex')).toBe(sha256)
    expect(address).toMatchObject({ sha256, rows: 20_000, bytes: text.length })
  })
})

describe('a set of keys', () => {
  it('knows what was added, once, and forgets what was deleted', () => {
    const set = new KeySet()
    expect([set.add('a'), set.add('a'), set.add('__proto__')]).toEqual([true, false, true])
    expect([set.has('a'), set.has('b'), set.size]).toEqual([true, false, 2])
    expect([set.delete('a'), set.delete('a'), set.has('a'), set.size]).toEqual([true, false, false, 1])
  })
})

describe('a sample', () => {
  const fill = (count: number) => {
    const sample = createSpreadSample(200, 100)
    for (let i = 0; i < count; i++) sample.add(String(i))
    return sample.items().map(Number)
  }

  it.each([0, 1, 199, 200])('is everything for %d items', (count) => {
    expect(fill(count)).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  it.each([201, 400, 401, 1000, 54_321])('is 100 items spread evenly over %d', (count) => {
    const items = fill(count)
    expect(items).toHaveLength(100)
    expect(new Set(items).size).toBe(100)
    for (let quarter = 0; quarter < 4; quarter++) {
      const inside = items.filter((i) => i >= (quarter * count) / 4 && i < ((quarter + 1) * count) / 4)
      expect(inside.length).toBeGreaterThanOrEqual(20)
    }
  })

  it('is the first few where those are wanted', () => {
    const sample = createFirstSample(2)
    for (const item of ['a', 'b', 'c']) sample.add(item)
    expect(sample.items()).toEqual(['a', 'b'])
  })
})
