// Decompresses Parquet pages. No codec may yield more or less than announced.

import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { uncompressSnappy } from '../kernel/column-kernel.ts'
import { insist, unreadable } from '../unreadable.ts'

/** S3 writes SNAPPY; UNCOMPRESSED, GZIP and ZSTD are supported because Node includes them. */
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const
export type Codec = (typeof CODECS)[number]

/** The codec with that name. Throws UNREADABLE, with the name, for all others. */
export function parseCodec(name: string): Codec {
  const codec = CODECS.find((candidate) => candidate === name)
  if (codec === undefined) {
    throw unreadable(`Parquet compression ${name} is not supported: S3 writes Parquet inventory with SNAPPY`)
  }
  return codec
}

/**
 * Decompresses a page body to exactly `length` bytes, which are valid only until the next page is decompressed.
 * Throws UNREADABLE if it contains another number of bytes.
 */
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

function decompressSnappy(body: Uint8Array, length: number): Uint8Array {
  const page = uncompressSnappy(body, length)
  if (page === undefined) throw unreadable(`a Snappy page does not hold the ${length} bytes announced`)
  return page
}
