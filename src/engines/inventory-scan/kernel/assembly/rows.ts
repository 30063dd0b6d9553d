// Knows what one row of an inventory file says. Counts it, or reports it to JavaScript, which then counts it: rows of
// which more than their number matters (PROVEN), and rows that cannot be read here beyond doubt (UNREAD).
//
// A record is the kind, the row's number in the file, and for PROVEN rows the address of the newline before the row and
// of the byte behind each field, so that field i lies from [i] + 2 to [i + 1] - 1; for UNREAD rows start and end.

import { BUCKET, RECORDS, RECORDS_END, STATUS_WORDS, TALLIES } from './memory'

/** Kinds of records. */
export const PROVEN: u32 = 1
export const UNREAD: u32 = 2

/** No row of an inventory is longer (see MAX_RECORD_BYTES in csv.ts, which refuses the ones that are reported here). */
const MAX_ROW_BYTES: u32 = 0x8000
/** A size of 16 digits is more than an object can have, and is left to JavaScript to refuse. */
const MAX_SIZE_DIGITS: usize = 15

/** What the report's rows look like; a column that is not there is -1. */
let columns: i32 = 0
let bucketColumn: i32 = 0
let bucketLength: usize = 0
let keyColumn: i32 = 1
let latestColumn: i32 = -1
let markerColumn: i32 = -1
let sizeColumn: i32 = -1
let statusColumn: i32 = 0
let statusWords: i32 = 0
/** Bit i: rows of current objects with status word i are reported. */
let reportedStatuses: i32 = 0

/** Rows that were counted here or reported, and delete markers among those that were counted. */
export let rows: u32 = 0
export let deleteMarkers: u32 = 0
export let recordsEnd: usize = RECORDS

const TRUE: u32 = 0x65757274
const FALS: u32 = 0x736c6166
const E: u8 = 0x65

/** Sets what is in the spec; BUCKET and STATUS_WORDS are filled before. `bucket` is the length with its quotes. */
export function describeRows(
  count: i32,
  bucket: i32,
  bucketBytes: i32,
  key: i32,
  latest: i32,
  marker: i32,
  size: i32,
  status: i32,
  words: i32,
  reported: i32,
): void {
  columns = count
  bucketColumn = bucket
  bucketLength = bucketBytes
  keyColumn = key
  latestColumn = latest
  markerColumn = marker
  sizeColumn = size
  statusColumn = status
  statusWords = words
  reportedStatuses = reported
}

export function restartRows(): void {
  rows = 0
  deleteMarkers = 0
  recordsEnd = RECORDS
  memory.fill(TALLIES, 0, 2 * 8 * 16)
}

@inline
function recordBytes(): usize {
  return ((<usize>columns) << 2) + 12
}

/** True if another record might not fit. */
export function areRecordsFull(): bool {
  return recordsEnd + recordBytes() > RECORDS_END
}

export function forgetRecords(): void {
  recordsEnd = RECORDS
}

/** Reports a row that JavaScript must read: bytes from `start` to `end`, its line break included. */
export function reportUnread(start: usize, end: usize): void {
  store<u32>(recordsEnd, UNREAD)
  store<u32>(recordsEnd, ++rows, 4)
  store<u32>(recordsEnd, <u32>start, 8)
  store<u32>(recordsEnd, <u32>end, 12)
  recordsEnd += recordBytes()
}

function reportProven(list: usize): void {
  store<u32>(recordsEnd, PROVEN)
  store<u32>(recordsEnd, ++rows, 4)
  memory.copy(recordsEnd + 8, list, recordBytes() - 8)
  recordsEnd += recordBytes()
}

@inline
function fieldStart(list: usize, column: i32): usize {
  return <usize>load<u32>(list + ((<usize>column) << 2)) + 2
}

@inline
function fieldEnd(list: usize, column: i32): usize {
  return <usize>load<u32>(list + ((<usize>column) << 2), 4) - 1
}

/** 1 for `true`, 0 for `false`, -1 for anything else. */
@inline
function readBoolean(list: usize, column: i32): i32 {
  const start = fieldStart(list, column)
  const length = fieldEnd(list, column) - start
  const text = load<u32>(start)
  if (length == 4 && text == TRUE) return 1
  return length == 5 && text == FALS && load<u8>(start, 4) == E ? 0 : -1
}

