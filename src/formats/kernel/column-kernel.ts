// Decodes Snappy and runs of small values, which make columns small, with a WebAssembly module
// (docs/adr/0004-csv-kernel.md explains why).

import { type Cursor, cursorOver, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'
import { kernelFor, type PageKernel, type Step } from './column-module.ts'

/** The maximum width that the kernel unpacks: 24 bits and 7 left over fit the 32 that it loads. */
const MAX_WIDTH = 24

/** In place of a code: there is none. */
const NO_CODE = 255

/** Where `input` is, and where its output goes. */
type Placed = { readonly kernel: PageKernel; readonly start: number; readonly end: number; readonly output: number }

/** Puts `input` after space for `outputBytes` of output, which starts at BASE. */
function place(step: Step, input: Uint8Array, outputBytes: number): Placed {
  const { length } = input
  let kernel = kernelFor(step, 0)
  const output = kernel.BASE.value
  const start = output + outputBytes + kernel.SLACK.value
  kernel = kernelFor(step, start - output + length)
  kernel.memory.set(input, start)
  return { kernel, start, end: start + length, output }
}

/**
 * Decompresses `body` to exactly `length` bytes; undefined if it is damaged or contains another number of bytes. The
 * result is in the module's memory: the next call overwrites it.
 */
export function uncompressSnappy(body: Uint8Array, length: number): Uint8Array | undefined {
  const cursor = cursorOver(body)
  // Before that much memory is allocated, the length declared in the data must agree.
  if (readVarint(cursor) !== length) return undefined
  const { kernel, start, end, output } = place('pages', body.subarray(cursor.offset), length)
  const isWhole = kernel.uncompress(start, end, output, output + length) === 1
  return isWhole ? kernel.memory.subarray(output, output + length) : undefined
}

/**
 * Decodes `count` values of `width` bits from the run-length / bit-packing hybrid at the cursor, and moves past it;
 * only padding, which bit-packed groups may have after the values, can be left over. With `codeOf` each value is an
 * index into it, and the result contains its code. The result is in the module's memory: the next call overwrites it.
 * Throws UNREADABLE if the bytes end too early, runs overshoot, or a value is over 255 or has no code.
 */
export function unpackRuns(cursor: Cursor, width: number, count: number, codeOf?: Uint8Array): Uint8Array {
  const { kernel, output } = unpack(cursor, width, count)
  if (codeOf !== undefined && !translate(kernel, output, count, codeOf)) {
    throw unreadable('a Parquet page points behind its dictionary')
  }
  return kernel.memory.subarray(output, output + count)
}

/**
 * Decodes `count` indexes from a whole stream in ORC's second integer encoding into codes; `codeOf` has fewer than 256
 * entries. The result is a copy. Undefined if the stream is damaged, points past `codeOf`, or has runs that the kernel
 * does not read: the JavaScript decoder then finds out which.
 */
export function unpackIndexes(stream: Uint8Array, count: number, codeOf: Uint8Array): Uint8Array | undefined {
  const { kernel, start, end, output } = place('values', stream, count)
  if (kernel.unpackIndexes(start, end, count, output) !== 1) return undefined
  if (!translate(kernel, output, count, codeOf)) return undefined
  return kernel.memory.slice(output, output + count)
}

/**
 * Unpacks `count` flags from a whole stream of ORC booleans; `ones` is the number that are set. Undefined if the stream
 * is not exactly that: the JavaScript decoder then finds out why. Undefined `flags`: all are set. The result is a copy.
 */
export function unpackBooleans(
  stream: Uint8Array,
  count: number,
): { readonly flags: Uint8Array | undefined; readonly ones: number } | undefined {
  const { kernel, start, end, output } = place('values', stream, count)
  if (kernel.unpackFlags(start, end, count, output) !== 1) return undefined
  return countFlags(kernel, output, count)
}

function countFlags(kernel: PageKernel, at: number, count: number) {
  const ones = kernel.sum(at, count)
  return { flags: ones === count ? undefined : kernel.memory.slice(at, at + count), ones }
}

/** Replaces indexes in the module's memory by their codes; false if any has none. */
function translate(kernel: PageKernel, at: number, count: number, codeOf: Uint8Array): boolean {
  const table = kernel.TABLE.value
  kernel.memory.fill(NO_CODE, table, table + 256)
  kernel.memory.set(codeOf, table)
  return kernel.translate(at, count, codeOf.length) === 1
}

/** Decodes `count` flags as unpackRuns does; `ones` is the number that are set. Undefined `flags`: all are. A copy. */
export function unpackFlags(
  cursor: Cursor,
  count: number,
): { readonly flags: Uint8Array | undefined; readonly ones: number } {
  const { kernel, output } = unpack(cursor, 1, count)
  return countFlags(kernel, output, count)
}

/** Unpacks in the module's memory. */
function unpack(cursor: Cursor, width: number, count: number): Pick<Placed, 'kernel' | 'output'> {
  insist(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`)
  const runs = cursor.bytes.subarray(cursor.offset, count === 0 ? cursor.offset : cursor.end)
  const { kernel, start, end, output } = place('values', runs, count)
  if (count === 0) return { kernel, output }
  const behind = kernel.unpackRuns(start, end, width, count, output)
  if (behind === 0) throw unreadable(`the runs of a Parquet page do not hold its ${count} values`)
  cursor.offset += behind - start
  return { kernel, output }
}
