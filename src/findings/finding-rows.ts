// Keeps every finding on disk as a line of the findings file, whatever is done about it: one file per inventory file.
// Every engine can feed it; the lines of all files, in any order, are the findings file without its first line.

import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { encodeText } from '../words/outside-text.ts'
import type { Choice } from './choice.ts'
import { isWritableTime, LineBytes } from './line-bytes.ts'
import type { InventoryRow } from './row.ts'

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

/** A finding beside its key. */
type FindingCells = {
  /** Index into ENCRYPTION_STATUSES. */
  readonly status: number
  /** Bytes; undefined if the source does not tell. */
  readonly size: number | undefined
  /** Any text; '' if the source does not tell. */
  readonly storageClass: string
  /** Epoch milliseconds; NaN for what is no time, undefined if the source does not tell. */
  readonly modified: number | undefined
  readonly choice: Choice
}

/** What a row says of a finding. */
export const cellsOf = (row: InventoryRow, choice: Choice, hasSize: boolean): FindingCells => ({
  status: row.status,
  size: hasSize ? row.size : undefined,
  storageClass: row.text('storageclass') ?? '',
  modified: row.time('lastmodifieddate'),
  choice,
})

/** What stands in a line beside key, size and time, in its order. All of it repeats, and is made once. */
type LineForm = {
  /** Before the key. */
  readonly start: (bucket: string) => string
  readonly status: (status: string) => string
  /** In place of a size that is not known. */
  readonly noSize: string
  readonly storageClass: (name: string) => string
  readonly end: (choice: string) => string
}

const FORMS: Readonly<Record<FindingFormat, LineForm>> = {
  csv: {
    start: (bucket) => `${bucket},`,
    status: (status) => `,${status},`,
    noSize: '',
    storageClass: (name) => `,${name},`,
    end: (choice) => `,${choice}\n`,
  },
  ndjson: {
    start: (bucket) => `{"bucket":"${bucket}","key":"`,
    status: (status) => `","encryption":"${status}","bytes":`,
    noSize: 'null',
    storageClass: (name) => `,"storageClass":"${name}","lastModified":"`,
    end: (choice) => `","remedy":"${choice}"}\n`,
  },
}

/** Longer than a line without its storage class: a key has at most 1,024 bytes, each at most three characters. */
const MAX_LINE_BYTES = 4_096

/**
 * Writes the findings of one source of rows. A disk that is full must not change the verdict: writing then stops, and
 * the count of rows shows that the file is not complete.
 */
export class FindingRows {
  readonly #options: FindingRowsOptions
  readonly #index: number
  readonly #start: Uint8Array
  readonly #statuses: readonly Uint8Array[]
  readonly #noSize: Uint8Array
  readonly #classes: Pieces
  readonly #ends: Pieces
  #lines: LineBytes | undefined
  #rows = 0
  #descriptor: number | undefined
  #hasFailed = false

  constructor(options: FindingRowsOptions, fileIndex: number) {
    const form = FORMS[options.format]
    this.#options = options
    this.#index = fileIndex
    this.#start = toBytes(form.start(options.bucket))
    this.#statuses = ENCRYPTION_STATUSES.map((status) => toBytes(form.status(status)))
    this.#noSize = toBytes(form.noSize)
    this.#classes = new Pieces((text) => form.storageClass(writeClass(text)))
    this.#ends = new Pieces(form.end)
  }

  add(key: EncodedKey, { status, size, storageClass, modified, choice }: FindingCells): void {
    if (this.#hasFailed) return
    const classes = this.#classes.of(storageClass)
    const lines = this.#makeRoom(MAX_LINE_BYTES + classes.length)
    lines.addPiece(this.#start)
    lines.addText(writeKey(key))
    lines.addPiece(this.#statuses[status] as Uint8Array)
    if (size === undefined) lines.addPiece(this.#noSize)
    else lines.addWhole(size)
    lines.addPiece(classes)
    if (isWritableTime(modified)) lines.addTime(modified)
    lines.addPiece(this.#ends.of(choice))
    this.#rows++
  }

  /** Writes the remaining rows. Nothing may be added afterwards. */
  close(): void {
    this.#flush()
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    this.#hasFailed = true
  }

  #makeRoom(bytes: number): LineBytes {
    this.#lines ??= new LineBytes()
    if (this.#lines.fits(bytes)) return this.#lines
    this.#flush()
    this.#lines.extend(bytes)
    return this.#lines
  }

  #flush(): void {
    const bytes = this.#lines?.take()
    if (bytes === undefined || bytes.length === 0 || this.#hasFailed) return
    try {
      this.#descriptor ??= this.#open()
      writeFileSync(this.#descriptor, bytes)
      Atomics.add(this.#options.written, 0, BigInt(this.#rows))
      this.#rows = 0
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

const toBytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** There are about fifteen storage classes; a report that has more texts than this has them made again. */
const MAX_PIECES = 100

/** The bytes of texts that repeat. */
class Pieces {
  readonly #render: (text: string) => string
  readonly #known = new Map<string, Uint8Array>()
  #last: string | undefined
  #piece: Uint8Array = toBytes('')

  constructor(render: (text: string) => string) {
    this.#render = render
  }

  of(text: string): Uint8Array {
    if (text === this.#last) return this.#piece
    this.#piece = this.#known.get(text) ?? toBytes(this.#render(text))
    if (this.#known.size < MAX_PIECES) this.#known.set(text, this.#piece)
    this.#last = text
    return this.#piece
  }
}

/**
 * A key that no spreadsheet takes for a formula. Encoded keys have none of `=`, `+`, `@`, tab and line end; a leading
 * `-` is encoded, too, and decodes to the same key. Nothing needs quotes: no column can hold a comma or a quote.
 */
export const writeKey = (key: EncodedKey): string => (key.startsWith('-') ? `%2D${key.slice(1)}` : key)

/** Storage classes are `[A-Z_]`; anything else in a report is encoded. Empty if the source does not say. */
const writeClass = (text: string): string => (/^[A-Z_]*$/.test(text) ? text : encodeText(text).replace(/^-/, '%2D'))
