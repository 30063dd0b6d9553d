// Knows how to take a delivery in memory down the path of a run: find the newest report, scan each of its files, judge.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Judgement, judgeBucket } from '../../src/decide/verdict.ts'
import { OrderedMerge } from '../../src/engines/inventory-scan/ordered-merge.ts'
import { previewFile } from '../../src/engines/inventory-scan/preview.ts'
import { proveByReport } from '../../src/engines/inventory-scan/prove.ts'
import { scanReport } from '../../src/engines/inventory-scan/scan.ts'
import { scanFile } from '../../src/engines/inventory-scan/scan-file.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { summarize } from '../../src/findings/merge.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import type { InventoryReport } from '../../src/inventory/report.ts'
import type { ObjectStore } from '../../src/inventory/store.ts'
import { ActionError } from '../../src/words/errors.ts'
import { LOCATION, md5Of, REPORT_TIME } from './sample-reports.ts'

/** Objects by key. */
export type Delivery = ReadonlyMap<string, Uint8Array>

export type ScanOptions = {
  readonly spec: ScanSpec
  /** False: ETags are no MD5s, as with SSE-KMS, so that columnar files are copied to disk and hashed. */
  readonly etagIsMd5: boolean
  /** An object that is streamed damaged the first time, under its right ETag. */
  readonly damagedOnce: { readonly key: string; readonly bytes: Uint8Array } | undefined
  /** Through worker threads, as a run does it; otherwise in this one, which is a hundred times as fast. */
  readonly inWorkers: boolean
  /** A folder for copies of files. */
  readonly folder: string
}

export type Reading = { readonly scan: Findings; readonly judgement: Judgement }

const CHUNK_BYTES = 64 * 1024

/** What a run would say of the delivery. Rejects as findNewestReport and scanReport do. */
export async function scanDelivery(delivery: Delivery, options: ScanOptions): Promise<Reading> {
  const store = createStore(delivery, options)
  const report = await findNewestReport(store, LOCATION, { maxAge: 'auto' })
  const scan = await (options.inWorkers ? scanInWorkers : scanInThread)(report, store, options)
  // The bucket of the sample reports holds objects, so an empty report of it contradicts a listing.
  const judgement = judgeBucket(scan, {
    maxFindings: 0,
    emptyReportContradicted: true,
    include: [],
    allowsPartialInventory: false,
  })
  return { scan, judgement }
}

function createStore(delivery: Delivery, { etagIsMd5, damagedOnce }: ScanOptions): ObjectStore {
  const etags = new Map<string, string>()
  const find = (key: string): Uint8Array => {
    const bytes = delivery.get(key)
    if (bytes === undefined) throw new ActionError('INCOMPLETE_DELIVERY', `The inventory file ${key} does not exist.`)
    return bytes
  }
  const etagOf = (key: string, bytes: Uint8Array): string => {
    const etag = etags.get(key) ?? (etagIsMd5 ? md5Of(bytes) : 'not-an-md5')
    etags.set(key, etag)
    return etag
  }
  let damaged = damagedOnce
  return {
    async listFolders(prefix) {
      const inside = [...delivery.keys()].filter((key) => key.startsWith(prefix) && key.includes('/', prefix.length))
      return [...new Set(inside.map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1)))]
    },
    async read(key) {
      const bytes = delivery.get(key)
      return bytes && { bytes, etag: etagOf(key, bytes), serverDate: REPORT_TIME + 3_600_000 }
    },
    async head(key) {
      const bytes = delivery.get(key)
      return bytes && { size: bytes.length, etag: etagOf(key, bytes) }
    },
    async stream(key) {
      const stored = find(key)
      const bytes = damaged?.key === key ? damaged.bytes : stored
      if (damaged?.key === key) damaged = undefined
      return { etag: etagOf(key, stored), bytes: cut(bytes) }
    },
    async range(key, start, end, { ifMatch }) {
      const bytes = find(key)
      if (etagOf(key, bytes) !== ifMatch) throw new ActionError('CHECKSUM_MISMATCH', `${key} was replaced.`)
      return Uint8Array.from(bytes.subarray(start, end))
    },
  }
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield Uint8Array.from(bytes.subarray(at, at + CHUNK_BYTES))
}

/** What scanReport does with files and tallies, without its threads. */
export async function scanInThread(
  report: InventoryReport,
  store: ObjectStore,
  options: Pick<ScanOptions, 'spec' | 'folder'>,
): Promise<Findings> {
  const { manifest } = report
  const merge = new OrderedMerge()
  for (const [index, file] of manifest.files.entries()) {
    const { etagIsMd5, stream } = await previewFile(store, file, manifest.format, new AbortController().signal)
    let opened = stream
    const task = {
      index,
      file,
      format: manifest.format,
      columns: manifest.columns,
      sourceBucket: manifest.sourceBucket,
      spec: options.spec,
      reportTime: manifest.createdAt.getTime(),
      etagIsMd5,
      folder: options.folder,
      spool: undefined,
    }
    const outcome = await scanFile(task, {
      async *stream() {
        const bytes = opened ?? (await store.stream(file.key, { size: file.size })).bytes
        opened = undefined
        yield* bytes
      },
      range: (start, end) => store.range(file.key, start, end, { ifMatch: file.md5 }),
    })
    const { rows } = outcome.tally
    merge.add(index, {
      outcome,
      scanned: { key: file.key, size: file.size, rows, proof: outcome.proof, bytesFetched: 0 },
    })
  }
  return {
    ...summarize(merge.sum, () => []),
    duplicates: undefined,
    rowsDropped: false,
    evidence: undefined,
    proof: proveByReport(report, merge.files),
  }
}

async function scanInWorkers(report: InventoryReport, store: ObjectStore, options: ScanOptions): Promise<Findings> {
  const spoolFolder = join(options.folder, 'spool')
  try {
    return await scanReport({
      report,
      store,
      spec: options.spec,
      keepRows: { maxRows: 1_000_000 },
      spoolFolder,
      workers: 1,
      startTimer: (ms, fire) => {
        const timer = setTimeout(fire, ms)
        return () => clearTimeout(timer)
      },
    })
  } finally {
    await rm(spoolFolder, { recursive: true, force: true })
  }
}
