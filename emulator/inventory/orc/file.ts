// Writes an inventory file as ORC, as S3 does: a struct of the report's columns, zlib-compressed stripes with row
// indexes, raw UTF-8 keys (ORC Specification v1, "File Tail", "Stripes"; S3 User Guide, "Locating your inventory
// list").

import { deflateRawSync } from 'node:zlib'
import type { ColumnType, InventoryColumn, InventoryRow } from '../columns.ts'
import { ByteSink } from './byte-sink.ts'
import { type EncodedColumn, encodeColumn, type OrcStream, type OrcValue, STREAM_KIND } from './columns.ts'
import { delimited, encodeMessage, packed, repeated, text, varint } from './protobuf.ts'
import { describeRows, describeValues } from './statistics.ts'

export type OrcOptions = {
  readonly rowsPerGroup?: number | undefined
  readonly emptyStrings?: 'null' | 'empty' | undefined
}

const MAGIC = Buffer.from('ORC', 'latin1')
const COMPRESSION_ZLIB = 1
const COMPRESSION_BLOCK_BYTES = 262_144
const ROW_INDEX_STRIDE = 10_000
const ROWS_PER_STRIPE = 100_000
/** The first version whose timestamp statistics readers trust (ORC-135). */
const WRITER_VERSION = 6
const TYPE_KIND: Readonly<Record<ColumnType, number>> = { boolean: 0, bigint: 4, string: 7, timestamp: 9 }
const STRUCT_KIND = 12

type Stripe = { readonly information: Uint8Array; readonly statistics: Uint8Array }

/** The bytes of one `.orc` file. */
export function writeInventoryOrc(
  rows: readonly InventoryRow[],
  columns: readonly InventoryColumn[],
  options: OrcOptions = {},
): Uint8Array {
  const table = columns.map((one) => rows.map((row) => toOrcValue(one, row, options.emptyStrings ?? 'null')))
  const rowsPerStripe = options.rowsPerGroup ?? ROWS_PER_STRIPE
  const file = new ByteSink()
  file.pushAll(MAGIC)
  const stripes: Stripe[] = []
  for (let start = 0; start < rows.length; start += rowsPerStripe) {
    const part = table.map((values) => values.slice(start, start + rowsPerStripe))
    stripes.push(writeStripe(file, columns, part, Math.min(rowsPerStripe, rows.length - start)))
  }
  writeTail(file, columns, table, rows.length, stripes)
  return file.toBytes()
}

function toOrcValue(one: InventoryColumn, row: InventoryRow, emptyStrings: 'null' | 'empty'): OrcValue {
  const value = one.read(row)
  if (one.type !== 'string') return value ?? null
  const isNull = (value === undefined || value === '') && emptyStrings === 'null' && one.when !== 'always'
  return isNull ? null : (value ?? '')
}

/** Row indexes, then data, then the stripe's footer. */
function writeStripe(
  file: ByteSink,
  columns: readonly InventoryColumn[],
  table: readonly (readonly OrcValue[])[],
  rowCount: number,
): Stripe {
  const groupCount = Math.ceil(rowCount / ROW_INDEX_STRIDE)
  const groupsOf = (values: readonly OrcValue[]): readonly (readonly OrcValue[])[] =>
    Array.from({ length: groupCount }, (_, group) =>
      values.slice(group * ROW_INDEX_STRIDE, (group + 1) * ROW_INDEX_STRIDE),
    )
  const groups = table.map(groupsOf)
  const encoded = columns.map((one, index) => encodeColumn(one.type, groups[index] ?? []))
  const compressed = encoded.map((column) => column.streams.map((stream) => compress(stream.bytes)))
  const indexes = [
    describeRootIndex(groupCount, rowCount),
    ...columns.map((one, index) =>
      describeIndex(one.type, groups[index] ?? [], encoded[index], compressed[index] ?? []),
    ),
  ].map((index) => compress(index))

  const offset = file.length
  const streams: Uint8Array[] = []
  for (const [column, index] of indexes.entries()) {
    file.pushAll(index.bytes)
    streams.push(describeStream(STREAM_KIND.rowIndex, column, index.bytes.length))
  }
  const dataOffset = file.length
  for (const [column, { streams: ownStreams }] of encoded.entries()) {
    for (const [number, stream] of ownStreams.entries()) {
      const bytes = compressed[column]?.[number]?.bytes ?? new Uint8Array()
      file.pushAll(bytes)
      streams.push(describeStream(stream.kind, column + 1, bytes.length))
    }
  }
  const footerOffset = file.length
  file.pushAll(compress(describeStripeFooter(streams, encoded)).bytes)
  return {
    information: encodeMessage(
      varint(1, offset),
      varint(2, dataOffset - offset),
      varint(3, footerOffset - dataOffset),
      varint(4, file.length - footerOffset),
      varint(5, rowCount),
    ),
    statistics: encodeMessage(repeated(1, describeTable(columns, table, rowCount))),
  }
}

type Compressed = { readonly bytes: Uint8Array; readonly blockOffsets: readonly number[] }

