// Knows how findings are kept on disk: in job-manifest form, one file per group and inventory file.

import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { type EncodedKey, MAX_KEY_BYTES } from '../inventory/object-key.ts'

/** Rows are written when so many bytes have gathered; each group has a buffer of this size and a row. */
const FLUSH_BYTES = 256 * 1024
const LINE_FEED = 0x0a
/** Room for what stands behind a key. */
const MAX_REST_BYTES = 64

/** The folder of rows that are no findings yet: `bucket,key,choice,exception`. */
export const CANDIDATES = 'candidates'

/** Where and how many rows to keep. */
export type SpoolOptions = {
  readonly folder: string
  readonly bucket: string
  /** Rows all workers together may keep. */
  readonly maxRows: number
  /** One counter all workers share: the rows written so far. */
  readonly written: BigInt64Array<SharedArrayBuffer>
}

/** Rows on their way to disk. */
type SpoolFile = { readonly descriptor: number; readonly bytes: Buffer; length: number }

/** An operation, and a storage class where it has one. */
const GROUP_NAME = /^[a-z-]+(\/[A-Z_]+)?$/

/**
 * Path of the rows of one group from one inventory file.
 * @throws ActionError INTERNAL_ERROR for a name that is not made of checked words: no report may choose a path
 */
export function spoolPath(folder: string, group: string, fileIndex: number): string {
  if (!GROUP_NAME.test(group)) throw new ActionError('INTERNAL_ERROR', 'A group of rows has a name that is no group.')
  return join(folder, group, `${String(fileIndex).padStart(6, '0')}.csv`)
}

/**
 * Writes the findings of one inventory file that something can be done about, `bucket,key` a line, and stops for good
 * once all workers together have more than `maxRows`: the scan then drops everything. Keys are encoded, so no line
 * needs quoting.
 */
export class RowSpool {
  readonly #options: SpoolOptions
  readonly #fileIndex: number
  readonly #lineStart: Buffer
  readonly #files = new Map<string, SpoolFile>()
  #unflushedRows = 0
  #isFull = false

  constructor(options: SpoolOptions, fileIndex: number) {
    this.#options = options
    this.#lineStart = Buffer.from(`${options.bucket},`, 'latin1')
    this.#fileIndex = fileIndex
  }

  /** `rest` stands behind the key: plain characters, at most 64. */
  add(group: string, key: EncodedKey, rest = ''): void {
    if (this.#isFull) return
    const file = this.#files.get(group) ?? this.#open(group)
    const { bytes } = file
    bytes.set(this.#lineStart, file.length)
    file.length += this.#lineStart.length
    file.length += bytes.write(key, file.length, 'latin1')
    if (rest !== '') file.length += bytes.write(rest, file.length, 'latin1')
    bytes[file.length++] = LINE_FEED
    this.#unflushedRows++
    if (file.length >= FLUSH_BYTES) this.#flush()
  }

  /** Writes the rest. Nothing may be added afterwards. */
  close(): void {
    if (!this.#isFull) this.#flush()
    for (const { descriptor } of this.#files.values()) closeSync(descriptor)
    this.#files.clear()
    this.#isFull = true
  }

  #open(group: string): SpoolFile {
    const path = spoolPath(this.#options.folder, group, this.#fileIndex)
    mkdirSync(join(path, '..'), { recursive: true })
    const lineBytes = this.#lineStart.length + 3 * MAX_KEY_BYTES + MAX_REST_BYTES + 1
    const bytes = Buffer.allocUnsafe(FLUSH_BYTES + lineBytes)
    const file = { descriptor: openSync(path, 'w', 0o600), bytes, length: 0 }
    this.#files.set(group, file)
    return file
  }

  #flush(): void {
    const rows = BigInt(this.#unflushedRows)
    this.#unflushedRows = 0
    this.#isFull = Atomics.add(this.#options.written, 0, rows) + rows > BigInt(this.#options.maxRows)
    for (const file of this.#files.values()) {
      if (!this.#isFull) writeFileSync(file.descriptor, file.bytes.subarray(0, file.length))
      file.length = 0
    }
  }
}

/** Removes what was kept of the given groups, or of all groups of the given operations. */
export function dropSpool(folder: string, groups: Iterable<string>): void {
  for (const group of groups) rmSync(join(folder, group), { recursive: true, force: true })
}
