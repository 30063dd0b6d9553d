// Writes an inventory file as CSV, as S3 does: every field quoted, keys form-encoded, no header, gzip (S3 User Guide,
// "Inventory list"; encoding of spaces and `~` as seen in delivered reports).

import { pipeline, Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'
import type { InventoryColumn, InventoryRow } from './columns.ts'

export type CsvOptions = {
  /** Rows per gzip member; undefined for one member. Both are valid gzip files. */
  readonly rowsPerMember?: number | undefined
  /** zlib level, 1 (fast) to 9. */
  readonly level?: number | undefined
}

const PLAIN_KEY = /^[A-Za-z0-9._*/-]*$/
const ROWS_PER_CHUNK = 500
/** The encoding of each byte of a key. */
const ENCODED_BYTES = Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x20) return '+'
  const character = String.fromCharCode(byte)
  return byte < 0x80 && PLAIN_KEY.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
})

/**
 * An object key as in the Key column: of its UTF-8 bytes, `A-Z a-z 0-9 . _ - * /` are unchanged, a space is `+`,
 * everything else `%XX` in upper case (`~` too: AWS's own sample has `0100059%7Ethumb.jpg`).
 */
export function encodeCsvKey(key: string): string {
  if (PLAIN_KEY.test(key)) return key
  let encoded = ''
  for (const byte of Buffer.from(key, 'utf8')) encoded += ENCODED_BYTES[byte]
  return encoded
}

/** One line with its line feed. Booleans are lower case, times ISO 8601 with milliseconds, empty fields `""`. */
export function renderCsvRow(row: InventoryRow, columns: readonly InventoryColumn[]): string {
  let line = ''
  for (const one of columns) {
    line += line === '' ? '"' : ',"'
    line += renderCsvValue(one, row).replaceAll('"', '""')
    line += '"'
  }
  return `${line}\n`
}

function renderCsvValue(one: InventoryColumn, row: InventoryRow): string {
  if (one.name === 'Key') return encodeCsvKey(row.key)
  const value = one.read(row)
  if (value === undefined) return ''
  return one.type === 'timestamp' ? new Date(Number(value)).toISOString() : String(value)
}

/** The bytes of one `.csv.gz` file, streamed: memory does not depend on the number of rows. */
export function writeInventoryCsv(
  rows: Iterable<InventoryRow>,
  columns: readonly InventoryColumn[],
  options: CsvOptions = {},
): AsyncIterable<Uint8Array> {
  const level = options.level ?? 6
  if (options.rowsPerMember === undefined) {
    const chunks = Readable.from(renderChunks(rows, columns, ROWS_PER_CHUNK))
    // Unlike pipe, pipeline passes an error of the rows on to the reader; nothing else needs to be done here.
    return pipeline(chunks, createGzip({ level }), () => {})
  }
  return Readable.from(renderMembers(rows, columns, options.rowsPerMember, level))
}

function* renderMembers(
  rows: Iterable<InventoryRow>,
  columns: readonly InventoryColumn[],
  rowsPerMember: number,
  level: number,
): Generator<Uint8Array> {
  for (const chunk of renderChunks(rows, columns, rowsPerMember)) yield gzipSync(chunk, { level })
}

function* renderChunks(
  rows: Iterable<InventoryRow>,
  columns: readonly InventoryColumn[],
  rowsPerChunk: number,
): Generator<Buffer> {
  let text = ''
  let count = 0
  for (const row of rows) {
    text += renderCsvRow(row, columns)
    count += 1
    if (count === rowsPerChunk) {
      yield Buffer.from(text, 'utf8')
      text = ''
      count = 0
    }
  }
  if (text !== '') yield Buffer.from(text, 'utf8')
}
