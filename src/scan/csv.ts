// Knows how to cut the decompressed bytes of a CSV report into records and fields (RFC 4180), across any chunk borders.

import { ActionError } from '../errors.ts'

/**
 * The longest record believed. A key has at most 3 KiB encoded, an ACL of 100 grants (S3's limit) about 18 KiB in
 * base64: 32 KiB is more than a row can have, and keeps damaged quoting from swallowing a file.
 */
export const MAX_RECORD_BYTES = 32 * 1024

/** The fields of the current record: field i is `bytes[starts[i], ends[i])`, doubled quotes still doubled. */
export type CsvFields = {
  bytes: Buffer
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Calls `onRecord` for every record, whose fields are then in `fields` until it returns. Anything that is not a record
 * of exactly `columnCount` fields throws UNREADABLE: a row is never skipped.
 */
export class CsvScanner {
  readonly fields: CsvFields
  readonly #columnCount: number
  readonly #onRecord: () => void
  /** Bytes not yet cut into records are at the front of `fields.bytes`; one byte behind them is free for a sentinel. */
  #length = 0
  #records = 0
  #sawBlankLine = false

  constructor(columnCount: number, onRecord: () => void) {
    this.#columnCount = columnCount
    this.#onRecord = onRecord
    this.fields = {
      bytes: Buffer.alloc(MAX_RECORD_BYTES),
      starts: new Int32Array(columnCount),
      ends: new Int32Array(columnCount),
    }
  }

  /** Takes the next bytes; they may be changed once this returns. */
  push(chunk: Uint8Array): void {
    this.#reserve(this.#length + chunk.length + 1)
    this.fields.bytes.set(chunk, this.#length)
    this.#length += chunk.length
    this.#scan(false)
  }

  /** Reads a last record without a line end. */
  finish(): void {
    this.#reserve(this.#length + 1)
    this.#scan(true)
  }

  #reserve(bytes: number): void {
    if (bytes <= this.fields.bytes.length) return
    const larger = Buffer.alloc(bytes * 2)
    larger.set(this.fields.bytes.subarray(0, this.#length))
    this.fields.bytes = larger
  }

  #scan(isLast: boolean): void {
    const { bytes } = this.fields
    const end = this.#length
    bytes[end] = QUOTE
    let start = 0
    while (start < end) {
      const next = this.#readRecord(start, end, isLast)
      if (next < 0) break
      if (next - start > MAX_RECORD_BYTES) throw this.#refuse(`is longer than ${MAX_RECORD_BYTES} bytes`)
      start = next
    }
    if (end - start > MAX_RECORD_BYTES) throw this.#refuse(`is longer than ${MAX_RECORD_BYTES} bytes`)
    bytes.copyWithin(0, start, end)
    this.#length = end - start
  }

  /**
   * Reads the record at `start` and returns where the next one starts, or -1 when bytes are missing. One long function
   * because it is the loop all bytes pass through; the sentinel quote at `end` spares a bounds check per byte.
   */
  #readRecord(start: number, end: number, isLast: boolean): number {
    const { bytes, starts, ends } = this.fields
    const columnCount = this.#columnCount
    let column = 0
    let i = start
    for (;;) {
      let fieldStart = i
      let fieldEnd: number
      if (i < end && bytes[i] === QUOTE) {
        fieldStart = ++i
        for (;;) {
          while (bytes[i] !== QUOTE) i++
          if (i >= end) {
            if (isLast) throw this.#refuse('ends inside quotes')
            return -1
          }
          if (i + 1 === end || bytes[i + 1] !== QUOTE) break
          i += 2
        }
        fieldEnd = i++
      } else {
        for (let byte = bytes[i]; byte !== COMMA && byte !== LINE_FEED && byte !== CARRIAGE_RETURN; byte = bytes[++i]) {
          if (byte === QUOTE) {
            if (i < end) throw this.#refuse('has a quote inside an unquoted field')
            break
          }
        }
        fieldEnd = i
      }
      if (column < columnCount) {
        starts[column] = fieldStart
        ends[column] = fieldEnd
      }
      column++
      if (i >= end) {
        if (!isLast) return -1
        return this.#endRecord(column, start, end, end)
      }
      const delimiter = bytes[i]
      if (delimiter === COMMA) i++
      else if (delimiter === LINE_FEED) return this.#endRecord(column, start, i, i + 1)
      else if (delimiter === CARRIAGE_RETURN) {
        if (i + 1 === end && !isLast) return -1
        if (i + 1 === end || bytes[i + 1] !== LINE_FEED) throw this.#refuse('has a lone carriage return')
        return this.#endRecord(column, start, i, i + 2)
      } else throw this.#refuse('has text after a closing quote')
    }
  }

  #endRecord(columns: number, start: number, textEnd: number, next: number): number {
    // Blank lines are allowed behind the last record only.
    if (textEnd === start) {
      this.#sawBlankLine = true
      return next
    }
    if (this.#sawBlankLine) throw this.#refuse('follows a blank line')
    if (columns !== this.#columnCount) {
      throw this.#refuse(`has ${columns} fields, but the inventory manifest lists ${this.#columnCount} columns`)
    }
    this.#records++
    this.#onRecord()
    return next
  }

  #refuse(what: string): ActionError {
    return new ActionError('UNREADABLE', `record ${this.#records + 1} ${what}`)
  }
}
