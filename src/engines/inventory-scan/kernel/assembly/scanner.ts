// Knows how rows and fields are found: 64 bytes at a time, by proof that each double quote opens or closes a field.
//
// Inventory files quote every field and escape what they hold, so a comma or newline between fields has a quote right
// before it. Call such a byte a separator. If every quote stands right after a separator (it opens a field) or right
// before one (it closes a field), never both and never neither, and every separator is followed by a quote, then quotes
// alternate and the separators are exactly where RFC 4180 sees them. With one bit per byte that is
//
//   afterQuote = quotes << 1,   separators = (commas | newlines) & afterQuote
//   doubt      = afterQuote ^ separators ^ (separators << 2)
//
// where bit j of `doubt` judges the byte before j. Rows before the first doubt are proven. A row with a doubt (an
// escaped quote, an unquoted field, a carriage return) is walked by the rules of RFC 4180 to its end and reported.

import { outputAt } from './bits'
import { MAX_SEPARATORS, SEPARATORS } from './memory'
import { areRecordsFull, columnCount, readRow, reportUnread } from './rows'

const QUOTE: u8 = 0x22
const COMMA: u8 = 0x2c
const NEWLINE: u8 = 0x0a

/** Start of the first row that was not read; all before is done with. */
export let rowStart: usize = 0

export function setRowStart(at: usize): void {
  rowStart = at
}

@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: u8): u64 {
  const wanted = i8x16.splat(byte)
  const low = i8x16.bitmask(i8x16.eq(a, wanted)) | (i8x16.bitmask(i8x16.eq(b, wanted)) << 16)
  const high = i8x16.bitmask(i8x16.eq(c, wanted)) | (i8x16.bitmask(i8x16.eq(d, wanted)) << 16)
  return (<u64>(<u32>high) << 32) | <u64>(<u32>low)
}

/**
 * Reads all complete rows of the text. False if it stopped early because the records are full. `final`: no text will
 * follow, so what is left without its end is reported too (the caller sees to it that the text ends in a newline).
 */
export function scanRows(final: bool): bool {
  while (!areRecordsFull()) {
    const doubtful = scanProvenRows()
    if (!doubtful) {
      if (areRecordsFull()) return false
      if (final && rowStart < outputAt) {
        reportUnread(rowStart, outputAt)
        rowStart = outputAt
      }
      return true
    }
    const end = findRowEnd(rowStart, outputAt)
    if (end == 0) {
      if (!final) return true
      reportUnread(rowStart, outputAt)
      rowStart = outputAt
      return true
    }
    reportUnread(rowStart, end)
    rowStart = end
  }
  return false
}

/** Reads rows from `rowStart` on; true if the row that starts there now holds a doubt. */
function scanProvenRows(): bool {
  const end = outputAt
  const columns = columnCount()
  let at = rowStart
  // The newline before the first row: a separator one byte before `at`.
  let carriedSeparators: u64 = 2
  let carriedQuote: u64 = 0
  store<u32>(SEPARATORS, <u32>(at - 1))
  let list: usize = SEPARATORS
  let next: usize = SEPARATORS + 4

  for (; at < end; at += 64) {
    const a = v128.load(at)
    const b = v128.load(at, 16)
    const c = v128.load(at, 32)
    const d = v128.load(at, 48)
    const quotes = bitsOf(a, b, c, d, QUOTE)
    const newlines = bitsOf(a, b, c, d, NEWLINE)
    const afterQuote = (quotes << 1) | carriedQuote
    carriedQuote = quotes >> 63
    let separators = (bitsOf(a, b, c, d, COMMA) | newlines) & afterQuote
    let doubt = afterQuote ^ separators ^ ((separators << 2) | carriedSeparators)
    carriedSeparators = separators >> 62
    if (at + 64 > end) {
      const known = (<u64>1 << <u64>(end - at)) - 1
      separators &= known
      doubt &= known
    }

    // All separators go to the list, first four without asking whether there are so many.
    const first = next
    next += <usize>popcnt(separators) << 2
    let rest = separators
    let to = first
    while (true) {
      store<u32>(to, <u32>at + <u32>ctz(rest))
      rest &= rest - 1
      store<u32>(to, <u32>at + <u32>ctz(rest), 4)
      rest &= rest - 1
      store<u32>(to, <u32>at + <u32>ctz(rest), 8)
      rest &= rest - 1
      store<u32>(to, <u32>at + <u32>ctz(rest), 12)
      rest &= rest - 1
      if (rest == 0) break
      to += 16
    }

    let ends = newlines & separators
    if (doubt != 0) ends &= (doubt & (0 - doubt)) - 1
    for (; ends != 0; ends &= ends - 1) {
      const before = separators & ((ends & (0 - ends)) - 1)
      const last = first + (<usize>popcnt(before) << 2)
      const rowEnd = <usize>load<u32>(last) + 1
      if (<i32>((last - list) >> 2) != columns || !readRow(list)) reportUnread(rowStart, rowEnd)
      rowStart = rowEnd
      list = last
      if (areRecordsFull()) return false
    }
    if (doubt != 0) return true

    if (list != SEPARATORS) {
      // A row has ended: its successor's part of the list goes to the front.
      memory.copy(SEPARATORS, list, next - list)
      next -= list - SEPARATORS
      list = SEPARATORS
    } else if (next > SEPARATORS + (MAX_SEPARATORS << 2)) {
      return true
    }
  }
  return false
}

/** The address behind the row that starts at `from`, by RFC 4180; 0 if its end is not there. */
function findRowEnd(from: usize, end: usize): usize {
  let isQuoted = false
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at)
    if (byte == QUOTE) isQuoted = !isQuoted
    else if (byte == NEWLINE && !isQuoted) return at + 1
  }
  return 0
}
