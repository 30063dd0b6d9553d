// Decodes ORC's second run-length encoding of integers (ORC specification, "Integer Run Length Encoding, version 2").

import { type Cursor, readByte, readVarint, unzigzag } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'
import { readPacked } from './bit-packing.ts'
import type { IntegerRun } from './integer-run.ts'

const MIN_SHORT_REPEAT = 3

/** Reads the next run, in whichever of the four sub-encodings its header names. */
export function readRunV2(cursor: Cursor, signed: boolean, run: IntegerRun): void {
  const header = readByte(cursor)
  run.constant = false
  const subEncoding = header >> 6
  if (subEncoding === 0) readShortRepeat(cursor, header, signed, run)
  else if (subEncoding === 1) readDirect(cursor, header, signed, run)
  else if (subEncoding === 2) readPatchedBase(cursor, header, run)
  else readDelta(cursor, header, signed, run)
}

function readShortRepeat(cursor: Cursor, header: number, signed: boolean, run: IntegerRun): void {
  const value = readBigEndian(cursor, ((header >> 3) & 7) + 1)
  run.count = (header & 7) + MIN_SHORT_REPEAT
  run.constant = true
  run.values.fill(signed ? unzigzag(value) : value, 0, run.count)
}

function readDirect(cursor: Cursor, header: number, signed: boolean, run: IntegerRun): void {
  const width = decodeWidth((header >> 1) & 31)
  run.count = readCount(cursor, header)
  readPacked(cursor, width, run.values, 0, run.count)
  if (!signed) return
  for (let index = 0; index < run.count; index += 1) run.values[index] = unzigzag(run.values[index] as number)
}

/** Values above a base, most of them small; the high bits of the few large ones follow as a list of patches. */
function readPatchedBase(cursor: Cursor, header: number, run: IntegerRun): void {
  const width = decodeWidth((header >> 1) & 31)
  run.count = readCount(cursor, header)
  const third = readByte(cursor)
  const fourth = readByte(cursor)
  const patchWidth = decodeWidth(third & 31)
  const gapWidth = (fourth >> 5) + 1
  const patches = fourth & 31
  const base = readSignMagnitude(cursor, (third >> 5) + 1)

  readPacked(cursor, width, run.values, 0, run.count)
  const entries = new Float64Array(patches)
  readPacked(cursor, nextWidth(patchWidth + gapWidth), entries, 0, patches)
  let index = 0
  for (const entry of entries) {
    index += Math.floor(entry / 2 ** patchWidth)
    insist(index < run.count, 'an ORC run has a patch behind its end')
    run.values[index] = (run.values[index] as number) + (entry % 2 ** patchWidth) * 2 ** width
  }
  for (let at = 0; at < run.count; at += 1) run.values[at] = exact(base + (run.values[at] as number))
}

/** A first value, the difference to the second, and the sizes of the other differences, all of one sign. */
function readDelta(cursor: Cursor, header: number, signed: boolean, run: IntegerRun): void {
  const widthCode = (header >> 1) & 31
  run.count = readCount(cursor, header)
  const first = readVarint(cursor)
  const base = signed ? unzigzag(first) : first
  const delta = unzigzag(readVarint(cursor))

  if (widthCode === 0) {
    exact(base + delta * run.count)
    run.constant = delta === 0
    for (let index = 0; index < run.count; index += 1) run.values[index] = base + delta * index
    return
  }
  insist(run.count >= 2, 'an ORC run of differences has a single value')
  // The sizes are unpacked in place, then summed up from the front.
  const { count, values } = run
  readPacked(cursor, decodeWidth(widthCode), values, 2, count)
  values[0] = base
  let value = base + delta
  values[1] = value
  const sign = delta < 0 ? -1 : 1
  for (let index = 2; index < count; index += 1) {
    value += sign * (values[index] as number)
    values[index] = value
  }
  // All go in one direction: if the last one is exact, all are.
  exact(value)
}

function readCount(cursor: Cursor, header: number): number {
  return ((header & 1) << 8) + readByte(cursor) + 1
}

function readBigEndian(cursor: Cursor, bytes: number): number {
  let value = 0
  for (let index = 0; index < bytes; index += 1) value = value * 256 + readByte(cursor)
  return exact(value)
}

/** The base of patched values: its highest bit is the sign, not two's complement. */
function readSignMagnitude(cursor: Cursor, bytes: number): number {
  const first = readByte(cursor)
  let value = first & 0x7f
  for (let index = 1; index < bytes; index += 1) value = value * 256 + readByte(cursor)
  return exact(first >= 0x80 ? -value : value)
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw unreadable('an ORC integer is larger than 2^53')
  return value
}

const WIDE = [26, 28, 30, 32, 40, 48, 56, 64]

/** Bits per value for a five-bit code: 1 to 24, then the few widths above. */
function decodeWidth(code: number): number {
  return code < 24 ? code + 1 : (WIDE[code - 24] as number)
}

/** The narrowest width in that list that is at least `bits`. */
function nextWidth(bits: number): number {
  if (bits <= 24) return bits
  const width = WIDE.find((candidate) => candidate >= bits)
  insist(width !== undefined, `an ORC run has patches of ${bits} bits`)
  return width
}
