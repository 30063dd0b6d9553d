// Keeps findings on disk: in job-manifest form, one file per group and inventory file.

import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** Rows of a group are written when this many bytes have accumulated. */
const FLUSH_BYTES = 256 * 1024

/** The folder of rows that are not findings yet: `bucket,key,choice,exception`. */
export const CANDIDATES = 'candidates'

/** Where and how many rows to keep. */
export type SpoolOptions = {
  readonly folder: string
  readonly bucket: string
  /** Maximum number of rows that all workers together may keep. */
  readonly maxRows: number
  /** A counter that all workers share: the number of rows written so far. */
  readonly written: BigInt64Array<SharedArrayBuffer>
}

/** Rows not yet written, without the common start of all lines, and the length of their lines in bytes. */
type SpoolFile = { readonly descriptor: number; rows: string[]; length: number }

/** An operation, and a storage class if it has one. */
const GROUP_NAME = /^[a-z-]+(\/[A-Z_]+)?$/

/**
 * Path of the rows of one group from one inventory file.
 * @throws ActionError INTERNAL_ERROR for a name that is not made of validated words: no report may choose a path
 */
export function spoolPath(folder: string, group: string, fileIndex: number): string {
  if (!GROUP_NAME.test(group)) throw new ActionError('INTERNAL_ERROR', 'A group of rows has a name that is no group.')
  return join(folder, group, `${String(fileIndex).padStart(6, '0')}.csv`)
}

/**
 * Writes the findings of one inventory file that can be remediated, `bucket,key` per line. Stops for good once all
 * workers together have more than `maxRows`: the scan then discards all rows. Keys are encoded, so no line needs
 * quoting.
 */
export class RowSpool {
  readonly #options: SpoolOptions
  readonly #fileIndex: number
  readonly #lineStart: string
  readonly #files = new Map<string, SpoolFile>()
  #unflushedRows = 0
  #isFull = false

  constructor(options: SpoolOptions, fileIndex: number) {
    this.#options = options
    this.#lineStart = `${options.bucket},`
    this.#fileIndex = fileIndex
  }

  /** `rest` follows the key: plain ASCII characters. */
  add(group: string, key: EncodedKey, rest = ''): void {
    if (this.#isFull) return
    const file = this.#files.get(group) ?? this.#open(group)
    // Joined when written: one call then converts thousands of rows to bytes.
    file.rows.push(rest === '' ? key : key + rest)
    file.length += this.#lineStart.length + key.length + rest.length + 1
    this.#unflushedRows++
    if (file.length >= FLUSH_BYTES) this.#flush()
  }

  /** Writes the remaining rows. Nothing may be added afterwards. */
  close(): void {
    if (!this.#isFull) this.#flush()
    for (const { descriptor } of this.#files.values()) closeSync(descriptor)
    this.#files.clear()
    this.#isFull = true
  }

  #open(group: string): SpoolFile {
    const path = spoolPath(this.#options.folder, group, this.#fileIndex)
    mkdirSync(join(path, '..'), { recursive: true })
    const file: SpoolFile = { descriptor: openSync(path, 'w', 0o600), rows: [], length: 0 }
    this.#files.set(group, file)
    return file
  }

  #flush(): void {
    const rows = BigInt(this.#unflushedRows)
    this.#unflushedRows = 0
    this.#isFull = Atomics.add(this.#options.written, 0, rows) + rows > BigInt(this.#options.maxRows)
    for (const file of this.#files.values()) {
      if (!this.#isFull && file.rows.length > 0) writeFileSync(file.descriptor, this.#linesOf(file), 'latin1')
      file.rows = []
      file.length = 0
    }
  }

  #linesOf({ rows }: SpoolFile): string {
    return `${this.#lineStart}${rows.join(`\n${this.#lineStart}`)}\n`
  }
}

/** Deletes the kept rows of the given groups, or of all groups of the given operations. */
export function dropSpool(folder: string, groups: Iterable<string>): void {
  for (const group of groups) rmSync(join(folder, group), { recursive: true, force: true })
}
