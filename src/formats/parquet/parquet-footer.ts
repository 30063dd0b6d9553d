// Parses the Parquet footer: its position, the checks before anything in it is trusted, and the columns in it.

import { type ColumnChunk, type FileMetaData, parquetMetadata, type RowGroup, type SchemaElement } from 'hyparquet'
import { ActionError } from '../../words/errors.ts'
import type { ColumnKind } from '../columnar.ts'
import { cursorOver } from '../cursor.ts'
import { type RangeReader, readExactly } from '../ranges.ts'
import { insist, unreadable } from '../unreadable.ts'
import { readStruct } from './thrift.ts'

/** Read in one request from the end: enough for the footer of some hundred column chunks. */
const TAIL_BYTES = 64 * 1024

/** The footer of a valid inventory file is a few kilobytes; it is held in memory as a whole. */
const MAX_FOOTER_BYTES = 64 * 1024 * 1024

/** The footer's length and the magic number after it. */
const TRAILER_BYTES = 8

const MAX_GROUP_ROWS = 64 * 1024 * 1024

/** Field of FileMetaData that is present if columns are encrypted and the footer is not. */
const ENCRYPTION_ALGORITHM = 8

export type Footer = {
  readonly metadata: FileMetaData
  /** The readable columns: directly under the root, not repeated, of a type that an inventory has. */
  readonly columns: readonly ParquetColumn[]
  /** All others under the root, with their types. */
  readonly otherColumns: ReadonlyMap<string, string>
  /** Byte at which the footer starts: all data is before it. */
  readonly start: number
  /** The file's last bytes and where they start: offset indexes are often among them. */
  readonly tail: Uint8Array
  readonly tailStart: number
}

/**
 * Fetches and parses the footer of a file of `fileBytes`: one request, two if it is very long.
 * Throws UNREADABLE for a file that is damaged or encrypted, and if rows or positions of column chunks do not add up.
 */
export async function readFooter(read: RangeReader, fileBytes: number): Promise<Footer> {
  insist(fileBytes > TRAILER_BYTES + 4, `the file is no Parquet file: it has ${fileBytes} bytes`)
  let tailStart = Math.max(0, fileBytes - TAIL_BYTES)
  let tail = await readExactly(read, { start: tailStart, end: fileBytes })
  const magic = Buffer.from(tail.subarray(-4)).toString('latin1')
  insist(magic !== 'PARE', 'the Parquet footer is encrypted: only unencrypted files are supported')
  insist(magic === 'PAR1', 'the file is no Parquet file: it does not end in PAR1')

  const length = Buffer.from(tail.subarray(-TRAILER_BYTES)).readUInt32LE(0)
  const start = fileBytes - TRAILER_BYTES - length
  insist(length <= MAX_FOOTER_BYTES && start >= 4, `a Parquet footer of ${length} bytes is announced`)
  if (start < tailStart) {
    tail = Buffer.concat([await readExactly(read, { start, end: tailStart }), tail])
    tailStart = start
  }
  return { ...parseFooter(tail.subarray(start - tailStart), start), start, tail, tailStart }
}

function parseFooter(footer: Uint8Array, dataEnd: number): Pick<Footer, 'metadata' | 'columns' | 'otherColumns'> {
  // hyparquet trusts the lengths of lists, so the structure is validated before it is passed on.
  const struct = readStruct(cursorOver(footer, 0, footer.length - TRAILER_BYTES))
  insist(!struct.has(ENCRYPTION_ALGORITHM), 'the Parquet file is encrypted: only unencrypted files are supported')
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false, parsers: RAW_STATISTICS })
    checkRows(metadata)
    for (const group of metadata.row_groups) {
      for (const chunk of group.columns) checkChunk(chunk, group, dataEnd)
    }
    return { metadata, ...parseColumns(metadata) }
  } catch (error) {
    // It also trusts the types of fields: if one is not as its own types say, anything can be thrown above.
    throw error instanceof ActionError ? error : unreadable('the Parquet footer cannot be understood', error)
  }
}

