import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  addressJobManifest,
  jobManifestKey,
  readJobManifestKeys,
  streamJobManifest,
} from '../../../src/batch/job-manifest.ts'
import { KeySet } from '../../../src/batch/key-set.ts'
import { createFirstSample, createSpreadSample } from '../../../src/batch/sample.ts'
import { encodeKey } from '../../../src/inventory/object-key.ts'
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

  it.each([
    ['of another bucket', 'src,a\nother,b\n'],
    ['with a version id', 'src,a,v1\n'],
    ['with a bare plus', 'src,a+b\n'],
    ['with half an escape', 'src,a%2\n'],
    ['with a lower-case escape', 'src,a%2f\n'],
    ['without key', 'src,\n'],
    ['that is empty', 'src,a\n\nsrc,b\n'],
    ['that does not end', 'src,a\nsrc,b'],
    ['with CRLF', 'src,a\r\n'],
  ])('is not made of a row %s', async (_name, text) => {
    await expect(addressJobManifest({ bucket: 'src', parts: [writePart(text)] })).rejects.toThrow(
      /rows kept by the scan/,
    )
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
    const source = { bucket: 'src', parts: [writePart(keys.map((key) => `src,${key}\n`).join(''))] }
    let chunks = 0
    const hash = createHash('sha256')
    for await (const chunk of streamJobManifest(source)) {
      hash.update(chunk)
      chunks++
    }
    const address = await addressJobManifest(source)
    expect(chunks).toBeGreaterThan(1)
    expect(hash.digest('hex')).toBe(address.sha256)
    expect(address.rows).toBe(20_000)
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
