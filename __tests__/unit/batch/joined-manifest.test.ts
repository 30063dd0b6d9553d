import { describe, expect, it } from '@jest/globals'
import type { JobManifestJoin } from '../../../src/batch/batch-deps.ts'
import type { Exclusion, JobManifestAddress } from '../../../src/batch/job-manifest.ts'
import { addressWithout, joinJobManifest } from '../../../src/batch/joined-manifest.ts'
import { partsToTry } from '../../../src/batch/trial-rows.ts'
import type { RowSource } from '../../../src/findings/row-part.ts'
import { createFirstSample } from '../../../src/objects/sample.ts'

const MIB = 2 ** 20
const rowsOf = (keys: readonly string[]) => keys.map((key) => `data,${key}\n`).join('')

/** A file that a query wrote. Most rows are never read. */
const most = (name: string, bytes: number): RowSource => ({
  stored: { bucket: 'work', key: name, etag: `"${name}"`, bytes },
  isTrial: false,
  read: () => {
    throw new Error('rows that S3 joins were read')
  },
})

function trial(name: string, keys: readonly string[]): RowSource {
  const text = Buffer.from(rowsOf(keys))
  const stored = { bucket: 'work', key: name, etag: `"${name}"`, bytes: text.length }
  return { stored, isTrial: true, read: (range) => [text.subarray(range?.start ?? 0, range?.end ?? text.length)] }
}

const without = (...keys: readonly string[]) => ({ keys: new Set(keys), sample: createFirstSample(0) })
const ORIGIN = 'a'.repeat(64)

function createSource(exclusions: readonly Exclusion[], ...keys: readonly string[]) {
  const parts = [
    most('0/a', 6 * MIB),
    most('0/b', 7 * MIB),
    trial('t0/a', keys.slice(0, 2)),
    trial('t0/b', keys.slice(2)),
  ]
  const bytes = parts.reduce((sum, { stored }) => sum + (stored?.bytes ?? 0), 0)
  const proof = { rows: 1000, bytes, checksum: '0'.repeat(16), queries: [] }
  const whole: JobManifestAddress = {
    sha256: 'b'.repeat(64),
    identity: 'b'.repeat(64),
    etag: '',
    rows: 1000,
    bytes,
    excluded: [],
  }
  return { whole, source: { bucket: 'data', parts, origin: ORIGIN, proof, exclusions } }
}

describe('rows without those of a canary', () => {
  it('are counted by rows and bytes, and named by what is left out, in any order', async () => {
    const { source, whole } = createSource([without('b'), without('b', 'd')], 'a', 'b', 'c', 'd')
    const other = createSource([without(), without('d', 'b')], 'd', 'c', 'b', 'a')
    const fewer = createSource([without('b')], 'a', 'b', 'c', 'd')

    const address = await addressWithout(source, whole)

    expect(address).toMatchObject({ etag: '', rows: 998, bytes: whole.bytes - 2 * 'data,b\n'.length, excluded: [1, 1] })
    expect((await addressWithout(other.source, whole))?.sha256).toBe(address?.sha256)
    expect((await addressWithout(fewer.source, whole))?.sha256).not.toBe(address?.sha256)
  })

  it('are joined from the files that nobody reads, and from what is left of those set apart', async () => {
    const { source, whole } = createSource([without('b', 'd')], 'a', 'b', 'c', 'd')
    const address = (await addressWithout(source, whole)) as JobManifestAddress
    const joins: JobManifestJoin[] = []
    const deps = {
      joinJobManifest: async (join: JobManifestJoin) => {
        joins.push(join)
        return { etag: '"e-3"' }
      },
    }

    await joinJobManifest(source, address, { workLocation: { bucket: 'work', prefix: '', owner: '1' } }, deps)

    const [{ parts = [], bytes, metadata } = { parts: [], bytes: 0, metadata: {} }] = joins
    expect(parts.map((part) => ('from' in part ? part.from.key : 'runner'))).toEqual(['0/a', '0/b', 'runner'])
    const last = parts.at(-1)
    expect(last !== undefined && 'read' in last ? String(await last.read()) : '').toBe(rowsOf(['a', 'c']))
    expect(bytes).toBe(13 * MIB + rowsOf(['a', 'c']).length)
    expect(metadata).toEqual({ rows: '998', checksum: '0'.repeat(16) })
  })

  it('are not joined if so many are set apart that S3 would have to copy them', async () => {
    const long = Array.from({ length: 5_300 }, (_, index) => `${'k'.repeat(1000)}${index}`)
    const { source, whole } = createSource([without('k')], ...long)
    expect(await addressWithout(source, whole)).toBeUndefined()
  })
})

describe('a canary is chosen', () => {
  const { source } = createSource([], 'a', 'b', 'c')

  it('from the rows set apart, if S3 joins the others', () => {
    expect(partsToTry(source)).toEqual(source.parts.slice(2))
  })

  it('from all rows, if they are read anyway, or if none is set apart', () => {
    expect(partsToTry({ ...source, proof: undefined })).toEqual(source.parts)
    expect(partsToTry({ ...source, parts: source.parts.slice(0, 2) })).toEqual(source.parts.slice(0, 2))
  })
})