/** Of the statistics only texts are used, byte by byte; errors in the rest do not matter. */
const RAW_STATISTICS = {
  timestampFromMilliseconds: () => undefined,
  timestampFromMicroseconds: () => undefined,
  timestampFromNanoseconds: () => undefined,
  dateFromDays: () => undefined,
  stringFromBytes: (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1'),
  jsonFromBytes: () => undefined,
  uuidFromBytes: () => undefined,
}

function checkRows({ num_rows, row_groups }: FileMetaData): void {
  let sum = 0n
  for (const { num_rows: rows } of row_groups) {
    insist(rows >= 0n && rows <= MAX_GROUP_ROWS, `a Parquet row group declares ${rows} rows`)
    sum += rows
  }
  insist(num_rows === sum, `the Parquet footer declares ${num_rows} rows and its row groups ${sum}`)
}

function checkChunk(chunk: ColumnChunk, group: RowGroup, dataEnd: number): void {
  insist(
    chunk.crypto_metadata === undefined && chunk.encrypted_column_metadata === undefined,
    'a Parquet column is encrypted: only unencrypted files are supported',
  )
  insist(!chunk.file_path, 'a Parquet column lies in another file')
  const facts = chunk.meta_data
  insist(facts !== undefined, 'a Parquet column chunk has no metadata')
  // If nothing is stored, writers use arbitrary offsets.
  if (group.num_rows === 0n) return
  const { start, end } = chunkRange(chunk)
  insist(start >= 4 && end >= start && end <= dataEnd, `a Parquet column lies from byte ${start} to ${end}`)
  const isFlat = facts.path_in_schema.length === 1
  insist(!isFlat || facts.num_values === group.num_rows, 'a Parquet column chunk has other values than its group rows')
}

/** Position of a column chunk: its dictionary page, if it has one, and the data pages. */
export function chunkRange({ meta_data: facts }: ColumnChunk): { start: number; end: number } {
  if (facts === undefined) throw unreadable('a Parquet column chunk has no metadata')
  // Some writers use zero for "no dictionary".
  const dictionary = Number(facts.dictionary_page_offset ?? 0n)
  const data = Number(facts.data_page_offset)
  const start = dictionary > 0 && dictionary < data ? dictionary : data
  return { start, end: start + Number(facts.total_compressed_size) }
}

/** A flat column, and its position among the chunks of each row group. */
export type ParquetColumn = {
  readonly name: string
  readonly index: number
  readonly element: SchemaElement
  readonly kind: ColumnKind
}

function parseColumns({ schema, row_groups }: FileMetaData): Pick<Footer, 'columns' | 'otherColumns'> {
  const columns: ParquetColumn[] = []
  const otherColumns = new Map<string, string>()
  let leaf = 0
  let nested = 0
  for (const element of schema.slice(1)) {
    const children = element.num_children ?? 0
    insist(typeof element.name === 'string' && Number.isInteger(children), 'a Parquet column has no name')
    if (nested > 0) nested -= 1
    else {
      const kind = children === 0 && element.repetition_type !== 'REPEATED' ? kindOf(element) : undefined
      if (kind === undefined) otherColumns.set(element.name, typeOf(element))
      else columns.push({ name: element.name, index: leaf, element, kind })
    }
    nested += children
    if (children === 0) leaf += 1
  }
  insist(
    new Set(columns.map(({ name }) => name)).size === columns.length,
    'the Parquet file has two columns of one name',
  )
  for (const group of row_groups) {
    insist(group.columns.length === leaf, `a Parquet row group has ${group.columns.length} of ${leaf} columns`)
    for (const { name, index, element } of columns) {
      const facts = group.columns[index]?.meta_data
      insist(facts?.path_in_schema.join('.') === name, `a Parquet row group has another column where ${name} is due`)
      insist(facts.type === element.type, `a Parquet row group has ${name} as ${facts.type}, not ${element.type}`)
    }
  }
  return { columns, otherColumns }
}

function typeOf({
  type,
  converted_type: converted,
  logical_type: logical,
  repetition_type: repetition,
}: SchemaElement) {
  const meaning = logical?.type ?? converted
  const written = type === undefined ? 'a group' : meaning === undefined ? type : `${type} (${meaning})`
  return repetition === 'REPEATED' ? `repeated ${written}` : written
}

function kindOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): ColumnKind | undefined {
  const meaning = logical?.type ?? converted
  switch (type) {
    case 'BYTE_ARRAY':
      return meaning === undefined || meaning === 'STRING' || meaning === 'UTF8' || meaning === 'ENUM'
        ? 'text'
        : undefined
    case 'BOOLEAN':
      return 'flag'
    case 'INT96':
      return 'timestamp'
    case 'INT32':
    case 'INT64':
      if (meaning === undefined || meaning === 'INTEGER' || /^INT_/.test(meaning)) return 'integer'
      return type === 'INT64' && meaning.startsWith('TIMESTAMP') ? 'timestamp' : undefined
    default:
      return undefined
  }
}
