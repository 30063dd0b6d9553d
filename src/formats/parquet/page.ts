// Parses the pages of a column chunk: headers, checksums, and the division of a body into null flags and values.

import { crc32 } from 'node:zlib'
import { type Cursor, cursorOver, readByte, readBytes } from '../cursor.ts'
import { unpackFlags } from '../kernel/column-kernel.ts'
import type { Presence } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'
import { type Codec, decompressPage } from './codec.ts'
import { integerAt, readStruct, structAt, type ThriftStruct } from './thrift.ts'

/** Pages of an inventory are about 1 MiB; both sizes are checked against this limit before memory is allocated. */
const MAX_PAGE_BYTES = 64 * 1024 * 1024

const DATA_PAGE = 0
const INDEX_PAGE = 1
const DICTIONARY_PAGE = 2
const DATA_PAGE_V2 = 3

const ENCODINGS = [
  'PLAIN',
  'GROUP_VAR_INT',
  'PLAIN_DICTIONARY',
  'RLE',
  'BIT_PACKED',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What the pages of a chunk have in common. `optional`: rows can be null, so each page says which are. */
export type ChunkForm = { readonly codec: Codec; readonly optional: boolean }

/** Rows of a page (entries of a dictionary), how many values are not null, and the encoded values. */
export type PageContent = { readonly encoding: Encoding; readonly presence: Presence; readonly values: Cursor }

type Page = {
  readonly kind: 'data' | 'dictionary'
  readonly rows: number
  /** Decompresses the body; pages that are not wanted are never opened. */
  readonly open: () => PageContent
}

/** Reads the page at the cursor and moves past it. Index pages, which are not used in practice, are rejected. */
export function readPage(cursor: Cursor, form: ChunkForm): Page {
  const header = readStruct(cursor)
  const type = integerAt(header, 1)
  const length = sizeAt(header, 2)
  const body = readBytes(cursor, sizeAt(header, 3))
  const checksum = integerAt(header, 4)
  insist(checksum === undefined || checksum >>> 0 === crc32(body), 'a Parquet page does not match its checksum')
  if (type === DATA_PAGE) return readDataPage(required(header, 5), form, body, length)
  if (type === DICTIONARY_PAGE) return readDictionaryPage(required(header, 7), form, body, length)
  if (type === DATA_PAGE_V2) return readDataPageV2(required(header, 8), form, body, length)
  throw unreadable(type === INDEX_PAGE ? 'a Parquet index page is not supported' : `a Parquet page is of type ${type}`)
}

function readDataPage(header: ThriftStruct, form: ChunkForm, body: Uint8Array, length: number): Page {
  const rows = countAt(header, 1)
  const encoding = encodingAt(header, 2)
  insist(!form.optional || encodingAt(header, 3) === 'RLE', 'a Parquet page has definition levels that are not RLE')
  return {
    kind: 'data',
    rows,
    open() {
      const values = cursorOver(decompressPage(form.codec, body, length))
      if (!form.optional) return { encoding, presence: { flags: undefined, values: rows }, values }
      const bytes =
        readByte(values) + readByte(values) * 0x100 + readByte(values) * 0x10000 + readByte(values) * 2 ** 24
      const levels = readBytes(values, bytes)
      return { encoding, presence: decodePresence(levels, rows), values }
    },
  }
}

function readDataPageV2(header: ThriftStruct, form: ChunkForm, body: Uint8Array, length: number): Page {
  const rows = countAt(header, 1)
  const nulls = countAt(header, 2)
  insist(countAt(header, 3) === rows, 'a Parquet page of a flat column has other rows than values')
  const encoding = encodingAt(header, 4)
  const levelBytes = sizeAt(header, 5)
  insist(sizeAt(header, 6) === 0, 'a Parquet page of a flat column has repetition levels')
  insist(levelBytes <= body.length && levelBytes <= length, 'the levels of a Parquet page are longer than the page')
  const isCompressed = header.get(7) !== false
  return {
    kind: 'data',
    rows,
    open() {
      const stored = body.subarray(levelBytes)
      const codec = isCompressed ? form.codec : 'UNCOMPRESSED'
      const values = cursorOver(decompressPage(codec, stored, length - levelBytes))
      const presence = form.optional
        ? decodePresence(body.subarray(0, levelBytes), rows)
        : { flags: undefined, values: rows }
      insist(
        presence.values + nulls === rows,
        `a Parquet page declares ${nulls} nulls and has ${rows - presence.values}`,
      )
      return { encoding, presence, values }
    },
  }
}

function readDictionaryPage(header: ThriftStruct, form: ChunkForm, body: Uint8Array, length: number): Page {
  const entries = countAt(header, 1)
  const encoding = encodingAt(header, 2)
  insist(encoding === 'PLAIN' || encoding === 'PLAIN_DICTIONARY', `a Parquet dictionary is encoded as ${encoding}`)
  return {
    kind: 'dictionary',
    rows: entries,
    open: () => ({
      encoding: 'PLAIN',
      presence: { flags: undefined, values: entries },
      values: cursorOver(decompressPage(form.codec, body, length)),
    }),
  }
}

/** Definition levels of a flat column: 1 for a value, 0 for null. */
function decodePresence(levels: Uint8Array, rows: number): Presence {
  const { flags, ones } = unpackFlags(cursorOver(levels), rows)
  return { flags, values: ones }
}

function required(header: ThriftStruct, id: number): ThriftStruct {
  const struct = structAt(header, id)
  if (struct === undefined) throw unreadable('a Parquet page has no header of its type')
  return struct
}

function sizeAt(header: ThriftStruct, id: number): number {
  const size = countAt(header, id)
  insist(size <= MAX_PAGE_BYTES, `a Parquet page announces ${size} bytes, more than ${MAX_PAGE_BYTES}`)
  return size
}

function countAt(header: ThriftStruct, id: number): number {
  const count = integerAt(header, id)
  insist(count !== undefined && count >= 0, `a Parquet page announces the count ${count}`)
  return count
}

function encodingAt(header: ThriftStruct, id: number): Encoding {
  const encoding = ENCODINGS[integerAt(header, id) ?? -1]
  if (encoding === undefined) throw unreadable('a Parquet page has an unknown encoding')
  return encoding
}
