// Detects keys listed more than once: the first pass writes a hash of every finding's key; if two are equal, a second
// pass sets the rows with such hashes apart, to be compared key by key (doubles.ts).

import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { EncodedKey } from '../words/object-key.ts'
import { KeyHasher } from './key-hash.ts'

/** Plain data, the same for all workers. */
export type KeyWatchOptions = {
  readonly folder: string
  /** Seed of the hashes (key-hash.ts). */
  readonly seed: string
  /** Maximum number of keys that all workers together write. With more keys, duplicates are not reported. */
  readonly maxKeys: number
  /** A counter that all workers share: the number of keys written so far. */
  readonly written: BigInt64Array<SharedArrayBuffer>
  /** In the second pass, a bit for each hash that may belong to a key listed twice. */
  readonly suspects: Uint8Array<SharedArrayBuffer> | undefined
}

const HASH_BYTES = 8
const BUFFERED_HASHES = 8_192
/** 8 MiB: with a thousand duplicates, a few rows in 50,000 are compared unnecessarily. */
const SUSPECT_BITS = 2 ** 26
/** Hashes compared at once, 32 MiB of them; larger numbers are processed in slices by value. */
const HASHES_AT_ONCE = 4_000_000

const bitOf = (low: number) => low & (SUSPECT_BITS - 1)

function hashPath(folder: string, fileIndex: number): string {
  return join(folder, 'hashes', String(fileIndex).padStart(6, '0'))
}

/** The keys of the findings in one inventory file. */
export class KeyWatch {
  readonly #options: KeyWatchOptions
  readonly #fileIndex: number
  readonly #hasher: KeyHasher
  readonly #hashes = new Int32Array(2 * BUFFERED_HASHES)
  #count = 0
  #isFull = false
  #descriptor: number | undefined

  constructor(options: KeyWatchOptions, fileIndex: number) {
    this.#options = options
    this.#fileIndex = fileIndex
    this.#hasher = new KeyHasher(options.seed)
  }

  /** Which of `count` heaps the key of the last `isSuspect` call belongs to. */
  heapOf(count: number): number {
    return (this.#hasher.high >>> 0) % count
  }

  /** Writes the key's hash; in the second pass, tells whether its row must be set apart. */
  isSuspect(key: EncodedKey): boolean {
    const hasher = this.#hasher
    const { suspects } = this.#options
    if (suspects === undefined && this.#isFull) return false
    hasher.hash(key)
    if (suspects !== undefined) {
      const bit = bitOf(hasher.low)
      return ((suspects[bit >> 3] as number) & (1 << (bit & 7))) !== 0
    }
    this.#hashes[2 * this.#count] = hasher.low
    this.#hashes[2 * this.#count + 1] = hasher.high
    if (++this.#count === BUFFERED_HASHES) this.#flush()
    return false
  }

  /** Writes the remaining hashes. */
  close(): void {
    this.#flush()
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #flush(): void {
    if (this.#count === 0 || this.#isFull) return
    const { folder, maxKeys, written } = this.#options
    const count = BigInt(this.#count)
    this.#isFull = Atomics.add(written, 0, count) + count > BigInt(maxKeys)
    if (!this.#isFull) {
      this.#descriptor ??= this.#open(folder)
      const bytes = new Uint8Array(this.#hashes.buffer, 0, this.#count * HASH_BYTES)
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at)
    }
    this.#count = 0
  }

  #open(folder: string): number {
    mkdirSync(join(folder, 'hashes'), { recursive: true })
    return openSync(hashPath(folder, this.#fileIndex), 'w', 0o600)
  }
}

/** Deletes the hashes on disk. */
export function dropHashes(folder: string): void {
  rmSync(join(folder, 'hashes'), { recursive: true, force: true })
}

/**
 * A bit for each hash that the files of a report have more than once; undefined if all keys are different. Equal keys
 * have equal hashes, so none is missed.
 */
export function findSuspects(
  { folder, written }: Pick<KeyWatchOptions, 'folder' | 'written'>,
  files: number,
  hashesAtOnce = HASHES_AT_ONCE,
): KeyWatchOptions['suspects'] {
  const total = Number(Atomics.load(written, 0))
  const slices = Math.max(1, Math.ceil(total / hashesAtOnce))
  let suspects: Uint8Array<SharedArrayBuffer> | undefined
  for (let slice = 0; slice < slices; slice++) {
    const hashes = new HashList(slices === 1 ? total : hashesAtOnce)
    for (let index = 0; index < files; index++) readHashes(hashPath(folder, index), hashes, slice, slices)
    for (const low of hashes.listDoubles()) {
      suspects ??= new Uint8Array(new SharedArrayBuffer(SUSPECT_BITS / 8))
      const bit = bitOf(low)
      suspects[bit >> 3] = (suspects[bit >> 3] as number) | (1 << (bit & 7))
    }
  }
  return suspects
}

function readHashes(path: string, into: HashList, slice: number, slices: number): void {
  if (!existsSync(path)) return
  const descriptor = openSync(path, 'r')
  const words = new Int32Array(2 * BUFFERED_HASHES)
  const bytes = new Uint8Array(words.buffer)
  try {
    for (;;) {
      let length = 0
      for (let read = 1; read > 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null)
      }
      for (let at = 0; at < length / 4; at += 2) {
        const high = words[at + 1] as number
        if (slices === 1 || Math.floor(((high >>> 0) / 2 ** 32) * slices) === slice) into.add(words[at] as number, high)
      }
      if (length < bytes.length) return
    }
  } finally {
    closeSync(descriptor)
  }
}

/** A growing list of 64-bit hashes. */
class HashList {
  #words: Int32Array<ArrayBuffer>
  #count = 0

  constructor(capacity: number) {
    this.#words = new Int32Array(2 * Math.max(1, capacity))
  }

  add(low: number, high: number): void {
    if (2 * this.#count === this.#words.length) {
      const larger = new Int32Array(this.#words.length * 2)
      larger.set(this.#words)
      this.#words = larger
    }
    this.#words[2 * this.#count] = low
    this.#words[2 * this.#count + 1] = high
    this.#count++
  }

  /** The low half of every hash that occurs more than once. */
  *listDoubles(): Generator<number> {
    new BigUint64Array(this.#words.buffer, 0, this.#count).sort()
    const words = this.#words
    for (let at = 2; at < 2 * this.#count; at += 2) {
      if (words[at] === words[at - 2] && words[at + 1] === words[at - 1]) yield words[at] as number
    }
  }
}
