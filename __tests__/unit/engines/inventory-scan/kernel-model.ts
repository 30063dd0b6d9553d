// What the kernel must come to, written the slow and plain way: one character at a time, one object per row.

import { gzipSync } from 'node:zlib'
import { CsvKernel } from '../../../../src/engines/inventory-scan/kernel/csv-kernel.ts'
import { instantiateKernel } from '../../../../src/engines/inventory-scan/kernel/csv-module.ts'
import type {
  InflateLimits,
  KernelSpec,
  KernelTally,
} from '../../../../src/engines/inventory-scan/kernel/kernel-spec.ts'

export const STATUSES = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C', 'NOT-SSE']
export const NO_LIMITS: InflateLimits = { maxBytes: 2 ** 40 }

/** Bucket, Key, IsLatest, IsDeleteMarker, Size, EncryptionStatus; findings are reported. */
export const SPEC: KernelSpec = {
  columnCount: 6,
  bucketColumn: 0,
  keyColumn: 1,
  latestColumn: 2,
  markerColumn: 3,
  sizeColumn: 4,
  statusColumn: 5,
  bucket: 'source-bucket',
  statuses: STATUSES,
  isReported: [false, false, false, false, true],
}

/** A record as it stands in the text, and its fields; undefined where RFC 4180 sees none. */
export type ModelRow = { readonly raw: string; readonly fields: readonly string[] | undefined }

/** Cuts text (one character per byte) into records: a line feed outside quotes ends one. */
export function splitRecords(text: string): ModelRow[] {
  const rows: ModelRow[] = []
  let start = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') isQuoted = !isQuoted
    if (text[i] !== '\n' || isQuoted) continue
    const raw = text.slice(start, i + 1)
    rows.push({ raw, fields: splitFields(raw.slice(0, -1)) })
    start = i + 1
  }
  if (start < text.length)
    rows.push({ raw: text.slice(start), fields: isQuoted ? undefined : splitFields(text.slice(start)) })
  return rows
}

function splitFields(line: string): string[] | undefined {
  const fields: string[] = []
  const field = /"((?:[^"]|"")*)"|([^",]*)/y
  for (let at = 0; ; ) {
    field.lastIndex = at
    const match = field.exec(line)
    if (match === null) return undefined
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    at = field.lastIndex
    if (at === line.length) return fields
    if (line[at++] !== ',') return undefined
  }
}

export type Meaning = {
  readonly kind: 'marker' | 'current' | 'noncurrent'
  readonly status: number
  readonly size: bigint
}

/** What a row says; undefined if any of it is not as S3 writes it. */
export function understand({ fields }: ModelRow, spec: KernelSpec): Meaning | undefined {
  if (fields === undefined || fields.length !== spec.columnCount) return undefined
  const field = (column: number, absent: string) => (column < 0 ? absent : (fields[column] as string))
  const latest = field(spec.latestColumn, 'true')
  const marker = field(spec.markerColumn, 'false')
  const size = field(spec.sizeColumn, '0')
  const status = spec.statuses.indexOf(field(spec.statusColumn, ''))
  if (field(spec.bucketColumn, '') !== spec.bucket || field(spec.keyColumn, '') === '') return undefined
  if (![latest, marker].every((word) => word === 'true' || word === 'false')) return undefined
  if (!/^[0-9]{1,15}$/.test(size) && !(size === '' && marker === 'true')) return undefined
  if (marker === 'true') return { kind: 'marker', status: -1, size: 0n }
  if (status < 0) return undefined
  return { kind: latest === 'true' ? 'current' : 'noncurrent', status, size: BigInt(size) }
}

/** The tally of rows that must be counted. */
export function tallyRows(rows: readonly ModelRow[], spec: KernelSpec): KernelTally {
  const create = () => spec.statuses.map(() => ({ objects: 0, bytes: 0n }))
  const tally = { current: create(), noncurrent: create(), deleteMarkers: 0 }
  for (const row of rows) {
    const meaning = understand(row, spec)
    if (meaning === undefined) throw new Error(`counted, but means nothing: ${row.raw}`)
    if (meaning.kind === 'marker') {
      tally.deleteMarkers++
      continue
    }
    const counter = tally[meaning.kind][meaning.status] as { objects: number; bytes: bigint }
    counter.objects++
    counter.bytes += meaning.size
  }
  return tally
}

/** One for all runs: a new one per run costs more than the run. */
const instance = instantiateKernel()

export type Seen = {
  readonly proven: ReadonlyMap<number, readonly string[]>
  readonly unread: ReadonlyMap<number, string>
  readonly rows: number
  readonly tally: KernelTally
}

/** Runs the kernel over compressed bytes, cut into pieces of the given lengths (the last one is repeated). */
export function runKernel(
  gzip: Uint8Array,
  spec = SPEC,
  pieces: readonly number[] = [65536],
  limits = NO_LIMITS,
): Seen {
  const proven = new Map<number, readonly string[]>()
  const unread = new Map<number, string>()
  const kernel = new CsvKernel(
    spec,
    {
      onRow(rowNumber) {
        const { bytes, starts, ends } = kernel.fields
        const texts = [...starts].map((start, i) => Buffer.from(bytes.subarray(start, ends[i])).toString('latin1'))
        proven.set(rowNumber, texts)
      },
      onUnread(bytes, rowNumber) {
        unread.set(rowNumber, Buffer.from(bytes).toString('latin1'))
      },
    },
    limits,
    instance,
  )
  for (let at = 0, i = 0; at < gzip.length; i++) {
    const length = pieces[Math.min(i, pieces.length - 1)] as number
    kernel.push(gzip.subarray(at, at + length))
    at += length
  }
  kernel.finish()
  return { proven, unread, rows: kernel.rows, tally: kernel.tally() }
}

/** Gzip of text with one character per byte. Level 0 keeps the text as it is, so that pieces cut it anywhere. */
export function compress(text: string, level = 0): Buffer {
  return gzipSync(Buffer.from(text, 'latin1'), { level })
}

/** A row as S3 writes it. */
export function writeRow(...fields: readonly string[]): string {
  return `${fields.map((field) => `"${field}"`).join(',')}\n`
}
