// Splits one record of a CSV report into fields (RFC 4180): the careful way, for rows that the kernel leaves unread.

import { DISAGREEMENT_HINT } from '../../inventory/columns.ts'
import { ActionError } from '../../words/errors.ts'

/**
 * The longest record accepted. A key has at most 3 KiB encoded, an ACL of 100 grants (S3's limit) about 18 KiB in
 * base64: 32 KiB is more than a row can have, and prevents damaged quoting from consuming a whole file.
 */
export const MAX_RECORD_BYTES = 32 * 1024

/** The fields of the current record: field i is `bytes[starts[i], ends[i])`. */
export type CsvFields = {
  bytes: Buffer
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export function createFields(columnCount: number): CsvFields {
  return { bytes: Buffer.alloc(0), starts: new Int32Array(columnCount), ends: new Int32Array(columnCount) }
}

/**
 * Splits `record`, with or without its line break, into `fields`, which may point into it. False for a blank line.
 * `number` is used in messages. Throws UNREADABLE for anything but one record with exactly the expected number of
 * fields.
 */
export function splitRecord(record: Buffer, number: number, fields: CsvFields): boolean {
  const refuse = (what: string) => new ActionError('UNREADABLE', `record ${number} ${what}`)
  if (record.length > MAX_RECORD_BYTES) throw refuse(`is longer than ${MAX_RECORD_BYTES} bytes`)
  const end = findTextEnd(record)
  if (end === 0) return false
  const { starts, ends } = fields
  fields.bytes = record
  let column = 0
  for (let at = 0; ; at++) {
    const isQuoted = record[at] === QUOTE && at < end
    const fieldStart = isQuoted ? at + 1 : at
    at = isQuoted ? findClosingQuote(record, fieldStart, end) : findFieldEnd(record, fieldStart, end)
    if (at < 0) throw refuse('ends inside quotes')
    starts[column] = fieldStart
    ends[column] = at
    if (isQuoted && holdsQuote(record, fieldStart, at)) undoubleQuotes(fields, record, column)
    column++
    if (isQuoted) at++
    if (at === end) break
    if (record[at] === COMMA) continue
    if (isQuoted) throw refuse('has text after a closing quote')
    if (record[at] === QUOTE) throw refuse('has a quote inside an unquoted field')
    throw refuse(record[at] === LINE_FEED ? 'goes on behind its line break' : 'has a lone carriage return')
  }
  if (column === starts.length) return true
  const message = `record ${number} has ${column} fields, but the inventory manifest lists ${starts.length} columns`
  throw new ActionError('UNREADABLE', message, { hint: DISAGREEMENT_HINT })
}

/** Start of the line break at the end. */
function findTextEnd(record: Buffer): number {
  const { length } = record
  if (record[length - 1] !== LINE_FEED) return length
  return record[length - 2] === CARRIAGE_RETURN ? length - 2 : length - 1
}

/** The quote that closes the field starting at `from`, skipping doubled ones; -1 if there is none. */
function findClosingQuote(record: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (record[at] !== QUOTE) continue
    if (at + 1 === end || record[at + 1] !== QUOTE) return at
    at++
  }
  return -1
}

function holdsQuote(record: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (record[at] === QUOTE) return true
  return false
}

/** Replaces doubled quotes of a field in a copy of the record, whose own bytes must not be changed. */
function undoubleQuotes(fields: CsvFields, record: Buffer, column: number): void {
  const { starts, ends } = fields
  const start = starts[column] as number
  const text = record.toString('latin1', start, ends[column]).replaceAll('""', '"')
  if (fields.bytes === record) fields.bytes = Buffer.from(record)
  ends[column] = start + fields.bytes.write(text, start, 'latin1')
}

/** The first byte from `from` on that an unquoted field cannot contain, or `end`. */
function findFieldEnd(record: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && !ENDS_FIELD[record[at] as number]) at++
  return at
}

const ENDS_FIELD = new Uint8Array(256)
for (const byte of [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN]) ENDS_FIELD[byte] = 1
