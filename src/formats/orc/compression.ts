// Decompresses streams, which ORC divides into compressed chunks (ORC specification, "Compression").

import { inflateRawSync } from 'node:zlib'
import { cursorOver, readByte, readBytes } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** Kinds of the postscript's `compression`, in the order of their numbers. */
const CODECS = ['NONE', 'ZLIB', 'SNAPPY', 'LZO', 'LZ4', 'ZSTD', 'BROTLI'] as const

/** A chunk's header has 23 bits for its length, so a larger block size cannot be valid. */
const MAX_BLOCK_BYTES = 8 * 1024 * 1024

/** Initial buffer size, as a multiple of the deflated bytes: most streams are far smaller than a block. */
const USUAL_RATIO = 8

/** No stream of an inventory file is larger when decompressed: a whole stripe is 64 to 256 MiB. */
const MAX_STREAM_BYTES = 256 * 1024 * 1024

export type Compression = { readonly codec: 'NONE' | 'ZLIB'; readonly blockBytes: number }

/** The file's compression by the postscript's numbers. Throws UNREADABLE, with the name, for any unsupported codec. */
export function parseCompression(kind: number, blockBytes: number): Compression {
  const codec = CODECS[kind]
  if (codec !== 'NONE' && codec !== 'ZLIB') {
    throw unreadable(`ORC compression ${codec ?? kind} is not supported: S3 writes ORC inventory with ZLIB`)
  }
  insist(blockBytes <= MAX_BLOCK_BYTES, `the ORC compression block size is ${blockBytes}, more than ${MAX_BLOCK_BYTES}`)
  return { codec, blockBytes }
}

/** The content of a whole stream. Throws UNREADABLE if a chunk is truncated, too large or not deflate data. */
export function decompress(stream: Uint8Array, { codec, blockBytes }: Compression): Uint8Array {
  if (codec === 'NONE') return stream
  const cursor = cursorOver(stream)
  const chunks: Uint8Array[] = []
  let total = 0
  while (cursor.offset < cursor.end) {
    const header = readByte(cursor) + readByte(cursor) * 0x100 + readByte(cursor) * 0x10000
    const body = readBytes(cursor, header >>> 1)
    const chunk = (header & 1) === 1 ? body : inflate(body, blockBytes)
    insist(
      chunk.length <= blockBytes,
      `an ORC chunk holds ${chunk.length} bytes, more than the block size ${blockBytes}`,
    )
    total += chunk.length
    insist(total <= MAX_STREAM_BYTES, `an ORC stream holds more than ${MAX_STREAM_BYTES} bytes`)
    chunks.push(chunk)
  }
  const { buffer, byteOffset, length } =
    chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total)
  // Not a Buffer: subarrays of a Buffer take far longer to create.
  return new Uint8Array(buffer, byteOffset, length)
}

function inflate(body: Uint8Array, blockBytes: number): Uint8Array {
  // `info` makes zlib return the engine too, which knows how much of the chunk was deflate data.
  type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }
  let inflated: Inflated
  try {
    const chunkSize = Math.max(64, Math.min(blockBytes, body.length * USUAL_RATIO))
    const options = { info: true, maxOutputLength: Math.max(1, blockBytes), chunkSize }
    inflated = inflateRawSync(body, options) as unknown as Inflated
  } catch (error) {
    throw unreadable('an ORC chunk cannot be decompressed', error)
  }
  insist(inflated.engine.bytesWritten === body.length, 'an ORC chunk is followed by bytes that are not its own')
  return inflated.buffer
}
