// Knows how to decompress a gzip file safely: all members, nothing behind them, and no bombs.

import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ActionError } from '../errors.ts'

/** Measured: 4.5 times as fast as with the default of 16 KiB, a third faster than with 256 KiB. */
const CHUNK_BYTES = 1024 * 1024

export type InflateLimits = {
  /** No file may expand to more. */
  readonly maxBytes: number
  /** Nor to more than this many times its compressed bytes, once `ratioFreeBytes` have come out. */
  readonly maxRatio: number
  readonly ratioFreeBytes: number
}

/** Inventory CSV shrinks to a fifth or a fifteenth; gzip's limit, which bombs reach, is about 1,030. */
export const INFLATE_LIMITS: InflateLimits = {
  maxBytes: 64 * 2 ** 30,
  maxRatio: 200,
  ratioFreeBytes: 16 * 2 ** 20,
}

/**
 * Decompresses and hands every piece to `onBytes`, which must not keep it. Zlib stops silently at a zero byte behind a
 * member, so the end is proven by the bytes it has consumed.
 * @throws ActionError UNREADABLE
 */
export async function inflate(
  compressed: AsyncIterable<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void,
  limits: InflateLimits = INFLATE_LIMITS,
): Promise<void> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  let given = 0
  let expanded = 0
  const counted = async function* () {
    for await (const chunk of compressed) {
      given += chunk.byteLength
      yield chunk
    }
  }
  try {
    await pipeline(counted, gunzip, async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) {
        expanded += piece.byteLength
        if (expanded > limits.maxBytes) throw refuse(`expands to more than ${limits.maxBytes} bytes`)
        if (expanded > limits.ratioFreeBytes && expanded > given * limits.maxRatio) {
          throw refuse(`expands to more than ${limits.maxRatio} times its size`)
        }
        onBytes(piece)
      }
    })
  } catch (error) {
    const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string }
    if (code.startsWith('Z_')) throw refuse(`cannot be decompressed: ${message}`, error)
    // Zlib was through while there was still something to write to it.
    if (code === 'ERR_STREAM_PREMATURE_CLOSE') throw refuse(BYTES_BEHIND, error)
    throw error
  }
  if (given === 0) throw refuse('is empty, without even a gzip header')
  if (gunzip.bytesWritten !== given) throw refuse(BYTES_BEHIND)
}

const BYTES_BEHIND = 'holds bytes behind the end of its gzip data'

function refuse(what: string, cause?: unknown): ActionError {
  return new ActionError('UNREADABLE', what, cause === undefined ? {} : { cause })
}
