// ORC's run-length encodings: bytes, and integers of version 2 as short repeat, direct and delta (ORC Specification v1,
// "Run Length Encoding"). Integers are below 2^52, so that numbers and their zigzag encoding are exact.

import type { ByteSink } from './byte-sink.ts'

const MAX_RUN = 512
const MAX_SHORT_REPEAT = 10
const MIN_RUN = 3
/** A delta run of fewer values is longer than the same values encoded directly. */
const MIN_DELTA_RUN = 6

/** Runs of 3 to 130 equal bytes, or 1 to 128 literal ones. */
export function writeByteRuns(sink: ByteSink, bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.length) {
    const repeats = countRepeats(bytes, at, 130)
    if (repeats >= MIN_RUN) {
      sink.push(repeats - MIN_RUN)
      sink.push(bytes[at] ?? 0)
      at += repeats
      continue
    }
    let end = at + 1
    while (end < bytes.length && end - at < 128 && countRepeats(bytes, end, MIN_RUN) < MIN_RUN) end += 1
    sink.push(256 - (end - at))
    sink.pushAll(bytes.subarray(at, end))
    at = end
  }
}

/** Integers of version 2; `isSigned` says whether they are zigzag-encoded. */
export function writeIntegerRuns(sink: ByteSink, values: readonly number[], isSigned: boolean): void {
  let at = 0
  while (at < values.length) {
    const repeats = countRepeats(values, at, MAX_RUN)
    if (repeats >= MIN_RUN && repeats <= MAX_SHORT_REPEAT) {
      writeShortRepeat(sink, toUnsigned(values[at] ?? 0, isSigned), repeats)
      at += repeats
      continue
    }
    const rising = repeats >= MIN_RUN ? repeats : countRising(values, at)
    if (rising >= MIN_DELTA_RUN) {
      writeDelta(sink, values.slice(at, at + rising), isSigned)
      at += rising
      continue
    }
    let end = at + 1
    while (end < values.length && end - at < MAX_RUN && !startsRun(values, end)) end += 1
    writeDirect(
      sink,
      values.slice(at, end).map((value) => toUnsigned(value, isSigned)),
    )
    at = end
  }
}

function startsRun(values: readonly number[], at: number): boolean {
  return countRepeats(values, at, MIN_RUN) >= MIN_RUN || countRising(values, at) >= MIN_DELTA_RUN
}

function countRepeats(values: ArrayLike<number>, at: number, maximum: number): number {
  let end = at + 1
  while (end < values.length && end - at < maximum && values[end] === values[at]) end += 1
  return end - at
}

/** Number of values from here that never fall and rise by less than 2^16 each, for which a delta run is shorter. */
function countRising(values: readonly number[], at: number): number {
  let end = at + 1
  while (end < values.length && end - at < MAX_RUN) {
    const delta = (values[end] ?? 0) - (values[end - 1] ?? 0)
    if (delta < 0 || delta >= 0x10000) break
    end += 1
  }
  return end - at
}

function writeShortRepeat(sink: ByteSink, value: number, count: number): void {
  let width = 1
  while (value >= 2 ** (8 * width)) width += 1
  sink.push(((width - 1) << 3) | (count - MIN_RUN))
  for (let byte = width - 1; byte >= 0; byte -= 1) sink.push(Math.floor(value / 2 ** (8 * byte)) % 256)
}

function writeDirect(sink: ByteSink, values: readonly number[]): void {
  const width = roundWidth(values.reduce((widest, value) => Math.max(widest, bitsOf(value)), 1))
  writeHeader(sink, 0x40, encodeWidth(width), values.length)
  writePacked(sink, values, width)
}

/** The first value, the first difference, and the other differences packed; omitted if all are equal. */
function writeDelta(sink: ByteSink, values: readonly number[], isSigned: boolean): void {
  const deltas = values.slice(1).map((value, index) => value - (values[index] ?? 0))
  const [first = 0, ...others] = deltas
  const isFixed = others.every((delta) => delta === first)
  // One bit is not a valid width of delta runs: code 0 means "no bits at all" there.
  const width = isFixed ? 0 : roundWidth(others.reduce((widest, delta) => Math.max(widest, bitsOf(delta)), 2))
  writeHeader(sink, 0xc0, isFixed ? 0 : encodeWidth(width), values.length)
  sink.pushVarint(toUnsigned(values[0] ?? 0, isSigned))
  sink.pushVarint(toUnsigned(first, true))
  if (!isFixed) writePacked(sink, others, width)
}

function writeHeader(sink: ByteSink, kind: number, widthCode: number, count: number): void {
  sink.push(kind | (widthCode << 1) | ((count - 1) >> 8))
  sink.push((count - 1) & 0xff)
}

/** Values of `width` bits each, highest bit first, padded with zeros to a whole byte. */
function writePacked(sink: ByteSink, values: readonly number[], width: number): void {
  let byte = 0
  let free = 8
  for (const value of values) {
    let left = width
    while (left > 0) {
      const taken = Math.min(free, left)
      left -= taken
      free -= taken
      byte |= (Math.floor(value / 2 ** left) % 2 ** taken) << free
      if (free > 0) continue
      sink.push(byte)
      byte = 0
      free = 8
    }
  }
  if (free < 8) sink.push(byte)
}

function toUnsigned(value: number, isSigned: boolean): number {
  if (!isSigned) return value
  return value >= 0 ? value * 2 : -value * 2 - 1
}

function bitsOf(value: number): number {
  return value < 2 ** 31 ? 32 - Math.clz32(value) : 32 + (32 - Math.clz32(Math.floor(value / 2 ** 32)))
}

/** The next width that has a code: 1 to 24, then 26, 28, 30, 32, 40, 48, 56, 64. */
function roundWidth(bits: number): number {
  if (bits <= 24) return Math.max(bits, 1)
  return bits <= 32 ? bits + (bits % 2) : Math.ceil(bits / 8) * 8
}

function encodeWidth(width: number): number {
  if (width <= 24) return width - 1
  return width <= 32 ? 24 + (width - 26) / 2 : 28 + (width - 40) / 8
}
