import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../../src/decide/choose-by-need.ts'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import type { ScanProgress } from '../../../../src/engines/inventory-scan/scan-progress.ts'
import { filesOf } from '../../../../src/findings/proof.ts'
import type { RowPart } from '../../../../src/findings/row-part.ts'
import { spoolPath } from '../../../../src/findings/spool.ts'
import { textOfPart } from '../../../support/kept-rows.ts'
import { type CsvObject, createReport, createRequest, csvLine, gzipLines } from '../../../support/report.ts'

let spool: string
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'scan-'))
})
afterEach(() => rmSync(spool, { recursive: true, force: true }))

const range = (count: number, make: (i: number) => CsvObject) => Array.from({ length: count }, (_, i) => make(i))
const read = (parts: readonly RowPart[] | undefined) => (parts ?? []).map(textOfPart).join('')

describe('scanReport', () => {
  it('tells which patterns matched a current object, in whatever file', async () => {
    const made = createReport([
      gzipLines([{ key: 'a%2Fb+c' }, { key: 'old', latest: 'false' }]),
      gzipLines([{ key: 'tmp/%C3%A9' }, { key: 'a/tmp/x' }, { key: 'gone', marker: 'true', status: '', size: '' }]),
    ])
    const request = createRequest(made, spool)
    const spec = {
      ...request.spec,
      include: ['tmp/?', 'a/b c', 'old', 'b/**'],
      exclude: ['gone', '**/x', '**/y'],
      exceptions: [{ prefix: 'a' }],
    }
    const { matchedPatterns, excluded } = await scanReport({ ...request, spec })
    expect(matchedPatterns).toEqual({ include: [true, true, false, false], exclude: [false, true, false] })
    expect(excluded.objects).toBe(1)
  })

  it('counts every kind of row and keeps the copyable ones in job-manifest form', async () => {
    const made = createReport([
      gzipLines([
        { key: 'a', size: 10 },
        { key: 'logs/b+c', size: 20, status: 'NOT-SSE' },
        { key: 'logs/d', size: 30, status: 'NOT-SSE', storageClass: 'GLACIER' },
        { key: 'old', size: 40, status: 'NOT-SSE', latest: 'false' },
        { key: 'gone', size: '', status: '', marker: 'true' },
      ]),
      gzipLines([
        { key: 'tmp/x', size: 50, status: 'NOT-SSE' },
        { key: 'logs/e', size: 200_000, status: 'NOT-SSE', modified: '2022-06-01T00:00:00.000Z' },
        { key: 'ia', size: 60, status: 'NOT-SSE', storageClass: 'STANDARD_IA' },
        { key: 'kms', size: 70, status: 'SSE-KMS' },
      ]),
    ])
    const request = createRequest(made, spool)
    const result = await scanReport({ ...request, spec: { ...request.spec, exclude: ['tmp/**'] } })
    const tally = (objects: number, bytes: number) => ({ objects, bytes: BigInt(bytes) })
    expect(result).toMatchObject({
      rows: 9,
      current: {
        'SSE-S3': tally(1, 10),
        'SSE-KMS': tally(1, 70),
        'NOT-SSE': tally(4, 200_110),
        'SSE-C': tally(0, 0),
        'DSSE-KMS': tally(0, 0),
      },
      noncurrent: { 'NOT-SSE': tally(1, 40) },
      deleteMarkers: 1,
      excluded: tally(1, 50),
      findings: tally(4, 200_110),
      findingsByStatus: { 'NOT-SSE': tally(4, 200_110), 'SSE-KMS': tally(0, 0) },
      unknownStatus: { rows: 0, values: [] },
      rowsDropped: false,
    })
    expect([...result.findingsByStorageClass]).toEqual([
      ['STANDARD', tally(2, 200_020)],
      ['GLACIER', tally(1, 30)],
      ['STANDARD_IA', tally(1, 60)],
    ])
    expect(result.findingsBySize.map(({ tally }) => tally.objects)).toEqual([3, 1, 0, 0, 0, 0])
    expect(result.topPrefixes).toEqual([
      { prefix: 'logs/', tally: tally(3, 200_050) },
      { prefix: '', tally: tally(1, 60) },
    ])
    expect(result.samples.map(({ key }) => key)).toEqual(['ia', 'logs/b%20c', 'logs/d', 'logs/e'])
    expect([...result.heldBack]).toEqual([
      [
        'archived',
        {
          tally: tally(1, 30),
          samples: [{ key: 'logs/d', status: 'NOT-SSE', storageClass: 'GLACIER', size: 30, heldBack: 'archived' }],
        },
      ],
    ])
    const [standard, infrequent] = result.groups
    expect(result.groups).toHaveLength(2)
    expect(standard).toMatchObject({
      storageClass: 'STANDARD',
      tally: tally(2, 200_020),
      newestLastModified: Date.UTC(2022, 5, 1),
    })
    expect(infrequent).toMatchObject({ storageClass: 'STANDARD_IA', tally: tally(1, 60) })
    expect(read(standard?.parts)).toBe('src,logs/b%20c\nsrc,logs/e\n')
    expect(read(infrequent?.parts)).toBe('src,ia\n')
    const { files } = made.report.manifest
    expect(filesOf(result.proof)).toEqual(
      files.map(({ key, size }, i) => ({ key, size, rows: i === 0 ? 5 : 4, proof: 'etag', bytesFetched: size })),
    )
    expect(made.store.log.toSorted()).toEqual(files.map(({ key }) => `stream ${key}`))
  })

  it('hashes a CSV file whose ETag is no MD5', async () => {
    const made = createReport([gzipLines([{ key: 'a', size: 10 }])])
    const stream: typeof made.store.stream = async (...asked) => ({
      ...(await made.store.stream(...asked)),
      etag: 'd41d8cd98f00b204e9800998ecf8427e-2',
    })
    const { proof } = await scanReport({ ...createRequest(made, spool), store: { ...made.store, stream } })
    expect(filesOf(proof).map((file) => file.proof)).toEqual(['md5'])
  })

  it('gives the same result with one worker and with four, in whatever pieces the bytes come', async () => {
    const files = range(9, (i) => ({ key: `${i}` })).map((_, file) =>
      gzipLines(range(50, (i) => ({ key: `f${file}/${i}`, size: i, status: i % 3 === 0 ? 'NOT-SSE' : 'SSE-S3' }))),
    )
    const results = await Promise.all(
      [1, 4].map(async (workers) => {
        const made = createReport(files)
        made.store.chunkBytes = workers === 1 ? 11 : 1000
        const folder = join(spool, String(workers))
        const { groups, ...rest } = await scanReport(createRequest(made, folder, { workers }))
        return { ...rest, groups: groups.map(({ parts, ...group }) => ({ ...group, rows: read(parts) })) }
      }),
    )
    expect(results[0]).toEqual(results[1])
    expect(results[0]?.groups[0]?.rows.split('\n')).toHaveLength(9 * 17 + 1)
  })

  it('reads a report of no files without starting a worker', async () => {
    const result = await scanReport(
      createRequest(createReport([]), spool, { workerUrl: new URL('file:///nowhere.js') }),
    )
    expect(result).toMatchObject({ rows: 0, findings: { objects: 0, bytes: 0n }, groups: [], proof: { files: [] } })
  })

  it.each(['ARCHIVE', 'DEEP_ARCHIVE', ''])(
    'writes nowhere else, whatever class a forged report names (tier "%s")',
    async (tier) => {
      const columns = ['bucket', 'key', 'storageclass', 'intelligenttieringaccesstier', 'encryptionstatus']
      const classes = ['../../escaped', '/tmp', '../..', 'STANDARD/../../escaped']
      const rows = classes.map((storageClass, index) => `"src","k${index}","${storageClass}","${tier}","NOT-SSE"\n`)
      const request = createRequest(createReport([gzipSync(rows.join(''))], { columns }), join(spool, 'a', 'b'))
      const choices = chooseByNeed({ target: 'SSE-S3', copiesInParts: true, restoresArchived: true })
      const result = await scanReport({ ...request, spec: { ...request.spec, choices } })
      expect([...result.heldBack].map(([reason, { tally }]) => [reason, tally.objects])).toEqual([
        ['storage-class-unsupported', classes.length],
      ])
      expect(result.groups).toEqual([])
      expect(readdirSync(spool, { recursive: true }).sort()).toEqual(['a', join('a', 'b')])
    },
  )

  it.each(['restore/../..', '../escaped', 'restore/', '/etc', 'copy/standard', ''])(
    'has no path for the group "%s"',
    (group) => {
      expect(() => spoolPath(spool, group, 0)).toThrow('no group')
    },
  )

  it('reads a report of current versions only, without Size and the rest', async () => {
    const bytes = gzipSync('"src","a","NOT-SSE"\nsrc,b,SSE-S3\n')
    const result = await scanReport(
      createRequest(createReport([bytes], { columns: ['bucket', 'key', 'encryptionstatus'] }), spool),
    )
    expect(result.current['NOT-SSE'].objects).toBe(1)
    expect(result.findingsBySize).toEqual([])
    expect(result.samples).toEqual([
      { key: 'a', status: 'NOT-SSE', storageClass: '', size: undefined, heldBack: 'storage-class-unknown' },
    ])
  })

  it('counts statuses it does not know, with a few of their values', async () => {
    const rows = range(20, (i) => ({ status: `NEW-${i % 12}`, latest: i < 5 ? 'true' : 'false' }))
    const result = await scanReport(createRequest(createReport([gzipLines(rows), gzipLines([{ status: '' }])]), spool))
    expect(result.unknownStatus.rows).toBe(21)
    expect(result.unknownStatus.values).toHaveLength(10)
    expect(result.unknownStatus.values[1]).toBe('NEW-0')
  })

  it('keeps no rows when not asked to', async () => {
    const result = await scanReport(
      createRequest(createReport([gzipLines([{ status: 'NOT-SSE' }])]), spool, { keepRows: 'no' }),
    )
    expect(result.groups).toMatchObject([{ storageClass: 'STANDARD', parts: [] }])
    expect(result.rowsDropped).toBe(false)
    expect(readdirSync(spool)).toEqual([])
  })

  it('keeps exactly maxRows rows, and drops all of them when there is one more', async () => {
    const files = [0, 1, 2].map((file) => gzipLines(range(10, (i) => ({ key: `${file}/${i}`, status: 'NOT-SSE' }))))
    const kept = await scanReport(createRequest(createReport(files), spool, { keepRows: { maxRows: 30 } }))
    expect(kept.rowsDropped).toBe(false)
    expect(read(kept.groups[0]?.parts).split('\n')).toHaveLength(31)
    const dropped = await scanReport(createRequest(createReport(files), spool, { keepRows: { maxRows: 29 } }))
    expect(dropped).toMatchObject({ rowsDropped: true, groups: [{ tally: { objects: 30 }, parts: [] }] })
    expect(existsSync(join(spool, 'STANDARD'))).toBe(false)
  })

  it('tells how far it is', async () => {
    const made = createReport([gzipLines([{}, {}]), gzipLines([{}])])
    const seen: ScanProgress[] = []
    await scanReport(createRequest(made, spool, { onProgress: (progress) => seen.push(progress) }))
    const totalBytes = made.report.manifest.files.reduce((sum, { size }) => sum + size, 0)
    expect(seen.at(-1)).toEqual({ rows: 3, bytes: totalBytes, totalBytes, files: 2, totalFiles: 2 })
  })

  describe('ends with', () => {
    const good = gzipLines([{ key: 'a', status: 'NOT-SSE' }])
    const fail = async (made: ReturnType<typeof createReport>, change = {}) => {
      const error: unknown = await scanReport(createRequest(made, spool, change)).catch((error: unknown) => error)
      expect(existsSync(join(spool, 'STANDARD'))).toBe(false)
      return error
    }

    it("the worker's reason, with the file's name, and nothing left on disk", async () => {
      const bytes = gzipSync(csvLine({ status: 'NOT-SSE' }) + csvLine({ bucket: 'other' }))
      expect(await fail(createReport([good, bytes]))).toMatchObject({
        code: 'WRONG_BUCKET',
        message: 'Inventory file p/src/daily/data/1.csv.gz: row 2 is of bucket "other", not src',
      })
    })

    it('CHECKSUM_MISMATCH and advice for a file that was replaced', async () => {
      const made = createReport([good])
      made.store.objects.set('p/src/daily/data/0.csv.gz', gzipLines([{}]))
      expect(await fail(made)).toMatchObject({ code: 'CHECKSUM_MISMATCH', hint: expect.stringContaining('next one') })
    })

    it('INCOMPLETE_DELIVERY for a file that is not there, while others are read', async () => {
      const made = createReport([good, good, good])
      made.store.objects.delete('p/src/daily/data/2.csv.gz')
      expect(await fail(made)).toMatchObject({ code: 'INCOMPLETE_DELIVERY' })
    })

    it("the store's error when reading breaks in the middle", async () => {
      const made = createReport([good])
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield Uint8Array.from(good.subarray(0, 20))
        throw Object.assign(new Error('connection reset'), { code: 'ECONNRESET' })
      }
      expect(
        await fail(made, { store: { ...made.store, stream: async () => ({ etag: '', bytes: broken() }) } }),
      ).toMatchObject({
        message: '`connection reset`',
      })
    })

    it('INTERRUPTED when the caller stops it, with streams closed', async () => {
      const made = createReport([good])
      const abort = new AbortController()
      let closed = false
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        try {
          yield Uint8Array.from(good.subarray(0, 20))
          abort.abort()
          for (;;) {
            await new Promise((resolve) => setImmediate(resolve))
            yield new Uint8Array(0)
          }
        } finally {
          closed = true
        }
      }
      const stream = async () => ({ etag: '', bytes: endless() })
      const error = await fail(made, { signal: abort.signal, store: { ...made.store, stream } })
      expect(error).toMatchObject({ code: 'INTERRUPTED' })
      await new Promise((resolve) => setImmediate(resolve))
      expect(closed).toBe(true)
    })

    it('INVALID_INPUT for a wrong glob, before anything is read', async () => {
      const made = createReport([good])
      const request = createRequest(made, spool)
      expect(await fail(made, { spec: { ...request.spec, exclude: [''] } })).toMatchObject({ code: 'INVALID_INPUT' })
      expect(made.store.log).toEqual([])
    })
  })
})
