// Fetches many parts of one stored file in few requests.

import { insist } from './unreadable.ts'

/** Reads bytes `start` up to, but not including, `end` of one stored file. */
export type RangeReader = (start: number, end: number) => Promise<Uint8Array>

export type ByteRange = { readonly start: number; readonly end: number }

/** Parts closer than this are fetched in one request, unless specified otherwise. */
const MERGE_GAP_BYTES = 4096

/** The same if much is fetched anyway: a request takes as long as some hundred KiB, and costs more CPU time. */
export const WIDE_GAP_BYTES = 64 * 1024

/** Maximum size of a single request and its buffer. */
const MAX_RANGE_BYTES = 256 * 1024 * 1024

/** The fewest requests that cover all `wanted` parts, in file order. */
function mergeRanges(wanted: readonly ByteRange[], gapBytes = MERGE_GAP_BYTES): ByteRange[] {
  const merged: { start: number; end: number }[] = []
  for (const range of [...wanted].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start <= last.end + gapBytes) last.end = Math.max(last.end, range.end)
    else if (range.end > range.start) merged.push({ start: range.start, end: range.end })
  }
  return merged
}

/** Reads `range` and checks that the response has the requested number of bytes. */
export async function readExactly(read: RangeReader, { start, end }: ByteRange): Promise<Uint8Array> {
  insist(start >= 0 && end >= start, `a part from byte ${start} to ${end} is announced`)
  insist(end - start <= MAX_RANGE_BYTES, `a part of ${end - start} bytes is announced, more than ${MAX_RANGE_BYTES}`)
  const bytes = await read(start, end)
  insist(bytes.length === end - start, `${bytes.length} bytes came where ${end - start} were asked for`)
  return bytes
}

type FetchedRanges = {
  /** Returns any of the wanted parts from the fetched bytes. */
  readonly cut: (part: ByteRange) => Uint8Array
  /**
   * Releases the memory. All parts, including those still referenced, become empty: nothing can read what the memory is
   * used for next. If left to V8, megabytes of bytes wait for a garbage collection and eventually cause a full one.
   */
  readonly release: () => void
}

/** Fetches all `wanted` parts, with all requests at once. */
export async function fetchRanges(
  read: RangeReader,
  wanted: readonly ByteRange[],
  gapBytes = MERGE_GAP_BYTES,
): Promise<FetchedRanges> {
  const merged = mergeRanges(wanted, gapBytes)
  const chunks = await Promise.all(merged.map(async (range) => ({ range, bytes: await readExactly(read, range) })))
  return {
    cut(part) {
      if (part.end === part.start) return new Uint8Array(0)
      const chunk = chunks.find(({ range }) => range.start <= part.start && part.end <= range.end)
      insist(chunk !== undefined, `bytes ${part.start} to ${part.end} were not fetched`)
      return chunk.bytes.subarray(part.start - chunk.range.start, part.end - chunk.range.start)
    },
    release() {
      for (const { bytes } of chunks) {
        const { buffer } = bytes
        // A view of a larger buffer may share it with other code.
        const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
        if (isAlone) buffer.transfer(0)
      }
    },
  }
}
