// The engine that lists: every key once and in order however the listing is cut into parts, and nothing passed over.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { judgeBucket } from '../../../../src/decide/verdict.ts'
import { createListing, type ListingLook, type ListingSource } from '../../../../src/engines/listing/listing.ts'
import { listedPrefixes } from '../../../../src/engines/listing/prefixes.ts'
import type { ListingProof } from '../../../../src/findings/proof.ts'
import type { ScanSpec } from '../../../../src/findings/spec.ts'
import { ActionError } from '../../../../src/words/errors.ts'
import { compareKeys } from '../../../../src/words/key-order.ts'
import { encodeKey } from '../../../../src/words/object-key.ts'
import { textOfPart } from '../../../support/kept-rows.ts'
import { type ListPage, takePagesOf } from '../../../support/listed-pages.ts'
import { makeLook } from '../../../support/look.ts'
import { createReport, createRequest } from '../../../support/report.ts'

const BUCKET = 'src'
const OLD = Date.UTC(2022, 0, 1)
const RULES = { maxFindings: 0, emptyReportContradicted: false, include: [], allowsPartialInventory: false }

const { spec: SPEC } = createRequest(createReport([]), '')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A bucket with these names, whose pages have `length` keys; `requests` gets what was asked. */
function listOf(names: readonly string[], length = 1000, requests: { after: string | undefined }[] = []): ListPage {
  const sorted = [...names].sort(compareKeys)
  return async ({ prefix, after, next }) => {
    requests.push({ after })
    const from = next ?? after
    const rest = sorted.filter((name) => name.startsWith(prefix) && (from === undefined || compareKeys(name, from) > 0))
    const page = rest.slice(0, length)
    const objects = page.map((name) => {
      return { name, key: encodeKey(name), size: 7, modified: OLD, storageClass: 'STANDARD' }
    })
    return { objects, next: rest.length > length ? page.at(-1) : undefined }
  }
}

const unencrypted = (): ListingLook => ({ ...makeLook(), encryption: 'NOT-SSE', size: 7, lastModified: OLD })
const encrypted = (): ListingLook => ({ ...makeLook(), encryption: 'SSE-S3', size: 7, lastModified: OLD })

type Given = Partial<ListingSource> & { readonly list?: ListPage }

async function list({ list: pages = listOf(['a', 'b']), ...source }: Given, spec: Partial<ScanSpec> = {}) {
  const engine = createListing({
    bucket: BUCKET,
    asOf: new Date('2026-11-20T00:00:00Z'),
    prefixes: listedPrefixes(spec.include ?? []),
    openPages: takePagesOf(pages),
    look: async () => unencrypted(),
    sleep: async () => {},
    maxLooks: 100_000,
    ...source,
  })
  const question = { spec: { ...SPEC, ...spec }, keepRows: { maxRows: 1_000_000 }, spoolFolder: folder }
  const found = await engine(question)
  const rows = found.groups.flatMap(({ parts }) => parts.flatMap((part) => textOfPart(part).trim().split('\n')))
  return {
    found,
    proof: found.proof as ListingProof,
    rows,
    judgement: judgeBucket(found, { ...RULES, include: spec.include ?? [] }),
  }
}

const numbered = (count: number, before = '') =>
  Array.from({ length: count }, (_, index) => `${before}${String(index).padStart(6, '0')}`)

/** Every character that S3 takes in a key and that something on the way could mistake. */
const HOSTILE = [
  'a+b',
  'a b',
  'a%2Fb',
  '%',
  'ü/\u{1F600}',
  '\u{FFFD}x',
  '\u{10FFFF}\u{10FFFF}',
  'a\nb',
  '\u0001',
  '&<>"\'',
  'a/../b',
  ' ',
]

describe('a listing cut into parts', () => {
  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['one key', ['only']],
    ['one page exactly', numbered(10)],
    ['flat keys', numbered(997)],
    ['one deep prefix', numbered(500, 'logs/2024/01/01/part-')],
    ['keys that share all but their end', numbered(300, 'x'.repeat(1000))],
    ['keys that hold each other', Array.from({ length: 200 }, (_, index) => 'a'.repeat(index + 1))],
    ['hostile keys', [...HOSTILE, ...HOSTILE.flatMap((key) => numbered(30, key))]],
  ])('has every key once and in order: %s', async (_, names) => {
    const { rows, proof } = await list({ list: listOf(names, 10) })

    const expected = [...names].sort(compareKeys).map((name) => `${BUCKET},${encodeKey(name)}`)
    expect(rows).toEqual(expected)
    expect(proof).toMatchObject({ listed: names.length, looked: names.length, gone: 0 })
  })

  it('asks for several parts at a time, and at most for a few empty ones', async () => {
    let [underWay, most] = [0, 0]
    const page = listOf(numbered(3000, 'deep/er/'), 10)
    const slow: ListPage = async (...asked) => {
      most = Math.max(most, ++underWay)
      await new Promise((done) => setImmediate(done))
      underWay--
      return await page(...asked)
    }
    const { proof } = await list({ list: slow })
    expect(most).toBe(4)
    expect(proof.requests.list).toBeLessThan(2 * 300)
  })

  it('has the same fingerprint however it was cut, and another for other findings', async () => {
    const names = numbered(500)
    const fingerprint = async (source: Given) => (await list(source)).proof.fingerprint
    const [whole, cut] = [await fingerprint({ list: listOf(names) }), await fingerprint({ list: listOf(names, 7) })]
    expect(cut).toBe(whole)
    const etag = async () => ({
      ...makeLook(),
      encryption: 'NOT-SSE' as const,
      size: 7,
      lastModified: OLD,
      etag: '"other"',
    })
    expect(await fingerprint({ list: listOf(names), look: etag })).not.toBe(whole)
    const more = listOf([...names, 'encrypted since'])
    const look: ListingSource['look'] = async (key) => (key.startsWith('enc') ? encrypted() : unencrypted())
    expect(await fingerprint({ list: more, look })).toBe(whole)
  })

  it.each(['b', 'a', 'aa'])('refuses a page that does not continue the one before it: %s', async (name) => {
    const object = { name, key: encodeKey(name), size: 7, modified: OLD, storageClass: 'STANDARD' }
    const pages = [{ objects: [{ ...object, name: 'b', key: encodeKey('b') }], next: 'more' }]
    const page: ListPage = async () => pages.shift() ?? { objects: [object], next: undefined }
    await expect(list({ list: page })).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' })
  })
})

