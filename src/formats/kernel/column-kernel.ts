// Knows how to undo what makes columns small, Snappy and runs of small values, with a WebAssembly module
// (docs/adr/0004-csv-kernel.md tells why there is one).

import { type Cursor, cursorOver, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'
import { kernelFor, type PageKernel, type Step } from './column-module.ts'

/** The widest that the kernel unpacks: 24 bits and 7 left over fit the 32 it loads. */
const MAX_WIDTH = 24

/** In the place of a code: there is none. */
const NO_CODE = 255

/** Where `input` lies, and where its output is due. */
type Placed = { readonly kernel: PageKernel; readonly start: number; readonly end: number; readonly output: number }

/** Puts `input` behind room for `outputBytes` of output, which starts at BASE. */
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
 * Decompresses `body` to exactly `length` bytes; undefined when it is damaged or holds another number of bytes. The
 * result lies in the module's memory: the next call writes over it.
 */
export function uncompressSnappy(body: Uint8Array, length: number): Uint8Array | undefined {
  const cursor = cursorOver(body)
  // Before so much memory is taken, the data's own idea of its length must agree.
  if (readVarint(cursor) !== length) return undefined
  const { kernel, start, end, output } = place('pages', body.subarray(cursor.offset), length)
  const isWhole = kernel.uncompress(start, end, output, output + length) === 1
  return isWhole ? kernel.memory.subarray(output, output + length) : undefined
}

/**
 * Decodes `count` values of `width` bits from the run-length / bit-packing hybrid at the cursor, and moves behind it;
 * only padding, which bit-packed groups may have behind the values, may be left over. With `codeOf` each value is an index into it, and its
 * code comes out. The result lies in the module's memory: the next call writes over it. Throws UNREADABLE when the bytes
 * end earlier, runs overshoot, or a value is over 255 or has no code.
 */
export function unpackRuns(cursor: Cursor, width: number, count: number, codeOf?: Uint8Array): Uint8Array {
  const { kernel, output } = unpack(cursor, width, count)
  if (codeOf !== undefined && !translate(kernel, output, count, codeOf)) {
    throw unreadable('a Parquet page points behind its dictionary')
  }
  return kernel.memory.subarray(output, output + count)
}

/**
 * Decodes `count` indexes from a whole stream of ORC's second integer encoding, and makes codes of them: `codeOf` is
 * shorter than 256. They are a copy. Undefined when the stream is damaged, points behind `codeOf`, or holds runs that
 * the kernel does not read: the careful way tells which.
 */
export function unpackIndexes(stream: Uint8Array, count: number, codeOf: Uint8Array): Uint8Array | undefined {
  const { kernel, start, end, output } = place('values', stream, count)
  if (kernel.unpackIndexes(start, end, count, output) !== 1) return undefined
  if (!translate(kernel, output, count, codeOf)) return undefined
  return kernel.memory.slice(output, output + count)
}

/**
 * Unpacks `count` flags from a whole stream of ORC's booleans; `ones` is how many are set. Undefined when the stream is
 * not exactly that: the careful way tells what it is. Undefined `flags`: all are set. They are a copy.
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

/** Replaces indexes in the module's memory by their codes; false when one has none. */
function translate(kernel: PageKernel, at: number, count: number, codeOf: Uint8Array): boolean {
  const table = kernel.TABLE.value
  kernel.memory.fill(NO_CODE, table, table + 256)
  kernel.memory.set(codeOf, table)
  return kernel.translate(at, count, codeOf.length) === 1
}

/** Decodes `count` flags as unpackRuns does; `ones` is how many are set. Undefined `flags`: all are. They are a copy. */
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
