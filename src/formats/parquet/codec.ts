// Knows which compressions of Parquet pages are read, and that none of them may yield more or less than announced.

import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { compressors } from 'hyparquet-compressors'
import { cursorOver, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** S3 writes SNAPPY; UNCOMPRESSED, GZIP and ZSTD are read because Node brings them. */
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const
export type Codec = (typeof CODECS)[number]

/** The codec of that name. Throws UNREADABLE, by name, for all others. */
export function parseCodec(name: string): Codec {
  const codec = CODECS.find((candidate) => candidate === name)
  if (codec === undefined) {
    throw unreadable(`Parquet compression ${name} is not supported: S3 writes Parquet inventory with SNAPPY`)
  }
  return codec
}

/** Decompresses a page body to exactly `length` bytes. Throws UNREADABLE when it does not hold just as many. */
export function decompressPage(codec: Codec, body: Uint8Array, length: number): Uint8Array {
  if (length === 0 && codec !== 'UNCOMPRESSED') return new Uint8Array(0)
  let page: Uint8Array
  try {
    page = DECOMPRESSORS[codec](body, length)
  } catch (error) {
    throw unreadable(`a Parquet page cannot be decompressed as ${codec}`, error)
  }
  insist(page.length === length, `a Parquet page holds ${page.length} bytes where ${length} are announced`)
  return page
}

const DECOMPRESSORS: Readonly<Record<Codec, (body: Uint8Array, length: number) => Uint8Array>> = {
  UNCOMPRESSED: (body) => body,
  SNAPPY: decompressSnappy,
  GZIP: (body, length) => gunzipSync(body, { maxOutputLength: length, chunkSize: Math.max(64, length) }),
  ZSTD: (body, length) => zstdDecompressSync(body, { maxOutputLength: length, chunkSize: Math.max(64, length) }),
}

/** Snappy data starts with its own idea of the length, which must agree before that much memory is taken. */
function decompressSnappy(body: Uint8Array, length: number): Uint8Array {
  insist(readVarint(cursorOver(body)) === length, `a Snappy page announces another length than ${length}`)
  const { SNAPPY } = compressors
  if (SNAPPY === undefined) throw unreadable('the Snappy decompressor is missing')
  return SNAPPY(body, length)
}
