// Knows the kernel's surface: what JavaScript may call and read (see ../csv-kernel.ts, its only user).

import { inputAt, inputEnd, outputAt, returnBytes, setBits, setInput, setOutput, windowStart } from './bits'
import { prepareSymbols } from './codes'
import { inflateMembers, restartMembers } from './gzip'
import { INPUT, INPUT_CAPACITY, INPUT_PADDING, OUTPUT, OUTPUT_END, OUTPUT_SLACK, WINDOW_SIZE } from './memory'
import { restartRows } from './rows'
import { rowStart, scanRows, setRowStart } from './scanner'

export { inputEnd, outputAt } from './bits'
export { declaredCrc, declaredLength } from './gzip'
export { BUCKET, INPUT, OUTPUT, RECORDS, STATUS_WORDS, TALLIES } from './memory'
export { deleteMarkers, describeRows, forgetRecords, recordsEnd, rows } from './rows'
export { rowStart } from './scanner'

/** Makes the kernel ready for another file; what describeRows set stays. */
export function restart(): void {
  prepareSymbols()
  setBits(0, 0, INPUT)
  setInput(INPUT, INPUT)
  // One byte of room: the scanner puts the newline before the first row there.
  setOutput(OUTPUT + 64, OUTPUT + 64)
  setRowStart(OUTPUT + 64)
  restartMembers()
  restartRows()
}

/** Moves unread input to the front; gives how many bytes can be written at `inputEnd`. */
export function makeInputRoom(): i32 {
  returnBytes()
  const left = inputEnd - inputAt
  memory.copy(INPUT, inputAt, left)
  setInput(INPUT, INPUT + left)
  return INPUT_CAPACITY - <i32>left
}

/** Tells that `length` bytes were written at `inputEnd`. */
export function addInput(length: i32): void {
  setInput(inputAt, inputEnd + length)
}

/** Tells that no input will follow: the decoder may then read into zeros behind it. */
export function endInput(): void {
  memory.fill(inputEnd, 0, INPUT_PADDING)
}

/** Decodes on; see inflateMembers. */
export function inflate(final: bool): i32 {
  return inflateMembers(final)
}

/** Reads all complete rows; false if the records must be taken out first. */
export function scan(final: bool): bool {
  return scanRows(final)
}

/** Ends text that stops without a newline, so that the scanner sees its last row. */
export function endText(): void {
  if (rowStart == outputAt || load<u8>(outputAt - 1) == 0x0a) return
  store<u8>(outputAt, 0x0a)
  setOutput(outputAt + 1, windowStart)
}

/**
 * Moves what is still needed of the text to the front: 32 KiB that matches can reach, and the unfinished row.
 * False if that leaves no room, because the row is longer than any inventory row can be.
 */
export function makeOutputRoom(): bool {
  const needed = min(rowStart - 64, max(outputAt - WINDOW_SIZE, OUTPUT))
  const shift = max(needed, OUTPUT) - OUTPUT
  memory.copy(OUTPUT, OUTPUT + shift, outputAt - shift - OUTPUT)
  setOutput(outputAt - shift, max(windowStart, OUTPUT + shift) - shift)
  setRowStart(rowStart - shift)
  return outputAt < OUTPUT_END - OUTPUT_SLACK
}
