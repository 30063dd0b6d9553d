// Opens a Parquet file with range requests: the footer first, then only the requested column chunks or pages.

import type { ColumnChunk, FileMetaData } from 'hyparquet'
import type { ColumnarFile, ColumnKind, LoadedColumns, RowGroup } from '../columnar.ts'
import { cursorOver } from '../cursor.ts'
import { type ByteRange, fetchRanges, type RangeReader, WIDE_GAP_BYTES } from '../ranges.ts'
import { insist, unreadable } from '../unreadable.ts'
import { parseCodec } from './codec.ts'
import { type Chunk, type ChunkPart, decodeCodes, decodeFlags, decodeNumbers, decodeTexts } from './column-chunk.ts'
import { chunkRange, type Footer, type ParquetColumn, readFooter } from './parquet-footer.ts'
import { integerAt, readStruct, type ThriftValue } from './thrift.ts'

/** A chunk up to this size is read whole: finding out which of its pages are wanted costs a request too. */
const SMALL_CHUNK_BYTES = 256 * 1024

type Group = FileMetaData['row_groups'][number]

/** A part of a chunk that is still to be fetched. */
type PlannedPart = { readonly range: ByteRange; readonly firstRow: number; readonly rows: number }

/**
 * Opens a Parquet file of `fileBytes`. One request, two if the footer is very long; no data is read.
 * Throws UNREADABLE for a file that is damaged or encrypted.
 */
export async function openParquet(read: RangeReader, fileBytes: number): Promise<ColumnarFile> {
  const footer = await readFooter(read, fileBytes)
  const { columns } = footer
  return {
    rows: Number(footer.metadata.num_rows),
    columns: new Map(columns.map(({ name, kind }) => [name, kind])),
    otherColumns: footer.otherColumns,
    groups: footer.metadata.row_groups.map((group) => openGroup(readThroughTail(read, footer), group, columns, footer)),
  }
}

/** Bytes in the tail are not fetched again. */
function readThroughTail(read: RangeReader, { tail, tailStart }: Footer): RangeReader {
  return async (start, end) =>
    start >= tailStart ? tail.subarray(start - tailStart, end - tailStart) : await read(start, end)
}

function openGroup(read: RangeReader, group: Group, columns: readonly ParquetColumn[], footer: Footer): RowGroup {
  const rows = Number(group.num_rows)
  return {
    rows,
    constant: (name) => findConstant(group, columns, name),
    async load(names, wanted) {
      const asked = names.map((name) => {
        const column = columns.find((candidate) => candidate.name === name)
        if (column === undefined) throw unreadable(`the Parquet file has no readable column ${name}`)
        return { column, chunk: group.columns[column.index] as ColumnChunk }
      })
      const plans = await planParts(
        read,
        asked.map(({ chunk }) => chunk),
        rows,
        wanted,
        footer,
      )
      const { cut, release } = await fetchRanges(
        read,
        plans.flatMap((parts) => parts.map(({ range }) => range)),
        wanted && WIDE_GAP_BYTES,
      )
      const chunks = asked.map(({ column, chunk }, index) => ({
        column,
        chunk: assemble(
          column,
          chunk,
          rows,
          (plans[index] ?? []).map((part) => ({ ...part, bytes: cut(part.range) })),
        ),
      }))
      // Everything that is decoded is a copy.
      return { ...decodeColumns(chunks, wanted), release }
    },
  }
}

/** Bounds may be shortened, but never exclude a value: if both are the same text, it is the only one. */
function findConstant(group: Group, columns: readonly ParquetColumn[], name: string): string | undefined {
  const column = columns.find((candidate) => candidate.name === name)
  const statistics = column && group.columns[column.index]?.meta_data?.statistics
  const { min_value: least, max_value: greatest, null_count: nulls } = statistics ?? {}
  // Beyond ASCII the bytes of a text are not its characters.
  return typeof least === 'string' && least === greatest && nulls === 0n && /^[ -~]*$/.test(least) ? least : undefined
}

