// Compares two sets of findings of any size: only digests are kept, on disk, in heaps by their first byte, and one heap
// of each set at a time is in memory. Equal findings have equal digests, so they are always in the same heap.

import { hash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HEAPS = 256
/** The first half of a SHA-256: two of 20 million findings share it with a probability of 10^-24. */
const DIGEST_BYTES = 16
/** Digest, bucket (32 bits), position (a double). */
const RECORD_BYTES = DIGEST_BYTES + 4 + 8
/** Bytes of a heap that are written at once: 2 MiB for all heaps. */
const HEAP_BYTES = 292 * RECORD_BYTES
/** Memory is made so many times larger than it needs to be: heaps are nearly, but not quite, of one size. */
const ROOM = 1.25

/** Where a finding stands: the number of its bucket, and its position among the findings of that bucket. */
type FindingPlace = { readonly bucket: number; readonly position: number }

/**
 * A secret of this run, different in each: nobody can prepare a finding whose digest is that of a known one. Both sets
 * need the same.
 */
export const createSalt = (): string => randomBytes(32).toString('hex')

/** The digests of one set of findings. Not to be added to once it is compared. */
export class DigestHeaps {
  /** Findings that were added. */
  size = 0
  readonly #folder: string
  readonly #salt: string
  readonly #buffer = Buffer.allocUnsafe(HEAPS * HEAP_BYTES)
  /** Bytes of each heap in the buffer. */
  readonly #filled = new Uint32Array(HEAPS)
  /** Used again for every heap: V8 is late to free the memory of buffers. */
  #taken: Buffer = Buffer.alloc(0)

  /** @throws the error of the file system, as `add` and `compareHeaps`, on a full disk */
  constructor(folder: string, salt: string) {
    this.#folder = folder
    this.#salt = salt
    mkdirSync(folder, { recursive: true })
  }

  add(identity: string, { bucket, position }: FindingPlace): void {
    const digest = hash('sha256', this.#salt + identity, 'binary')
    const heap = digest.charCodeAt(0)
    const filled = this.#filled[heap] as number
    const at = heap * HEAP_BYTES + filled
    this.#buffer.write(digest, at, DIGEST_BYTES, 'latin1')
    this.#buffer.writeUInt32LE(bucket, at + DIGEST_BYTES)
    this.#buffer.writeDoubleLE(position, at + DIGEST_BYTES + 4)
    this.size++
    this.#filled[heap] = filled + RECORD_BYTES
    if (this.#filled[heap] === HEAP_BYTES) this.#flush(heap)
  }

  /** Reads one heap, whose file is then gone; valid until the next one is read. */
  take(heap: number): Buffer {
    this.#flush(heap)
    const path = this.#pathOf(heap)
    if (!existsSync(path)) return this.#taken.subarray(0, 0)
    const records = this.#read(path)
    rmSync(path)
    return records
  }

  #read(path: string): Buffer {
    const descriptor = openSync(path, 'r')
    try {
      const { size } = fstatSync(descriptor)
      if (this.#taken.length < size) this.#taken = Buffer.allocUnsafe(size * ROOM)
      for (let read = 0; read < size; ) {
        const more = readSync(descriptor, this.#taken, read, size - read, read)
        if (more === 0) throw new Error('a file of digests has become shorter')
        read += more
      }
      return this.#taken.subarray(0, size)
    } finally {
      closeSync(descriptor)
    }
  }

  #flush(heap: number): void {
    const filled = this.#filled[heap] as number
    if (filled === 0) return
    const start = heap * HEAP_BYTES
    writeFileSync(this.#pathOf(heap), this.#buffer.subarray(start, start + filled), { flag: 'a', mode: 0o600 })
    this.#filled[heap] = 0
  }

  #pathOf(heap: number): string {
    return join(this.#folder, heap.toString(16).padStart(2, '0'))
  }
}

/** Calls `onNew` or `onUnchanged` once for every one of `found`, by whether it is in `known`. */
export function compareHeaps(
  known: DigestHeaps,
  found: DigestHeaps,
  { onNew, onUnchanged }: Readonly<Record<'onNew' | 'onUnchanged', (place: FindingPlace) => void>>,
): void {
  const digests = new DigestSet()
  for (let heap = 0; heap < HEAPS; heap++) {
    digests.replace(known.take(heap))
    const records = found.take(heap)
    for (let at = 0; at < records.length; at += RECORD_BYTES) {
      if (digests.has(records, at)) onUnchanged(readPlace(records, at))
      else onNew(readPlace(records, at))
    }
  }
}

const readPlace = (records: Buffer, at: number): FindingPlace => ({
  bucket: records.readUInt32LE(at + DIGEST_BYTES),
  position: records.readDoubleLE(at + DIGEST_BYTES + 4),
})

/** The digests of records, found without making a text of each: a table of positions, by some of their bytes. */
class DigestSet {
  #records: Buffer = Buffer.alloc(0)
  /** Position of a record and 1; 0 for an empty place. A full place is followed by the next. */
  #places = new Uint32Array(1)
  #mask = 0

  /** From now on, it has these. */
  replace(records: Buffer): void {
    this.#records = records
    const count = records.length / RECORD_BYTES
    // At least half of the places are empty, so that a search is short.
    const size = 2 ** Math.ceil(Math.log2(2 * count + 1))
    if (this.#places.length < size) this.#places = new Uint32Array(size)
    else this.#places.fill(0)
    this.#mask = this.#places.length - 1
    for (let at = 0; at < records.length; at += RECORD_BYTES) this.#places[this.#find(records, at)] = at + 1
  }

  has(others: Buffer, at: number): boolean {
    return this.#places[this.#find(others, at)] !== 0
  }

  /** Its place, or the empty one where it would be. */
  #find(others: Buffer, at: number): number {
    // All digests of a heap begin with the same byte.
    let place = others.readUInt32LE(at + 1) & this.#mask
    for (;;) {
      const known = this.#places[place] as number
      if (known === 0 || this.#isEqual(known - 1, others, at)) return place
      place = (place + 1) & this.#mask
    }
  }

  #isEqual(known: number, others: Buffer, at: number): boolean {
    for (let i = 0; i < DIGEST_BYTES; i++) if (this.#records[known + i] !== others[at + i]) return false
    return true
  }
}
