// Knows how copyable findings are kept on disk: in job-manifest form, one file per storage class and inventory file.

import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EncodedKey } from '../inventory/object-key.ts'

const FLUSH_CHARS = 64 * 1024

/** Where and how many rows to keep. */
export type SpoolOptions = {
  readonly folder: string
  readonly bucket: string
  /** Rows all workers together may keep. */
  readonly maxRows: number
  /** One counter all workers share: the rows written so far. */
  readonly written: BigInt64Array<SharedArrayBuffer>
}

/** Path of the rows of one storage class from one inventory file. Storage classes are checked words, never user text. */
export function spoolPath(folder: string, storageClass: string, fileIndex: number): string {
  return join(folder, storageClass, `${String(fileIndex).padStart(6, '0')}.csv`)
}

/**
 * Writes the copyable findings of one inventory file, `bucket,key` a line, and stops for good once all workers
 * together have more than `maxRows`: the scan then drops everything. Keys are encoded, so no line needs quoting.
 */
export class RowSpool {
  readonly #options: SpoolOptions
  readonly #fileIndex: number
  readonly #classes = new Map<string, { readonly descriptor: number; text: string }>()
  #unflushedRows = 0
  #isFull = false

  constructor(options: SpoolOptions, fileIndex: number) {
    this.#options = options
    this.#fileIndex = fileIndex
  }

  add(storageClass: string, key: EncodedKey): void {
    if (this.#isFull) return
    const file = this.#classes.get(storageClass) ?? this.#open(storageClass)
    file.text += `${this.#options.bucket},${key}\n`
    this.#unflushedRows++
    if (file.text.length >= FLUSH_CHARS) this.#flush()
  }

  /** Writes the rest. Nothing may be added afterwards. */
  close(): void {
    if (!this.#isFull) this.#flush()
    for (const { descriptor } of this.#classes.values()) closeSync(descriptor)
    this.#classes.clear()
    this.#isFull = true
  }

  #open(storageClass: string): { readonly descriptor: number; text: string } {
    const path = spoolPath(this.#options.folder, storageClass, this.#fileIndex)
    mkdirSync(join(path, '..'), { recursive: true })
    const file = { descriptor: openSync(path, 'w', 0o600), text: '' }
    this.#classes.set(storageClass, file)
    return file
  }

  #flush(): void {
    const rows = BigInt(this.#unflushedRows)
    this.#unflushedRows = 0
    this.#isFull = Atomics.add(this.#options.written, 0, rows) + rows > BigInt(this.#options.maxRows)
    for (const file of this.#classes.values()) {
      if (!this.#isFull) writeFileSync(file.descriptor, file.text)
      file.text = ''
    }
  }
}

/** Removes what was kept of the given storage classes. */
export function dropSpool(folder: string, storageClasses: Iterable<string>): void {
  for (const storageClass of storageClasses) rmSync(join(folder, storageClass), { recursive: true, force: true })
}