describe('a verdict', () => {
  it('is compliant if every key was looked at, and one that is gone is no finding', async () => {
    const { judgement, proof, found } = await list({ look: async (key) => (key === 'a' ? encrypted() : undefined) })
    expect(judgement.verdict).toBe('COMPLIANT')
    expect(proof).toMatchObject({ listed: 2, looked: 1, gone: 1 })
    expect(found.current['SSE-S3'].objects).toBe(1)
  })

  it('is none if nothing of what was listed is there', async () => {
    const { judgement } = await list({ look: async () => undefined })
    expect(judgement).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
    expect(judgement.message).toContain('None of 2 listed objects was there')
  })

  it('counts an object under a customer’s key as the listing shows it', async () => {
    const { found, judgement } = await list({ look: async () => 'sse-c' })
    expect(judgement.verdict).toBe('COMPLIANT')
    expect(found.current['SSE-C']).toEqual({ objects: 2, bytes: 14n })
  })

  it('is none if one response is not understood, and the others still are findings', async () => {
    const look: ListingSource['look'] = async (key) => (key === 'a' ? { notUnderstood: 'odd.' } : unencrypted())
    const { found, judgement } = await list({ look })
    expect(judgement).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
    expect(found.findings.objects).toBe(1)
  })

  it('is judged by the key that HeadObject shows', async () => {
    const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`
    const look: ListingSource['look'] = async (key) => {
      return { ...makeLook(), encryption: 'SSE-KMS', kmsKeyArn: key === 'c' ? undefined : arn(key), bucketKey: true }
    }
    const spec = { accepted: ['SSE-KMS'], keyRule: { kmsKeyArn: arn('a'), bucketKey: true } } as const
    const judged = await list({ look }, spec)
    expect(judged.found.findings.objects).toBe(1)
    expect(judged.judgement.verdict).toBe('NON_COMPLIANT')
    const nameless = await list({ look, list: listOf(['a', 'c']) }, spec)
    expect(nameless.judgement).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
  })

  it('needs a selected key if the bucket has any', async () => {
    const none = await list({}, { include: ['typo/**'] })
    expect(none.judgement).toMatchObject({ reason: 'NOTHING_SELECTED' })
    const excluded = await list({}, { exclude: ['**'] })
    expect(excluded.judgement).toMatchObject({ reason: 'NOTHING_SELECTED' })
    expect((await list({ list: listOf([]) }, { include: ['typo/**'] })).judgement.verdict).toBe('COMPLIANT')
  })
})

describe('what is left out', () => {
  it('is counted by the listing, and never looked at', async () => {
    const looked: string[] = []
    const look: ListingSource['look'] = async (key) => {
      looked.push(key)
      return encrypted()
    }
    const { found, proof } = await list({ look, list: listOf(['a', 'b', 'c']) }, { exclude: ['b'] })
    expect(looked).toEqual(['a', 'c'])
    expect(found.excluded).toEqual({ objects: 1, bytes: 7n })
    expect(proof).toMatchObject({ listed: 3, leftOut: 1, looked: 2 })
  })

  it.each<[readonly string[], readonly string[]]>([
    [[], ['']],
    [
      ['logs/**', 'data/*.csv'],
      ['data/', 'logs/'],
    ],
    [['logs/**', 'logs/a/**', 'logs/?x'], ['logs/']],
    [['**/x', 'logs/**'], ['']],
    [['\ud800', 'a'], ['a']],
  ])('include %j lists %j', (include, prefixes) => {
    expect(listedPrefixes(include)).toEqual(prefixes)
  })
})

describe('the budget', () => {
  it('ends the listing before anything is looked at, and says what it reached', async () => {
    let looks = 0
    const look: ListingSource['look'] = async () => {
      looks++
      return encrypted()
    }
    const pending = list({ list: listOf(numbered(100), 10), look, maxLooks: 99 })
    await expect(pending).rejects.toThrow(/more objects than max-evidence-requests allows to look at \(99\)/)
    expect(looks).toBe(0)
    expect((await list({ list: listOf(numbered(99), 10), maxLooks: 99 })).proof.looked).toBe(99)
  })
})

describe('a request that fails', () => {
  const passing = () => Object.assign(new ActionError('SERVICE_UNAVAILABLE', 'busy'), { fault: 'throttled' })

  it('is sent again, and the listing goes on from there', async () => {
    const requests: { after: string | undefined }[] = []
    const page = listOf(numbered(50), 10, requests)
    let failures = 0
    const list1: ListPage = async (...asked) => {
      if (asked[0].next === '000019' && failures++ < 2) throw passing()
      return await page(...asked)
    }
    const { proof } = await list({ list: list1, prefixes: ['0'] })
    expect(failures).toBe(3)
    expect(proof).toMatchObject({ listed: 50, looked: 50 })
  })

  it('ends the run if it fails for good', async () => {
    await expect(list({ look: () => Promise.reject(passing()) })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  })
})
