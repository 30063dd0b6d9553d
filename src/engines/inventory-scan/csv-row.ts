// Interprets the fields of one CSV record. Compliant rows are judged by comparing bytes; only findings become text.

import { type InventoryRow, UNKNOWN_STATUS } from '../../findings/row.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import {
  canonicalizeInventoryKey,
  type EncodedKey,
  type RawKey,
  readInventoryKey,
  UndecodableKeyError,
} from '../../words/object-key.ts'
import { say } from '../../words/outside-text.ts'
import type { CsvFields } from './csv.ts'
import { parseInventoryTime } from './csv-time.ts'
import { RepeatedText } from './repeated-text.ts'

const encode = (text: string) => Buffer.from(text, 'latin1')
const STATUSES = ENCRYPTION_STATUSES.map(encode)
const TRUE = encode('true')
const FALSE = encode('false')
const DIGIT_ZERO = 0x30

/** Sizes stay below 10^15: some twenty times the largest object in S3, and sums stay exact. */
const MAX_SIZE_DIGITS = 15

/** The only row object of a file; `load` fills it from the record just read. */
export class CsvRow implements InventoryRow {
  status = UNKNOWN_STATUS
  size = 0
  isLatest = true
  isDeleteMarker = false
  number = 0
  readonly #fields: CsvFields
  readonly #columns: ReadonlyMap<ColumnName, number>
  readonly #bucket: Uint8Array
  readonly #bucketName: string
  // Positions of the columns that every row needs; -1 for a column that the report lacks.
  readonly #bucketAt: number
  readonly #keyAt: number
  readonly #statusAt: number
  readonly #sizeAt: number
  readonly #latestAt: number
  readonly #markerAt: number
  readonly #texts: readonly RepeatedText[]

  constructor(fields: CsvFields, columns: readonly ColumnName[], sourceBucket: string) {
    this.#fields = fields
    this.#texts = columns.map(() => new RepeatedText())
    this.#columns = new Map(columns.map((name, index) => [name, index]))
    this.#bucket = encode(sourceBucket)
    this.#bucketName = sourceBucket
    this.#bucketAt = columns.indexOf('bucket')
    this.#keyAt = columns.indexOf('key')
    this.#statusAt = columns.indexOf('encryptionstatus')
    this.#sizeAt = columns.indexOf('size')
    this.#latestAt = columns.indexOf('islatest')
    this.#markerAt = columns.indexOf('isdeletemarker')
  }

  /** `number` is the row's number in the file, for messages. @throws ActionError WRONG_BUCKET or UNREADABLE */
  load(number: number): void {
    this.number = number
    if (!this.#equals(this.#bucketAt, this.#bucket)) {
      throw new ActionError(
        'WRONG_BUCKET',
        say`row ${this.number} is of bucket "${this.#readText(this.#bucketAt)}", not ${this.#bucketName}`,
      )
    }
    if (this.#fields.ends[this.#keyAt] === this.#fields.starts[this.#keyAt]) throw this.#refuse('has no key')
    if (this.#latestAt >= 0) this.isLatest = this.#readFlag(this.#latestAt, 'IsLatest')
    if (this.#markerAt >= 0) this.isDeleteMarker = this.#readFlag(this.#markerAt, 'IsDeleteMarker')
    this.loadCurrent(number)
  }

  /** The same for a row that the kernel has proven to be a current object of the bucket. */
  loadCurrent(number: number): void {
    this.number = number
    this.status = this.#readStatus()
    if (this.#sizeAt >= 0) this.size = this.#readSize()
  }

  statusText(): string {
    return this.#readText(this.#statusAt)
  }

  key(): EncodedKey {
    return this.#readKey(canonicalizeInventoryKey)
  }

  rawKey(): RawKey {
    return this.#readKey(readInventoryKey)
  }

  escapedKey(): RawKey {
    const { bytes, starts, ends } = this.#fields
    return { bytes, start: starts[this.#keyAt] as number, end: ends[this.#keyAt] as number }
  }

  text(column: ColumnName): string | undefined {
    const at = this.#columns.get(column)
    if (at === undefined) return undefined
    const { bytes, starts, ends } = this.#fields
    return starts[at] === ends[at] ? '' : this.#texts[at]?.read(bytes, starts[at] as number, ends[at] as number)
  }

  time(column: ColumnName): number | undefined {
    const at = this.#columns.get(column)
    if (at === undefined) return undefined
    return parseInventoryTime(this.#fields.bytes, this.#fields.starts[at], this.#fields.ends[at])
  }

  #readKey<T>(read: (field: Buffer, start: number, end: number) => T): T {
    const { bytes, starts, ends } = this.#fields
    try {
      return read(bytes, starts[this.#keyAt] as number, ends[this.#keyAt] as number)
    } catch (error) {
      if (error instanceof UndecodableKeyError) throw this.#refuse(`cannot be read: ${error.message}`)
      throw error
    }
  }

  #readText(at: number): string {
    const { bytes, starts, ends } = this.#fields
    return bytes.toString('latin1', starts[at], ends[at])
  }

  #equals(at: number, expected: Uint8Array): boolean {
    const { bytes, starts, ends } = this.#fields
    const start = starts[at] as number
    if ((ends[at] as number) - start !== expected.length) return false
    for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) return false
    return true
  }

  #readStatus(): number {
    for (let status = 0; status < STATUSES.length; status++) {
      if (this.#equals(this.#statusAt, STATUSES[status] as Uint8Array)) return status
    }
    return UNKNOWN_STATUS
  }

  #readFlag(at: number, name: string): boolean {
    if (this.#equals(at, TRUE)) return true
    if (this.#equals(at, FALSE)) return false
    throw this.#refuse(`has ${name} "${this.#readText(at)}"; accepted are true and false`)
  }

  #readSize(): number {
    const { bytes, starts, ends } = this.#fields
    const start = starts[this.#sizeAt] as number
    const end = ends[this.#sizeAt] as number
    if (start === end && this.isDeleteMarker) return 0
    let size = 0
    for (let i = start; i < end; i++) {
      const digit = (bytes[i] as number) - DIGIT_ZERO
      if (digit < 0 || digit > 9)
        throw this.#refuse(`has Size "${this.#readText(this.#sizeAt)}", which is not a number`)
      size = size * 10 + digit
    }
    if (start === end || end - start > MAX_SIZE_DIGITS) {
      throw this.#refuse(`has Size "${this.#readText(this.#sizeAt)}", which no object can have`)
    }
    return size
  }

  #refuse(what: string): ActionError {
    return new ActionError('UNREADABLE', `row ${this.number} ${what}`)
  }
}