/** Blocks of 256 KiB, each after a three-byte header: the length, and whether deflate would have made it longer. */
function compress(bytes: Uint8Array): Compressed {
  const sink = new ByteSink()
  const blockOffsets: number[] = []
  for (let start = 0; start < bytes.length; start += COMPRESSION_BLOCK_BYTES) {
    blockOffsets.push(sink.length)
    const block = bytes.subarray(start, start + COMPRESSION_BLOCK_BYTES)
    const deflated = deflateRawSync(block)
    const isOriginal = deflated.length >= block.length
    const stored = isOriginal ? block : deflated
    const header = stored.length * 2 + (isOriginal ? 1 : 0)
    sink.pushAll(Uint8Array.of(header & 0xff, (header >> 8) & 0xff, header >> 16))
    sink.pushAll(stored)
  }
  return { bytes: sink.toBytes(), blockOffsets }
}

function describeStream(kind: number, column: number, length: number): Uint8Array {
  return encodeMessage(varint(1, kind), varint(2, column), varint(3, length))
}

function describeStripeFooter(streams: readonly Uint8Array[], encoded: readonly EncodedColumn[]): Uint8Array {
  const root = encodeMessage(varint(1, 0))
  const encodings = encoded.map(({ encoding, dictionarySize }) =>
    encodeMessage(varint(1, encoding), ...(dictionarySize > 0 ? [varint(2, dictionarySize)] : [])),
  )
  return encodeMessage(repeated(1, streams), repeated(2, [root, ...encodings]), text(3, 'UTC'))
}

function describeRootIndex(groupCount: number, rowCount: number): Uint8Array {
  const entries = Array.from({ length: groupCount }, (_, group) => {
    const rows = Math.min(ROW_INDEX_STRIDE, rowCount - group * ROW_INDEX_STRIDE)
    return encodeMessage(delimited(2, describeRows(rows)))
  })
  return encodeMessage(repeated(1, entries))
}

function describeIndex(
  type: ColumnType,
  groups: readonly (readonly OrcValue[])[],
  column: EncodedColumn | undefined,
  compressed: readonly Compressed[],
): Uint8Array {
  const entries = groups.map((values, group) => {
    const positions = (column?.streams ?? []).flatMap((stream, number) =>
      describePosition(stream, group, compressed[number]?.blockOffsets ?? [], compressed[number]?.bytes.length ?? 0),
    )
    return encodeMessage(packed(1, positions), delimited(2, describeValues(type, values)))
  })
  return encodeMessage(repeated(1, entries))
}

/** Start of the block, the byte in its decompressed content, and what to skip from there. */
function describePosition(
  stream: OrcStream,
  group: number,
  blockOffsets: readonly number[],
  length: number,
): readonly number[] {
  const start = stream.starts[group]
  if (start === undefined) return []
  const block = blockOffsets[Math.floor(start.byte / COMPRESSION_BLOCK_BYTES)]
  return [block ?? length, start.byte % COMPRESSION_BLOCK_BYTES, ...start.skips]
}

function describeTable(
  columns: readonly InventoryColumn[],
  table: readonly (readonly OrcValue[])[],
  rowCount: number,
): readonly Uint8Array[] {
  return [describeRows(rowCount), ...columns.map((one, index) => describeValues(one.type, table[index] ?? []))]
}

/** Stripe statistics, footer, postscript and the postscript's length. */
function writeTail(
  file: ByteSink,
  columns: readonly InventoryColumn[],
  table: readonly (readonly OrcValue[])[],
  rowCount: number,
  stripes: readonly Stripe[],
): void {
  const root = encodeMessage(
    varint(1, STRUCT_KIND),
    packed(
      2,
      columns.map((_, index) => index + 1),
    ),
    ...columns.map((one) => text(3, one.snakeName)),
  )
  const types = [root, ...columns.map((one) => encodeMessage(varint(1, TYPE_KIND[one.type])))]
  const footer = encodeMessage(
    varint(1, MAGIC.length),
    varint(2, file.length - MAGIC.length),
    repeated(
      3,
      stripes.map((stripe) => stripe.information),
    ),
    repeated(4, types),
    varint(6, rowCount),
    repeated(7, describeTable(columns, table, rowCount)),
    varint(8, ROW_INDEX_STRIDE),
  )
  const metadata = compress(
    encodeMessage(
      repeated(
        1,
        stripes.map((stripe) => stripe.statistics),
      ),
    ),
  ).bytes
  const compressedFooter = compress(footer).bytes
  const postscript = encodeMessage(
    varint(1, compressedFooter.length),
    varint(2, COMPRESSION_ZLIB),
    varint(3, COMPRESSION_BLOCK_BYTES),
    packed(4, [0, 12]),
    varint(5, metadata.length),
    varint(6, WRITER_VERSION),
    text(8000, MAGIC.toString('latin1')),
  )
  for (const bytes of [metadata, compressedFooter, postscript]) file.pushAll(bytes)
  file.push(postscript.length)
}
