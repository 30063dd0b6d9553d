// The record of a job manifest whose rows have no order: which bytes all runs use for the same rows.

import { expect, it } from '@jest/globals'
import { addressJobManifest, type JobManifestSource } from '../../../src/batch/job-manifest.ts'
import { findRecorded, manifestRecordKey, recordChoice } from '../../../src/batch/manifest-record.ts'
import { rowsInMemory } from '../../../src/findings/row-part.ts'
import { createFirstSample } from '../../../src/objects/sample.ts'
import { writePart } from '../../support/batch-plan.ts'

const PLACE = { bucket: 'work', prefix: 'enc/' }
const source = (...texts: readonly string[]): JobManifestSource => ({
  bucket: 'src',
  parts: texts.map(rowsInMemory),
  origin: 'a'.repeat(64),
})
const ROWS = source()
const leaving = (...left: readonly string[]) => [{ keys: new Set(left), sample: createFirstSample(0) }]

function createWork() {
  const store = new Map<string, string>()
  return {
    store,
    readRecord: async (key: string) => store.get(key),
    writeRecordOnce: async (key: string, text: string) => {
      if (!store.has(key)) store.set(key, text)
      return store.get(key) ?? ''
    },
  }
}

it('names the bytes that the first run chose, whatever the order in which another run reads the rows', async () => {
  const work = createWork()
  const first = await addressJobManifest(source('src,a\nsrc,b\n', 'src,c\n'))
  const second = await addressJobManifest(source('src,c\n', 'src,b\nsrc,a\n'))
  expect(second.sha256).not.toBe(first.sha256)
  expect(second.identity).toBe(first.identity)

  expect(await findRecorded('src', second, PLACE, work)).toBe(second)
  expect(await recordChoice(ROWS, first, PLACE, work)).toEqual(first)
  expect(await recordChoice(ROWS, second, PLACE, work)).toMatchObject({ sha256: first.sha256, etag: first.etag })
  expect(await findRecorded('src', second, PLACE, work)).toMatchObject({ sha256: first.sha256, etag: first.etag })
  expect([...work.store.keys()]).toEqual([`enc/job-manifests/src/${first.identity}.csv.proof.json`])
})

it('is another one for other rows', async () => {
  const rows = ['src,a\nsrc,b\nsrc,c\n']
  const identities = [
    source(...rows),
    { ...source(...rows), exclusions: leaving('a') },
    { ...source(...rows), exclusions: leaving('b') },
    { ...source(...rows), origin: 'b'.repeat(64) },
    { ...source(...rows), parts: [rowsInMemory(rows[0] ?? ''), writePart('src,d\n')] },
  ]
  const addresses = await Promise.all(identities.map(addressJobManifest))
  expect(new Set(addresses.map(({ identity }) => identity)).size).toBe(identities.length)
  const same = await addressJobManifest({ ...source('src,c\nsrc,b\n', 'src,a\n'), exclusions: leaving('b') })
  expect(same.identity).toBe(addresses[2]?.identity)
})

it('is needed only for rows without an order', async () => {
  const { identity, sha256 } = await addressJobManifest({ bucket: 'src', parts: [writePart('src,a\n')] })
  expect(identity).toBe(sha256)
})

const FLAWS: readonly (readonly [
  what: string,
  text: string | undefined,
  // Always given: in its place, Jest would pass a callback.
  change: Readonly<Record<string, unknown>>,
])[] = [
  ['no JSON', '{', {}],
  ['null', 'null', {}],
  ['another version', JSON.stringify({ version: 2 }), {}],
  ['a key for a hash', undefined, { sha256: '../x' }],
  ['no ETag', undefined, { etag: '"' }],
  ['other rows', undefined, { rows: 4 }],
  ['other bytes', undefined, { bytes: 1 }],
  ['another identity', undefined, { identity: 'c'.repeat(64) }],
]

it.each(FLAWS)('that has %s is refused by name', async (_, text, change) => {
  const work = createWork()
  const address = await addressJobManifest(source('src,a\nsrc,b\n'))
  await recordChoice(ROWS, address, PLACE, work)
  const key = manifestRecordKey('enc/', 'src', address.identity)
  const given = text ?? JSON.stringify({ ...JSON.parse(work.store.get(key) ?? ''), ...change })
  work.store.set(key, given)
  const refused = { code: 'REMEDIATION_FAILED', message: expect.stringContaining(`s3://work/${key} is not the record`) }
  await expect(findRecorded('src', address, PLACE, work)).rejects.toMatchObject(refused)
  await expect(recordChoice(ROWS, address, PLACE, work)).rejects.toMatchObject(refused)
})
