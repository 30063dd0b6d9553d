// An ObjectStore over files on disk: what the scan takes with S3 out of the picture. It counts what it is asked.

import { type FileHandle, open } from 'node:fs/promises'
import type { ObjectStore } from '../src/inventory/store.ts'
import { ActionError } from '../src/words/errors.ts'
import type { DataFile } from './data.ts'

/** As large as the chunks that come from S3 (external/inventory-store.ts). */
const CHUNK_BYTES = 1024 * 1024

export type FolderStore = ObjectStore & {
  /** Requests S3 would have answered. */
  readonly requests: () => number
  readonly close: () => Promise<void>
}

/** Serves `files` by key. Several keys may lie in one file: rows by the million need not be made one by one. */
export function createFolderStore(files: ReadonlyMap<string, DataFile>): FolderStore {
  const spare: ArrayBuffer[] = []
  const handles = new Map<string, Promise<FileHandle>>()
  let requests = 0
  const find = (key: string): DataFile => {
    requests += 1
    const file = files.get(key)
    if (file === undefined) throw new ActionError('INCOMPLETE_DELIVERY', `The inventory file ${key} does not exist.`)
    return file
  }
  const openOnce = (path: string): Promise<FileHandle> => {
    const handle = handles.get(path) ?? open(path)
    handles.set(path, handle)
    return handle
  }
  return {
    listFolders: async () => [],
    read: async () => undefined,
    head: async (key) => {
      const { size, md5 } = find(key)
      return { size, etag: md5 }
    },
    stream: async (key) => {
      const { path, md5 } = find(key)
      return { etag: md5, bytes: readChunks(path, spare) }
    },
    recycle: (memory) => {
      if (memory.byteLength === CHUNK_BYTES) spare.push(memory)
    },
    async range(key, start, end, { ifMatch }) {
      const { path, md5 } = find(key)
      if (md5 !== ifMatch) throw new ActionError('CHECKSUM_MISMATCH', `${key} was replaced.`)
      const file = await openOnce(path)
      // Not zeroed first: what the file does not fill is cut off.
      const room = Buffer.allocUnsafeSlow(end - start)
      const { buffer, bytesRead } = await file.read(room, 0, end - start, start)
      return buffer.subarray(0, bytesRead)
    },
    requests: () => requests,
    close: async () => {
      for (const handle of handles.values()) await (await handle).close()
      handles.clear()
    },
  }
}

async function* readChunks(path: string, spare: ArrayBuffer[]): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    for (;;) {
      const chunk = new Uint8Array(spare.pop() ?? new ArrayBuffer(CHUNK_BYTES))
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES)
      if (bytesRead === 0) return
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
