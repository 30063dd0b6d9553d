// Knows how to decompress Snappy, with a small WebAssembly module (docs/adr/0004-csv-kernel.md tells why there is one).

import { cursorOver, readVarint } from '../../cursor.ts'
import { SNAPPY_BASE64 } from './snappy.wasm.ts'

/** The exports of assembly/index.ts. */
type SnappyExports = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly BASE: { readonly value: number }
  readonly SLACK: { readonly value: number }
  readonly uncompress: (input: number, inputEnd: number, output: number, outputEnd: number) => number
}

/** The part of the global that is used: TypeScript describes it only for browsers (lib "dom"). */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

const PAGE_BYTES = 64 * 1024

let loaded: SnappyExports | undefined

function load(): SnappyExports {
  const module = new WebAssembly.Module(Buffer.from(SNAPPY_BASE64, 'base64'))
  return new WebAssembly.Instance(module).exports as SnappyExports
}

/**
 * Decompresses `body` to exactly `length` bytes; undefined when it is damaged or holds another number of bytes. The
 * result lies in the module's memory: the next call writes over it.
 */
export function uncompressSnappy(body: Uint8Array, length: number): Uint8Array | undefined {
  const cursor = cursorOver(body)
  // Before so much memory is taken, the data's own idea of its length must agree.
  if (readVarint(cursor) !== length) return undefined
  loaded ??= load()
  const { memory, BASE, SLACK, uncompress } = loaded
  const output = BASE.value
  const input = output + length + SLACK.value
  const elements = body.subarray(cursor.offset)
  const missing = input + elements.length + SLACK.value - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  new Uint8Array(memory.buffer, input, elements.length).set(elements)
  const isWhole = uncompress(input, input + elements.length, output, output + length) === 1
  return isWhole ? new Uint8Array(memory.buffer, output, length) : undefined
}
