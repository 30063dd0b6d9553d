// Knows how to undo what makes columns small, Snappy and runs of small values, with a WebAssembly module
// (docs/adr/0004-csv-kernel.md tells why there is one).

import { type Cursor, cursorOver, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'
import { PAGES_BASE64 } from './pages.wasm.ts'

/** The exports of assembly/index.ts. */
export type PageKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly BASE: { readonly value: number }
  readonly SLACK: { readonly value: number }
  readonly TABLE: { readonly value: number }
  readonly prepare: () => void
  readonly uncompress: (input: number, inputEnd: number, output: number, outputEnd: number) => number
  readonly unpackRuns: (input: number, inputEnd: number, width: number, count: number, output: number) => number
  readonly unpackIndexes: (input: number, inputEnd: number, count: number, output: number) => number
  readonly unpackFlags: (input: number, inputEnd: number, count: number, output: number) => number
  readonly translate: (bytes: number, count: number, entries: number) => number
  readonly sum: (bytes: number, count: number) => number
  readonly locate: (flags: number, wanted: number, count: number, firstRow: number, positions: number) => void
  readonly pickIntegers: (input: number, count: number, positions: number, due: number, numbers: number) => number
  readonly pickTexts: (
    input: number,
    inputEnd: number,
    count: number,
    positions: number,
    due: number,
    starts: number,
    ends: number,
  ) => number
  readonly countSlots: (codes: number, latest: number, markers: number, count: number, slots: number) => void
  readonly selectSlots: (
    codes: number,
    latest: number,
    markers: number,
    count: number,
    lookedAt: number,
    rows: number,
  ) => number
}

/** The part of the global that is used: TypeScript describes it only for browsers (lib "dom"). */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

const PAGE_BYTES = 64 * 1024

/** The widest that the kernel unpacks: 24 bits and 7 left over fit the 32 it loads. */
const MAX_WIDTH = 24

/** In the place of a code: there is none. */
const NO_CODE = 255

type PageKernels = { readonly pages: PageKernel; readonly values: PageKernel; readonly rows: PageKernel }

let kernels: PageKernels | undefined

/** An instance for each step: a page stays where it is while its values are unpacked, and those while rows are picked. */
export function loadKernels(): PageKernels {
  if (kernels !== undefined) return kernels
  const module = new WebAssembly.Module(Buffer.from(PAGES_BASE64, 'base64'))
  const instantiate = () => new WebAssembly.Instance(module).exports as PageKernel
  kernels = { pages: instantiate(), values: instantiate(), rows: instantiate() }
  kernels.pages.prepare()
  return kernels
}

/** Makes the memory reach to `end` and a little further. Memory that grows moves: views of it are lost. */
export function reserve({ memory, SLACK }: PageKernel, end: number): void {
  const missing = end + SLACK.value - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
}

/** Puts `input` behind room for `outputBytes` of output, which starts at BASE; returns where it lies. */
function place(kernel: PageKernel, input: Uint8Array, outputBytes: number): number {
  const at = kernel.BASE.value + outputBytes + kernel.SLACK.value
  reserve(kernel, at + input.length)
  new Uint8Array(kernel.memory.buffer, at, input.length).set(input)
  return at
}

/**
 * Decompresses `body` to exactly `length` bytes; undefined when it is damaged or holds another number of bytes. The
 * result lies in the module's memory: the next call writes over it.
 */
export function uncompressSnappy(body: Uint8Array, length: number): Uint8Array | undefined {
  const cursor = cursorOver(body)
  // Before so much memory is taken, the data's own idea of its length must agree.
  if (readVarint(cursor) !== length) return undefined
  const { pages } = loadKernels()
  const elements = body.subarray(cursor.offset)
  const input = place(pages, elements, length)
  const output = pages.BASE.value
  const isWhole = pages.uncompress(input, input + elements.length, output, output + length) === 1
  return isWhole ? new Uint8Array(pages.memory.buffer, output, length) : undefined
}

/**
 * Decodes `count` values of `width` bits from the run-length / bit-packing hybrid at the cursor, and moves behind it;
 * only the padding of the last bit-packed group may be left over. With `codeOf` each value is an index into it, and its
 * code comes out. The result lies in the module's memory: the next call writes over it. Throws UNREADABLE when the bytes
 * end earlier, runs overshoot, or a value is over 255 or has no code.
 */
export function unpackRuns(cursor: Cursor, width: number, count: number, codeOf?: Uint8Array): Uint8Array {
  const output = unpack(cursor, width, count)
  const { values } = loadKernels()
  if (codeOf !== undefined && !translate(output, count, codeOf)) {
    throw unreadable('a Parquet page points behind its dictionary')
  }
  return new Uint8Array(values.memory.buffer, output, count)
}

/**
 * Decodes `count` indexes from a whole stream of ORC's second integer encoding, and makes codes of them: `codeOf` is
 * shorter than 256. They are a copy. Undefined when the stream is damaged, points behind `codeOf`, or holds runs that
 * the kernel does not read: the careful way tells which.
 */
export function unpackIndexes(stream: Uint8Array, count: number, codeOf: Uint8Array): Uint8Array | undefined {
  const { values } = loadKernels()
  const output = values.BASE.value
  const input = place(values, stream, count)
  if (values.unpackIndexes(input, input + stream.length, count, output) !== 1) return undefined
  if (!translate(output, count, codeOf)) return undefined
  return new Uint8Array(values.memory.buffer, output, count).slice()
}

/**
 * Unpacks `count` flags from a whole stream of ORC's booleans; `ones` is how many are set. Undefined when the stream is
 * not exactly that: the careful way tells what it is. Undefined `flags`: all are set. They are a copy.
 */
export function unpackBooleans(
  stream: Uint8Array,
  count: number,
): { readonly flags: Uint8Array | undefined; readonly ones: number } | undefined {
  const { values } = loadKernels()
  const output = values.BASE.value
  const input = place(values, stream, count)
  if (values.unpackFlags(input, input + stream.length, count, output) !== 1) return undefined
  const ones = values.sum(output, count)
  return { flags: ones === count ? undefined : new Uint8Array(values.memory.buffer, output, count).slice(), ones }
}

/** Replaces indexes in the module's memory by their codes; false when one has none. */
function translate(at: number, count: number, codeOf: Uint8Array): boolean {
  const { values } = loadKernels()
  const table = new Uint8Array(values.memory.buffer, values.TABLE.value, 256).fill(NO_CODE)
  table.set(codeOf)
  return values.translate(at, count, codeOf.length) === 1
}

/** Decodes `count` flags as unpackRuns does; `ones` is how many are set. Undefined `flags`: all are. They are a copy. */
export function unpackFlags(
  cursor: Cursor,
  count: number,
): { readonly flags: Uint8Array | undefined; readonly ones: number } {
  const output = unpack(cursor, 1, count)
  const { values } = loadKernels()
  const ones = values.sum(output, count)
  return { flags: ones === count ? undefined : new Uint8Array(values.memory.buffer, output, count).slice(), ones }
}

/** Unpacks in the module's memory and returns where. */
function unpack(cursor: Cursor, width: number, count: number): number {
  insist(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`)
  const { values } = loadKernels()
  const output = values.BASE.value
  if (count === 0) return output
  const runs = cursor.bytes.subarray(cursor.offset, cursor.end)
  const input = place(values, runs, count)
  const end = values.unpackRuns(input, input + runs.length, width, count, output)
  if (end === 0) throw unreadable(`the runs of a Parquet page do not hold its ${count} values`)
  cursor.offset += end - input
  return output
}
