// Loads the WebAssembly module of assembly/. Its memory never moves, so views of it stay valid.

import { PAGES_BASE64 } from './pages.wasm.ts'

type Constant = { readonly value: number }

/** The exports of assembly/index.ts. */
type PageExports = {
  readonly BASE: Constant
  readonly SLACK: Constant
  readonly TABLE: Constant
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

declare const fixed: unique symbol

/** All of a memory that can neither grow nor move. Created only in this file, so no other memory can be used as one. */
type FixedMemory = Uint8Array<ArrayBuffer> & { readonly [fixed]: true }

/** An instance and its memory, which belong together permanently: more memory requires another instance. */
export type PageKernel = PageExports & { readonly memory: FixedMemory }

/** The part of the global that is used: TypeScript describes it only for browsers (lib "dom"). Memory never grows. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
  readonly Memory: new (pages: {
    readonly initial: number
    readonly maximum: number
  }) => {
    readonly buffer: ArrayBuffer
  }
}

const PAGE_BYTES = 64 * 1024
/** The first memory of an instance; pages that are not touched take no space. */
const FIRST_BYTES = 1024 * 1024
/** A larger memory is at least twice the previous size, up to this limit: each requires a new instance. */
const MAX_HEADROOM_BYTES = 128 * 1024 * 1024

let compiled: object | undefined

/** A new instance with a memory of at least this many bytes. */
export function createKernel(bytes: number): PageKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(PAGES_BASE64, 'base64'))
  const pages = Math.ceil(bytes / PAGE_BYTES)
  // A memory that grows moves, and all views of it become empty. This one cannot: `maximum` is `initial`.
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  const kernel = { ...(exports as PageExports), memory: new Uint8Array(memory.buffer) as FixedMemory }
  kernel.prepare()
  return kernel
}

/** The steps: a page stays in place while its values are unpacked, and the values while rows are picked. */
export type Step = 'pages' | 'values' | 'rows'

const kernels = new Map<Step, PageKernel>()

/**
 * The step's instance, with space for at least `bytes` from BASE on. An earlier call may have returned another
 * instance: views of its memory stay unchanged, and nothing else uses them any more.
 */
export function kernelFor(step: Step, bytes: number): PageKernel {
  const known = kernels.get(step) ?? createKernel(FIRST_BYTES)
  const due = known.BASE.value + bytes + known.SLACK.value
  const { length } = known.memory
  const kernel = due <= length ? known : createKernel(Math.max(due, length + Math.min(length, MAX_HEADROOM_BYTES)))
  if (kernel !== kernels.get(step)) kernels.set(step, kernel)
  return kernel
}
