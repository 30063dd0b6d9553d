// An ObjectStore over a map of bytes: the second implementation beside S3, for tests.

import { createHash } from 'node:crypto'
import type { ObjectStore } from '../../src/inventory/store.ts'
import { ActionError } from '../../src/words/errors.ts'

export const MEMORY_STORE_DATE = Date.UTC(2026, 10, 22, 12)

const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')
const missing = (key: string) => new ActionError('INCOMPLETE_DELIVERY', `The inventory file ${key} does not exist.`)

export type MemoryStore = ObjectStore & {
  readonly objects: Map<string, Uint8Array>
  /** `read manifest.json`, `stream data/a.csv.gz`, … in order. */
  readonly log: string[]
  serverDate: number
  /** Bytes per streamed chunk. */
  chunkBytes: number
  /** Chunks that were given new memory, because none had come back. */
  newChunks: number
}

/** Serves bytes from memory and writes down what was asked. */
export function createMemoryStore(objects: Iterable<readonly [string, Uint8Array | string]> = []): MemoryStore {
  const stored = new Map([...objects].map(([key, body]) => [key, Buffer.from(body)] as const))
  const log: string[] = []
  const spare: ArrayBuffer[] = []
  async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += store.chunkBytes) {
      const piece = bytes.subarray(at, at + store.chunkBytes)
      const known = spare.findIndex(({ byteLength }) => byteLength === piece.length)
      if (known < 0) store.newChunks++
      const [memory = new ArrayBuffer(piece.length)] = known < 0 ? [] : spare.splice(known, 1)
      const chunk = new Uint8Array(memory)
      chunk.set(piece)
      yield chunk
    }
  }
  const store: MemoryStore = {
    objects: stored as Map<string, Uint8Array>,
    log,
    serverDate: MEMORY_STORE_DATE,
    chunkBytes: 64 * 1024,
    newChunks: 0,
    async listFolders(prefix) {
      log.push(`list ${prefix}`)
      const folders = new Set<string>()
      for (const key of stored.keys()) {
        const end = key.startsWith(prefix) ? key.indexOf('/', prefix.length) : -1
        if (end !== -1) folders.add(key.slice(0, end + 1))
      }
      return [...folders]
    },
    async read(key, { maxBytes }) {
      log.push(`read ${key}`)
      const bytes = stored.get(key)
      if (bytes === undefined) return undefined
      if (bytes.length > maxBytes) throw new ActionError('UNREADABLE', `${key} is larger than ${maxBytes} bytes.`)
      return { bytes, etag: md5Of(bytes), serverDate: store.serverDate }
    },
    async head(key) {
      log.push(`head ${key}`)
      const bytes = stored.get(key)
      return bytes && { size: bytes.length, etag: md5Of(bytes) }
    },
    async stream(key) {
      log.push(`stream ${key}`)
      const bytes = stored.get(key)
      if (bytes === undefined) throw missing(key)
      return { etag: md5Of(bytes), bytes: cut(bytes) }
    },
    recycle(memory) {
      // Whoever still reads it reads rubbish.
      spare.push(new Uint8Array(memory).fill(0xee).buffer)
    },
    async range(key, start, end, { ifMatch }) {
      log.push(`range ${key} ${start}-${end}`)
      const bytes = stored.get(key)
      if (bytes === undefined) throw missing(key)
      if (md5Of(bytes) !== ifMatch) throw new ActionError('CHECKSUM_MISMATCH', `${key} was replaced.`)
      return Uint8Array.from(bytes.subarray(start, end))
    },
  }
  return store
}
