// Reads parts of a file so that every byte is verified: see docs/adr/0003-integrity-of-partial-reads.md.

import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScannedFile } from '../../findings/proof.ts'
import type { RangeReader } from '../../formats/ranges.ts'
import type { ScanTask } from './protocol.ts'
import { consumeProven, type ScanSource } from './source.ts'

/**
 * Calls `read` with a range reader. If the file's ETag is its MD5, S3 verifies each range with If-Match; otherwise the
 * whole file is first copied to disk, its size and MD5 are checked, and ranges are read from the copy.
 * @returns how the bytes were proven
 */
export async function withProvenRanges(
  task: ScanTask,
  source: ScanSource,
  read: (range: RangeReader) => Promise<void>,
): Promise<ScannedFile['proof']> {
  if (task.etagIsMd5) {
    await read(source.range)
    return 'etag'
  }
  const path = join(task.folder, `inventory-file-${task.index}`)
  await mkdir(task.folder, { recursive: true })
  try {
    await consumeProven(source.stream, task.file, (bytes) => writeFile(path, bytes, { mode: 0o600 }))
    const copy = await open(path, 'r')
    try {
      await read(async (start, end) => {
        const { buffer, bytesRead } = await copy.read(new Uint8Array(end - start), 0, end - start, start)
        return buffer.subarray(0, bytesRead)
      })
    } finally {
      await copy.close()
    }
  } finally {
    await rm(path, { force: true })
  }
  return 'md5'
}