/** Value of the last up to 8 decimal digits before `end`, of which there are `length`; -1 if one is not a digit. */
@inline
function readDigits(end: usize, length: usize): i64 {
  // Bytes before the first digit become leading zeros; the first digit is in the lowest byte.
  const others = <u64>(64 - (length << 3))
  let digits = ((load<u64>(end - 8) ^ 0x3030303030303030) >> others) << others
  if (((digits | (digits + 0x0606060606060606)) & 0xf0f0f0f0f0f0f0f0) != 0) return -1
  digits = ((digits * (1 + (10 << 8))) >> 8) & 0x00ff00ff00ff00ff
  digits = ((digits * (1 + (100 << 16))) >> 16) & 0x0000ffff0000ffff
  return (digits * (1 + (10000 << 32))) >> 32
}

/** A size of 1 to 15 digits; none at all is 0 for a delete marker; -1 for anything else. */
@inline
function readSize(list: usize, marker: i32): i64 {
  const end = fieldEnd(list, sizeColumn)
  const length = end - fieldStart(list, sizeColumn)
  if (length - 1 < 8) return readDigits(end, length)
  if (length == 0) return marker - 1
  if (length > MAX_SIZE_DIGITS) return -1
  const high = readDigits(end - 8, length - 8)
  const low = readDigits(end, 8)
  return high < 0 || low < 0 ? -1 : high * 100000000 + low
}

/** Index of the status word; -1 if it is none of them. */
@inline
function readStatus(list: usize): i32 {
  const start = fieldStart(list, statusColumn)
  const length = <u64>(fieldEnd(list, statusColumn) - start)
  if (length - 1 >= 8) return -1
  const text = load<u64>(start) & (<u64>-1 >> (64 - (length << 3)))
  for (let i = 0; i < statusWords; i++) {
    const word = STATUS_WORDS + (i << 4)
    if (load<u64>(word) == text && load<u64>(word, 8) == length) return i
  }
  return -1
}

/** True if the field is exactly the bucket's name; both are compared with their quotes. */
@inline
function isBucket(list: usize): bool {
  const start = fieldStart(list, bucketColumn) - 1
  if (fieldEnd(list, bucketColumn) + 1 - start != bucketLength) return false
  let at: usize = 0
  for (; at + 8 <= bucketLength; at += 8) {
    if (load<u64>(start + at) != load<u64>(BUCKET + at)) return false
  }
  const rest = <u64>(64 - ((bucketLength - at) << 3))
  return bucketLength == at || ((load<u64>(start + at) ^ load<u64>(BUCKET + at)) << rest) == 0
}

/**
 * Counts or reports one row. `list`: address of the newline before the row, then of the byte behind each field, where
 * all fields stand between quotes and are as many as there are columns. False if JavaScript must read the row.
 */
@inline
export function readRow(list: usize): bool {
  if (!isBucket(list) || fieldEnd(list, keyColumn) == fieldStart(list, keyColumn)) return false
  if (load<u32>(list + ((<usize>columns) << 2)) - load<u32>(list) > MAX_ROW_BYTES) return false
  const marker = markerColumn < 0 ? 0 : readBoolean(list, markerColumn)
  const latest = latestColumn < 0 ? 1 : readBoolean(list, latestColumn)
  if ((marker | latest) < 0) return false
  const size = sizeColumn < 0 ? 0 : readSize(list, marker)
  if (size < 0) return false
  if (marker) {
    rows++
    deleteMarkers++
    return true
  }
  const status = readStatus(list)
  if (status < 0) return false
  if (latest & (reportedStatuses >> status)) {
    reportProven(list)
    return true
  }
  rows++
  const tally = TALLIES + ((<usize>(((latest ^ 1) << 3) | status)) << 4)
  store<u64>(tally, load<u64>(tally) + 1)
  store<u64>(tally, load<u64>(tally, 8) + size, 8)
  return true
}

/** Number of fields a row must have. */
export function columnCount(): i32 {
  return columns
}
