// Keeps every finding on disk as a line of the findings file, whatever is done about it: one file per inventory file.
// Every engine can feed it; the lines of all files, in any order, are the findings file without its first line.

import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { encodeText } from '../words/outside-text.ts'
import type { Choice } from './choice.ts'
import type { InventoryRow } from './row.ts'

/** Rows are written when this many have accumulated: about 256 KiB. */
const ROWS_AT_ONCE = 2_048
const FOLDER = 'finding-rows'

/** The columns of a finding, in their order. `remedy` is an operation, or why a copy is held back. */
export const FINDING_COLUMNS = [
  'bucket',
  'key',
  'encryption',
  'bytes',
  'storageClass',
  'lastModified',
  'remedy',
] as const

export type FindingFormat = 'csv' | 'ndjson'

export type FindingRowsOptions = {
  /** The folder of the question, in which the rows have a folder of their own. */
  readonly folder: string
  readonly bucket: string
  readonly format: FindingFormat
  /** A counter that all workers share: the number of rows written so far. */
  readonly written: BigInt64Array<SharedArrayBuffer>
}

/** What was kept; complete if `rows` is the number of findings. */
export type KeptFindings = { readonly parts: readonly string[]; readonly rows: number }

export function createFindingRows(folder: string, bucket: string, format: FindingFormat): FindingRowsOptions {
  return { folder, bucket, format, written: new BigInt64Array(new SharedArrayBuffer(8)) }
}

/** All rows that were kept. Call it when every writer is closed. */
export function listFindingRows({ folder, written }: FindingRowsOptions): KeptFindings {
  const place = join(folder, FOLDER)
  const names = existsSync(place) ? readdirSync(place).sort() : []
  return { parts: names.map((name) => join(place, name)), rows: Number(Atomics.load(written, 0)) }
}

export function dropFindingRows(folder: string): void {
  rmSync(join(folder, FOLDER), { recursive: true, force: true })
}

/**
 * Writes the findings of one source of rows. A disk that is full must not change the verdict: writing then stops, and
 * the count of rows shows that the file is not complete.
 */
export class FindingRows {
  readonly #options: FindingRowsOptions
  readonly #index: number
  readonly #line: (row: InventoryRow, key: EncodedKey, choice: Choice, hasSize: boolean) => string
  #descriptor: number | undefined
  #lines: string[] = []
  #hasFailed = false

  constructor(options: FindingRowsOptions, fileIndex: number) {
    this.#options = options
    this.#index = fileIndex
    this.#line = options.format === 'csv' ? csvLine(options.bucket) : jsonLine(options.bucket)
  }

  add(row: InventoryRow, key: EncodedKey, choice: Choice, hasSize: boolean): void {
    if (this.#hasFailed) return
    this.#lines.push(this.#line(row, key, choice, hasSize))
    if (this.#lines.length >= ROWS_AT_ONCE) this.#flush()
  }

  /** Writes the remaining rows. Nothing may be added afterwards. */
  close(): void {
    if (this.#lines.length > 0) this.#flush()
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    this.#hasFailed = true
  }

  #flush(): void {
    const lines = this.#lines
    this.#lines = []
    try {
      this.#descriptor ??= this.#open()
      writeFileSync(this.#descriptor, `${lines.join('\n')}\n`, 'latin1')
      Atomics.add(this.#options.written, 0, BigInt(lines.length))
    } catch {
      this.#hasFailed = true
    }
  }

  #open(): number {
    const folder = join(this.#options.folder, FOLDER)
    mkdirSync(folder, { recursive: true })
    return openSync(join(folder, String(this.#index).padStart(6, '0')), 'w', 0o600)
  }
}

/**
 * A key that no spreadsheet takes for a formula. Encoded keys have none of `=`, `+`, `@`, tab and line end; a leading
 * `-` is encoded, too, and decodes to the same key. Nothing needs quotes: no column can hold a comma or a quote.
 */
export const writeKey = (key: EncodedKey): string => (key.startsWith('-') ? `%2D${key.slice(1)}` : key)

const csvLine =
  (bucket: string) =>
  (row: InventoryRow, key: EncodedKey, choice: Choice, hasSize: boolean): string =>
    `${bucket},${writeKey(key)},${ENCRYPTION_STATUSES[row.status]},${hasSize ? row.size : ''},${classOf(row)},${timeOf(row)},${choice}`

const jsonLine =
  (bucket: string) =>
  (row: InventoryRow, key: EncodedKey, choice: Choice, hasSize: boolean): string =>
    `{"bucket":"${bucket}","key":"${writeKey(key)}","encryption":"${ENCRYPTION_STATUSES[row.status]}","bytes":${hasSize ? row.size : null},"storageClass":"${classOf(row)}","lastModified":"${timeOf(row)}","remedy":"${choice}"}`

/** Storage classes are `[A-Z_]`; anything else in a report is encoded. Empty if the source does not say. */
const classOf = (row: InventoryRow): string => {
  const text = row.text('storageclass') ?? ''
  return /^[A-Z_]*$/.test(text) ? text : encodeText(text).replace(/^-/, '%2D')
}

/** ISO 8601; empty if the source does not say, or says what is no time. */
const timeOf = (row: InventoryRow): string => {
  const time = row.time('lastmodifieddate')
  return time === undefined || !Number.isFinite(time) || Math.abs(time) > 8.64e15 ? '' : new Date(time).toISOString()
}
