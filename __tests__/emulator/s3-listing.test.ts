import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EmulatorResponse } from '../../emulator/http.ts'
import { createWorld } from '../../emulator/index.ts'
import { compareKeys, sortedKeys } from '../../emulator/s3/key-index.ts'
import { s3 } from '../../emulator/s3/s3.ts'
import { removeVersion } from '../../emulator/s3/state.ts'
import { seedBucket, seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { child, children, childText, parseXml, type XmlElement } from '../../emulator/xml.ts'

const key = fc.string({
  unit: fc.constantFrom('a', 'b', '/', 'é', '\u{ffee}', '\u{1f600}', '\u{10ffff}'),
  minLength: 1,
  maxLength: 6,
})

async function list(world: World, query: Record<string, string>): Promise<XmlElement> {
  const answer: EmulatorResponse = await s3(
    {
      method: 'GET',
      rawPath: '/data/',
      query: new URLSearchParams(query),
      headers: {},
      body: new Uint8Array(),
      host: '127.0.0.1',
    },
    {
      world,
      principal: { arn: 'arn:aws:iam::111122223333:root', account: '111122223333' },
      operation: () => undefined,
      baseUrl: '',
    },
  )
  expect(answer.status).toBe(200)
  return parseXml(String(answer.body))
}

async function listAll(
  world: World,
  query: Record<string, string>,
): Promise<{ keys: string[]; prefixes: string[]; pages: number }> {
  const keys: string[] = []
  const prefixes: string[] = []
  let token: Record<string, string> = {}
  // More pages than keys would be a listing that does not move on.
  for (let pages = 1; pages < 100; pages++) {
    const page = await list(world, { 'list-type': '2', ...query, ...token })
    keys.push(...children(page, 'Contents').map((entry) => childText(entry, 'Key') ?? ''))
    prefixes.push(...children(page, 'CommonPrefixes').map((entry) => childText(entry, 'Prefix') ?? ''))
    const next = childText(page, 'NextContinuationToken')
    if (next === undefined) return { keys, prefixes, pages }
    token = { 'continuation-token': next }
  }
  throw new Error('the listing never ends')
}

/** What a listing must be, said the slow way. */
function expectListing(
  all: readonly string[],
  prefix: string,
  delimiter: string,
): { keys: string[]; prefixes: string[] } {
  const keys: string[] = []
  const prefixes = new Set<string>()
  for (const one of [...all].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))) {
    if (!one.startsWith(prefix)) continue
    const found = delimiter === '' ? -1 : one.indexOf(delimiter, prefix.length)
    if (found < 0) keys.push(one)
    else prefixes.add(one.slice(0, found + delimiter.length))
  }
  return { keys, prefixes: [...prefixes] }
}

describe('listings', () => {
  it('orders keys by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(key, key, (left, right) => {
        expect(Math.sign(compareKeys(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)))
      }),
    )
  })

  it('tells every key and common prefix once, in order, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 25 }),
        fc.constantFrom('', 'a', 'a/', 'é'),
        fc.constantFrom('', '/', 'b'),
        fc.integer({ min: 1, max: 5 }),
        async (all, prefix, delimiter, size) => {
          const world = createWorld()
          seedBucket(world, { name: 'data' })
          for (const one of all) seedObject(world, 'data', { key: one })
          const expected = expectListing(all, prefix, delimiter)
          const found = await listAll(world, { prefix, delimiter, 'max-keys': String(size) })
          expect({ keys: found.keys, prefixes: found.prefixes }).toEqual(expected)
          expect(found.pages).toBe(Math.max(1, Math.ceil((expected.keys.length + expected.prefixes.length) / size)))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('keeps its order while keys come and go between listings', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean(), fc.boolean()), { maxLength: 40 }), (steps) => {
        const world = createWorld()
        const bucket = seedBucket(world, { name: 'data' })
        for (const [one, adds, lists] of steps) {
          const version = bucket.objects.get(one)?.at(-1)
          if (adds) seedObject(world, bucket, { key: one })
          else if (version !== undefined) removeVersion(world, bucket, version, 'test')
          if (lists) expect(sortedKeys(bucket)).toEqual([...bucket.objects.keys()].sort(compareKeys))
        }
        expect(sortedKeys(bucket)).toEqual([...bucket.objects.keys()].sort(compareKeys))
      }),
    )
  })

  it('leaves out keys whose current version is a delete marker, and lists them as versions', async () => {
    const world = createWorld()
    seedBucket(world, { name: 'data', versioning: 'Enabled' })
    for (const one of ['a', 'b', 'c']) seedObject(world, 'data', { key: one })
    seedDeleteMarker(world, 'data', { key: 'b' })
    expect((await listAll(world, {})).keys).toEqual(['a', 'c'])
    const versions = await list(world, { versions: '' })
    const shown = [...children(versions, 'Version'), ...children(versions, 'DeleteMarker')]
    expect(shown.map((one) => `${childText(one, 'Key')} ${childText(one, 'IsLatest')}`)).toEqual([
      'a true',
      'b false',
      'c true',
      'b true',
    ])
  })

  it('goes on within the versions of one key from page to page', async () => {
    const world = createWorld()
    seedBucket(world, { name: 'data', versioning: 'Enabled' })
    for (const one of ['a', 'b', 'b', 'b', 'c']) seedObject(world, 'data', { key: one })
    const seen: string[] = []
    let marker: Record<string, string> = {}
    for (let pages = 1; pages <= 3; pages++) {
      const page = await list(world, { versions: '', 'max-keys': '2', ...marker })
      seen.push(...children(page, 'Version').map((one) => `${childText(one, 'Key')} ${childText(one, 'VersionId')}`))
      if (childText(page, 'IsTruncated') === 'false') break
      marker = {
        'key-marker': childText(page, 'NextKeyMarker') ?? '',
        'version-id-marker': childText(page, 'NextVersionIdMarker') ?? '',
      }
    }
    const newestFirst = ['a', 'b', 'c'].flatMap((one) =>
      (world.buckets.get('data')?.objects.get(one) ?? []).map((version) => `${one} ${version.versionId}`).reverse(),
    )
    expect(seen).toEqual(newestFirst)
  })

  it.each([
    ['a b+c', 'a+b%2Bc'],
    ['ü/~*', '%C3%BC/%7E*'],
    ['line\nbreak', 'line%0Abreak'],
  ])('writes %j as %s with encoding-type=url', async (name, encoded) => {
    const world = createWorld()
    seedBucket(world, { name: 'data' })
    seedObject(world, 'data', { key: name })
    const page = await list(world, { 'list-type': '2', 'encoding-type': 'url' })
    expect(childText(child(page, 'Contents'), 'Key')).toBe(encoded)
  })

  it('starts after the key start-after names', async () => {
    const world = createWorld()
    seedBucket(world, { name: 'data' })
    for (const one of ['a', 'b', 'c']) seedObject(world, 'data', { key: one })
    expect((await listAll(world, { 'start-after': 'a' })).keys).toEqual(['b', 'c'])
    expect((await listAll(world, { 'start-after': 'aa' })).keys).toEqual(['b', 'c'])
  })
})
