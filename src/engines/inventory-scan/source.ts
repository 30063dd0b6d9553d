// Passes a file's bytes to its reader, and proves that they match the inventory manifest.

import type { Hash } from 'node:crypto'
import type { InventoryFile } from '../../inventory/report.ts'
import { ActionError, asActionError } from '../../words/errors.ts'
import { createHash } from '../../words/lazy-hash.ts'

/** One inventory file as its reader sees it, in the worker. Both methods fail with the store's ActionError. */
export interface ScanSource {
  /**
   * All bytes in order. Called again once the previous bytes have been read, or have failed. A chunk may be read until
   * the next one is requested: its memory is then reused.
   */
  readonly stream: () => AsyncIterable<Uint8Array>
  /** Bytes `start` (inclusive) to `end` (exclusive). Only if `etagIsMd5`: S3 then compares on every read. */
  readonly range: (start: number, end: number) => Promise<Uint8Array>
}

/**
 * Streams a file through `consume` and proves size and MD5 of all its bytes; for a file with `isVouched`, S3 has
 * already verified the MD5, and only the size is left to prove. If `consume` fails, the rest is still read, and bytes
 * that were not hashed are read again and hashed: a damaged file must be reported as damaged, not with a parser's
 * error.
 * @throws ActionError CHECKSUM_MISMATCH; otherwise whatever the stream or `consume` throws
 */
export async function consumeProven(
  stream: ScanSource['stream'],
  file: InventoryFile,
  consume: Consume,
  isVouched = false,
): Promise<void> {
  const failure = await readThrough(stream(), file, consume, isVouched ? undefined : createHash('md5'))
  if (failure === undefined) return
  if (!isVouched) throw failure.error
  await readThrough(stream(), file, discard, createHash('md5'))
  const { code, message } = asActionError(failure.error, 'INTERNAL_ERROR')
  if (code !== 'UNREADABLE') throw failure.error
  throw new ActionError(code, message, { cause: failure.error, hint: REREAD_HINT })
}

type Consume = (bytes: AsyncIterable<Uint8Array>) => Promise<void>

const REREAD_HINT =
  'When read again, the file had the MD5 in the inventory manifest: it was delivered like this, or was damaged in transit. Run it again; if the error persists, wait for the next report.'

/** Returns what `consume` threw, once all bytes are read and their number and hash are proven. */
async function readThrough(
  source: AsyncIterable<Uint8Array>,
  file: InventoryFile,
  consume: Consume,
  hash: Hash | undefined,
): Promise<{ readonly error: unknown } | undefined> {
  let size = 0
  let sourceError: { readonly error: unknown } | undefined
  const iterator = source[Symbol.asyncIterator]()
  // Not for await: closing this generator early must not close the source, which is read to its end.
  async function* tapped(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        sourceError = { error }
        throw error
      })
      if (next.done) return
      size += next.value.byteLength
      if (size > file.size) return
      hash?.update(next.value)
      yield next.value
    }
  }
  let failure: { readonly error: unknown } | undefined
  try {
    await consume(tapped())
  } catch (error) {
    failure = { error }
  }
  try {
    if (sourceError === undefined) for await (const _ of tapped()) if (size > file.size) break
  } catch {
    // Reported below, as sourceError.
  }
  await iterator.return?.()
  if (sourceError !== undefined) throw sourceError.error
  checkProof(file, size, hash?.digest('hex') ?? file.md5)
  return failure
}

async function discard(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

function checkProof(file: InventoryFile, size: number, md5: string): void {
  const hint = 'The report was damaged or replaced after its delivery. Wait for the next one.'
  if (size !== file.size) {
    const found = size > file.size ? 'more' : `only ${size}`
    const message = `has ${found} bytes, but the inventory manifest says ${file.size}`
    throw new ActionError('CHECKSUM_MISMATCH', message, { hint })
  }
  if (md5 !== file.md5) {
    throw new ActionError('CHECKSUM_MISMATCH', `has MD5 ${md5}, but the inventory manifest says ${file.md5}`, { hint })
  }
}
