// Remembers millions of object keys in little memory: 16 bytes of hash each.

import { hash } from 'node:crypto'

/** A Set in V8 holds at most 2^24 entries. */
const SHARDS = 64

/** A set of keys by the first 128 bits of their SHA-256: a collision is out of reach (2^64 tries). */
export class KeySet {
  readonly #shards = Array.from({ length: SHARDS }, () => new Set<string>())
  #size = 0

  get size(): number {
    return this.#size
  }

  /** False if the key was already there. */
  add(key: string): boolean {
    const [digest, shard] = this.#place(key)
    if (shard.has(digest)) return false
    shard.add(digest)
    this.#size++
    return true
  }

  has(key: string): boolean {
    const [digest, shard] = this.#place(key)
    return shard.has(digest)
  }

  /** False if the key was not there. */
  delete(key: string): boolean {
    const [digest, shard] = this.#place(key)
    if (!shard.delete(digest)) return false
    this.#size--
    return true
  }

  #place(key: string): [digest: string, shard: Set<string>] {
    const digest = hash('sha256', key, 'buffer').toString('latin1', 0, 16)
    return [digest, this.#shards[digest.charCodeAt(0) % SHARDS] as Set<string>]
  }
}
