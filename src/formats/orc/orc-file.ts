// Opens an ORC file with range requests: its tail first, then only the requested streams of each stripe.

import type { ColumnarFile, ColumnKind, LoadedColumns, RowGroup } from '../columnar.ts'
import { type ByteRange, fetchRanges, type RangeReader, readExactly, WIDE_GAP_BYTES } from '../ranges.ts'
import { insist, unreadable } from '../unreadable.ts'
import type { StripeColumn } from './column.ts'
import { type Compression, decompress } from './compression.ts'
import { readFlags, readIntegers, readTimestamps, readTinyIntegers } from './number-column.ts'
import { type OrcColumn, type OrcType, parseFooter, type Stripe } from './orc-footer.ts'
import { parsePostscript } from './postscript.ts'
import { parseStripeFooter, type StripeFooter } from './stripe-footer.ts'
import { readCodes, readTexts } from './text-column.ts'

/** Read in one request from the end: enough for the footer of a file with some hundred stripes. */
const TAIL_BYTES = 32 * 1024

/** The column kind of each readable ORC type. */
const KINDS: Partial<Record<OrcType, ColumnKind>> = {
  string: 'text',
  varchar: 'text',
  char: 'text',
  boolean: 'flag',
  tinyint: 'integer',
  smallint: 'integer',
  int: 'integer',
  bigint: 'integer',
  timestamp: 'timestamp',
  'timestamp with local time zone': 'timestamp',
}

/**
 * Opens an ORC file of `fileBytes`. At most two requests; no data is read.
 * Throws UNREADABLE for a file that is damaged, encrypted, of a later version, or with a compression other than ZLIB.
 */
export async function openOrc(read: RangeReader, fileBytes: number): Promise<ColumnarFile> {
  const tail = await readExactly(read, { start: Math.max(0, fileBytes - TAIL_BYTES), end: fileBytes })
  const postscript = parsePostscript(tail, fileBytes)
  const { compression } = postscript
  const footerEnd = fileBytes - postscript.ownBytes
  const footerStart = footerEnd - postscript.footerBytes
  const tailStart = fileBytes - tail.length
  const stored =
    footerStart >= tailStart
      ? tail.subarray(footerStart - tailStart, footerEnd - tailStart)
      : await readExactly(read, { start: footerStart, end: footerEnd })
  const footer = parseFooter(decompress(stored, compression), footerStart - postscript.metadataBytes)

  const columns = new Map(footer.columns.map((column) => [column.name, column]))
  const kinds = footer.columns.flatMap(({ name, type }) => {
    const kind = KINDS[type]
    return kind === undefined ? [] : [[name, kind] as const]
  })
  const others = footer.columns.filter(({ type }) => KINDS[type] === undefined)
  const groups = footer.stripes.map((stripe) => openStripe(read, stripe, compression, columns))
  return {
    rows: footer.rows,
    columns: new Map(kinds),
    otherColumns: new Map(others.map(({ name, type }) => [name, type])),
    groups,
  }
}

function openStripe(
  read: RangeReader,
  stripe: Stripe,
  compression: Compression,
  columns: ReadonlyMap<string, OrcColumn>,
): RowGroup {
  let footer: Promise<StripeFooter> | undefined
  return {
    rows: stripe.rows,
    // A column with one text takes a few bytes next to the statuses: its statistics would not save a request.
    constant: () => undefined,
    async load(names, wanted) {
      footer ??= readStripeFooter(read, stripe, compression)
      const known = await footer
      const asked = names.map((name) => {
        const column = columns.get(name)
        if (column === undefined) throw unreadable(`the ORC file has no column ${name}`)
        return column
      })
      const ranges = asked.flatMap(({ id }) => [...known.streamsOf(id).values()])
      const { cut } = await fetchRanges(read, ranges, wanted && WIDE_GAP_BYTES)
      const open = (column: OrcColumn) => stripeColumn(column, stripe, known, cut, compression)
      // Nothing is released: in an uncompressed file, decoded texts are views of the fetched bytes.
      return { ...decodeColumns(asked, wanted, known, open), release: () => {} }
    },
  }
}

async function readStripeFooter(read: RangeReader, stripe: Stripe, compression: Compression): Promise<StripeFooter> {
  const start = stripe.offset + stripe.indexBytes + stripe.dataBytes
  const stored = await readExactly(read, { start, end: start + stripe.footerBytes })
  return parseStripeFooter(decompress(stored, compression), stripe)
}

function stripeColumn(
  column: OrcColumn,
  stripe: Stripe,
  footer: StripeFooter,
  cut: (range: ByteRange) => Uint8Array,
  compression: Compression,
): StripeColumn {
  const streams = footer.streamsOf(column.id)
  return {
    name: column.name,
    rows: stripe.rows,
    encoding: footer.encodingOf(column.id),
    stream(kind) {
      const range = streams.get(kind)
      return range === undefined ? undefined : decompress(cut(range), compression)
    },
  }
}

function decodeColumns(
  asked: readonly OrcColumn[],
  wanted: Uint32Array | undefined,
  footer: StripeFooter,
  open: (column: OrcColumn) => StripeColumn,
): Omit<LoadedColumns, 'release'> {
  const take = (name: string, kinds: readonly ColumnKind[]): { column: StripeColumn; type: OrcType } => {
    const column = asked.find((candidate) => candidate.name === name)
    insist(column !== undefined, `the ORC column ${name} was not fetched`)
    const kind = KINDS[column.type]
    insist(kind !== undefined && kinds.includes(kind), `the ORC column ${name} is of type ${column.type}`)
    return { column: open(column), type: column.type }
  }
  return {
    codes: (name) => readCodes(take(name, ['text']).column, wanted),
    texts: (name) => readTexts(take(name, ['text']).column, wanted),
    flags: (name) => readFlags(take(name, ['flag']).column, wanted),
    numbers(name) {
      const { column, type } = take(name, ['integer', 'timestamp'])
      if (type === 'tinyint') return readTinyIntegers(column, wanted)
      if (type === 'timestamp') return readTimestamps(column, wanted, footer.timeZone)
      if (type === 'timestamp with local time zone') return readTimestamps(column, wanted, 'UTC')
      return readIntegers(column, wanted)
    },
  }
}
