// Requests what is needed of a file before a worker starts it: whether S3 verifies its bytes, and the first bytes that
// its reader needs.

import type { InventoryFile, InventoryFormat, InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import { ActionError } from '../../words/errors.ts'

/** The footers of both columnar formats, and the data before them, are requested first. */
const TAIL_BYTES = 64 * 1024

export type FilePreview = {
  /** With If-Match, S3 verifies the bytes if the file's ETag is the MD5 in the inventory manifest (ADR 3). */
  readonly etagIsMd5: boolean
  /** The last bytes, read with that condition, and where they start. */
  readonly tail: { readonly start: number; readonly bytes: Uint8Array } | undefined
  /** All bytes, if the whole file was requested. */
  readonly stream: AsyncIterable<Uint8Array> | undefined
}

/**
 * Requests a CSV file whole: the response contains its ETag. Of a columnar file, requests the tail on condition that
 * its ETag is its MD5: the response proves it. Otherwise, sends a HeadObject request.
 * @throws ActionError INCOMPLETE_DELIVERY for a file that does not exist, and those of the store
 */
export async function previewFile(
  store: ObjectStore,
  file: InventoryFile,
  format: InventoryFormat,
  signal: AbortSignal,
): Promise<FilePreview> {
  if (format === 'CSV') {
    const { etag, bytes } = await store.stream(file.key, { size: file.size, signal })
    return { etagIsMd5: etag === file.md5, tail: undefined, stream: bytes }
  }
  if (file.size > 0) {
    const start = Math.max(0, file.size - TAIL_BYTES)
    try {
      const bytes = await store.range(file.key, start, file.size, { ifMatch: file.md5, signal })
      return { etagIsMd5: true, tail: { start, bytes }, stream: undefined }
    } catch (error) {
      // Another ETag, another size, or no such object: HeadObject tells which.
      if (!(error instanceof ActionError && TELLTALES.has(error.code))) throw error
    }
  }
  return await lookAtFile(store, file)
}

async function lookAtFile(store: ObjectStore, file: InventoryFile): Promise<FilePreview> {
  const facts = await store.head(file.key)
  if (facts === undefined) {
    throw new ActionError('INCOMPLETE_DELIVERY', `Inventory file ${file.key} is listed, but does not exist.`, {
      hint: 'A lifecycle rule may have removed it, or the delivery is not finished. Wait for the next report.',
    })
  }
  return { etagIsMd5: facts.etag === file.md5 && facts.size === file.size, tail: undefined, stream: undefined }
}

const TELLTALES: ReadonlySet<string> = new Set(['INCOMPLETE_DELIVERY', 'CHECKSUM_MISMATCH', 'UNREADABLE'])

type Previewed = {
  readonly report: InventoryReport
  readonly store: ObjectStore
  /** Whether S3 Select reads the files: then none of their bytes are needed. */
  readonly isSelected?: boolean
}

/** Also requests the previews of the next `count` files with each preview; each is requested once, in any order. */
export function previewAhead(
  { report, store, isSelected }: Previewed,
  signal: AbortSignal,
  count: number,
): (index: number) => Promise<FilePreview> {
  const { files, format } = report.manifest
  const previews = new Map<number, Promise<FilePreview>>()
  let next = 0
  return (index) => {
    for (; next < files.length && next < index + count; next++) {
      const file = files[next] as InventoryFile
      const preview = isSelected ? lookAtFile(store, file) : previewFile(store, file, format, signal)
      // A scan that ends early does not await these, so their failures must not count as unhandled.
      preview.catch(() => {})
      previews.set(next, preview)
    }
    const preview = previews.get(index) as Promise<FilePreview>
    previews.delete(index)
    return preview
  }
}
