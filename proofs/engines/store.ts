// The bucket with the reports of a generated world, as the action reads it.

import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import type { ObjectVersion, World } from '../../emulator/world.ts'
import type { ObjectStore } from '../../src/inventory/store.ts'
import { ActionError } from '../../src/words/errors.ts'
import { DESTINATION } from './worlds.ts'

const CHUNK_BYTES = 64 * 1024

export function createWorldStore(world: World): ObjectStore {
  const bucket = getBucket(world, DESTINATION)
  const bytesOf = ({ body }: ObjectVersion): Uint8Array => Uint8Array.from(readWholeBody(body))
  const need = (key: string): ObjectVersion => {
    const version = currentVersion(bucket, key)
    if (version !== undefined) return version
    throw new ActionError('INCOMPLETE_DELIVERY', `The inventory file ${key} does not exist.`)
  }
  return {
    async listFolders(prefix) {
      const inside = [...bucket.objects.keys()].filter(
        (key) => key.startsWith(prefix) && key.includes('/', prefix.length),
      )
      return [...new Set(inside.map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1)))]
    },
    async read(key) {
      const version = currentVersion(bucket, key)
      return version && { bytes: bytesOf(version), etag: version.etag, serverDate: world.clock.now() }
    },
    async head(key) {
      const version = currentVersion(bucket, key)
      return version && { size: version.size, etag: version.etag }
    },
    async stream(key) {
      const version = need(key)
      return { etag: version.etag, bytes: cut(bytesOf(version)) }
    },
    async range(key, start, end, { ifMatch }) {
      const version = need(key)
      if (version.etag !== ifMatch) throw new ActionError('CHECKSUM_MISMATCH', `${key} was replaced.`)
      return Uint8Array.from(bytesOf(version).subarray(start, end))
    },
  }
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield Uint8Array.from(bytes.subarray(at, at + CHUNK_BYTES))
}