/** The parts of each chunk to fetch: all of it, or, with an offset index, only the pages with wanted rows. */
async function planParts(
  read: RangeReader,
  chunks: readonly ColumnChunk[],
  rows: number,
  wanted: Uint32Array | undefined,
  footer: Footer,
): Promise<readonly (readonly PlannedPart[])[]> {
  if (rows === 0) return chunks.map(() => [])
  const indexRanges = chunks.map((chunk) => (wanted === undefined ? undefined : offsetIndexRange(chunk, footer.start)))
  const { cut } = await fetchRanges(
    read,
    indexRanges.filter((range) => range !== undefined),
  )
  return chunks.map((chunk, index) => {
    const range = indexRanges[index]
    const whole = [{ range: chunkRange(chunk), firstRow: 0, rows }]
    return range === undefined || wanted === undefined ? whole : planPages(chunk, cut(range), rows, wanted)
  })
}

function offsetIndexRange(chunk: ColumnChunk, footerStart: number): ByteRange | undefined {
  const { start, end } = chunkRange(chunk)
  const { offset_index_offset: offset, offset_index_length: length } = chunk
  if (offset === undefined || length === undefined || end - start <= SMALL_CHUNK_BYTES) return undefined
  const range = { start: Number(offset), end: Number(offset) + length }
  insist(range.start >= 4 && range.end > range.start && range.end <= footerStart, 'a Parquet offset index lies outside')
  return range
}

function planPages(chunk: ColumnChunk, index: Uint8Array, rows: number, wanted: Uint32Array): PlannedPart[] {
  const whole = chunkRange(chunk)
  const pages = parseOffsetIndex(index)
  const first = pages[0]
  insist(first !== undefined && first.firstRow === 0, 'a Parquet offset index does not start at the first row')

  const parts: PlannedPart[] = [{ range: { start: whole.start, end: first.range.start }, firstRow: 0, rows: 0 }]
  let next = 0
  let end = whole.start
  pages.forEach(({ range, firstRow }, page) => {
    const lastRow = pages[page + 1]?.firstRow ?? rows
    insist(range.start >= end && range.end <= whole.end && lastRow > firstRow, 'a Parquet offset index is out of order')
    end = range.end
    if (next < wanted.length && (wanted[next] as number) < lastRow) {
      parts.push({ range, firstRow, rows: lastRow - firstRow })
      while (next < wanted.length && (wanted[next] as number) < lastRow) next += 1
    }
  })
  return parts
}

/** The position of each data page and its first row. */
function parseOffsetIndex(bytes: Uint8Array): { readonly range: ByteRange; readonly firstRow: number }[] {
  const locations = readStruct(cursorOver(bytes)).get(1)
  insist(Array.isArray(locations), 'a Parquet offset index has no list of pages')
  return locations.map((location: ThriftValue) => {
    insist(location instanceof Map, 'a Parquet offset index lists what is no page')
    const [start, length, firstRow] = [1, 2, 3].map((id) => integerAt(location, id) ?? -1) as [number, number, number]
    insist(start >= 0 && length > 0 && firstRow >= 0, 'a Parquet offset index has a page without a place')
    return { range: { start, end: start + length }, firstRow }
  })
}

function assemble(column: ParquetColumn, chunk: ColumnChunk, rows: number, parts: readonly ChunkPart[]): Chunk {
  const codec = parseCodec(chunk.meta_data?.codec ?? 'UNKNOWN')
  const optional = column.element.repetition_type === 'OPTIONAL'
  return { name: column.name, form: { codec, optional }, element: column.element, parts, rows }
}

function decodeColumns(
  chunks: readonly { readonly column: ParquetColumn; readonly chunk: Chunk }[],
  wanted: Uint32Array | undefined,
): Omit<LoadedColumns, 'release'> {
  const take = (name: string, kinds: readonly ColumnKind[]): Chunk => {
    const found = chunks.find(({ column }) => column.name === name)
    insist(found !== undefined, `the Parquet column ${name} was not fetched`)
    const { element, kind } = found.column
    insist(kinds.includes(kind), `the Parquet column ${name} is of type ${element.type}`)
    return found.chunk
  }
  return {
    codes: (name) => decodeCodes(take(name, ['text']), wanted),
    texts: (name) => decodeTexts(take(name, ['text']), wanted),
    flags: (name) => decodeFlags(take(name, ['flag']), wanted),
    numbers: (name) => decodeNumbers(take(name, ['integer', 'timestamp']), wanted),
  }
}
