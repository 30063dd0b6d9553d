// Reads what S3 Select answers: one row of counts, or records of CSV; and proves that the file is still the same one.

import type { InventoryFile } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { createFields, MAX_RECORD_BYTES, splitRecord } from '../inventory-scan/csv.ts'

/** A statement about one object: gzip with CSV inside, or Parquet. */
export type SelectRequest = {
  readonly key: string
  /** `raw CSV`: every comma and line break counts, and fields keep their quotes. */
  readonly format: 'CSV' | 'raw CSV' | 'Parquet'
  readonly statement: string
  /** Gets the number of bytes that were read, uncompressed. */
  readonly onProcessed?: (bytes: number) => void
}

export type SelectCalls = {
  /**
   * The bytes that a statement returns, as CSV; they end only with the End event.
   * @throws ActionError
   */
  readonly select: (request: SelectRequest, signal: AbortSignal | undefined) => AsyncIterable<Uint8Array>
  /** HeadObject: the ETag without quotes. */
  readonly head: (key: string) => Promise<{ readonly size: number; readonly etag: string } | undefined>
}

/** The only row of an answer, which has `columns` whole numbers. @throws ActionError UNREADABLE */
export async function readCounts(answer: AsyncIterable<Uint8Array>, columns: number): Promise<readonly number[]> {
  const fields = createFields(columns)
  const rows: number[][] = []
  for await (const record of splitRecords(answer)) {
    if (!splitRecord(record, rows.length + 1, fields)) continue
    const texts = Array.from({ length: columns }, (_, at) =>
      fields.bytes.toString('latin1', fields.starts[at], fields.ends[at]),
    )
    // Sums over no row are empty.
    rows.push(
      texts.map((text) => (text === '' && texts[0] === '0' ? 0 : /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN)),
    )
  }
  const [only, ...others] = rows
  if (only !== undefined && others.length === 0 && only.every((number) => Number.isSafeInteger(number))) return only
  throw new ActionError('UNREADABLE', 'S3 Select returned something else than one row of counts')
}

/** S3 Select has no condition for the object it reads. @throws ActionError CHECKSUM_MISMATCH */
export async function proveUnchanged({ head }: SelectCalls, { key, md5, size }: InventoryFile): Promise<void> {
  const after = await head(key)
  if (after?.etag === md5 && after.size === size) return
  throw new ActionError('CHECKSUM_MISMATCH', 'was replaced while S3 Select read it', {
    hint: 'A newer report may be being delivered over this one. Run it again.',
  })
}

const LINE_FEED = 0x0a

/** Lines with their line breaks: no value that S3 writes into a CSV report has one of its own. */
export async function* splitRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.subarray(start, end + 1)
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > MAX_RECORD_BYTES)
      throw new ActionError('UNREADABLE', 'S3 Select returned a row that does not end')
  }
  if (rest.length > 0) yield rest
}
