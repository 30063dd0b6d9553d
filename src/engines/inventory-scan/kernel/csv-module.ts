// Loads the WebAssembly kernel and declares its exports. Its memory layout is in assembly/memory.ts.

import { KERNEL_BASE64 } from './kernel.wasm.ts'

/** A number exported by the kernel. Addresses are offsets in its memory; 32-bit values can be negative. */
type KernelGlobal = { readonly value: number }

/** The exports of assembly/index.ts, where each is described. */
export type KernelExports = {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly BUCKET: KernelGlobal
  readonly RECORDS: KernelGlobal
  readonly STATUS_WORDS: KernelGlobal
  readonly TALLIES: KernelGlobal
  readonly inputEnd: KernelGlobal
  readonly outputAt: KernelGlobal
  readonly declaredCrc: KernelGlobal
  readonly declaredLength: KernelGlobal
  readonly recordsEnd: KernelGlobal
  readonly rows: KernelGlobal
  readonly deleteMarkers: KernelGlobal
  readonly describeRows: (
    columns: number,
    bucketColumn: number,
    bucketBytes: number,
    keyColumn: number,
    latestColumn: number,
    markerColumn: number,
    sizeColumn: number,
    statusColumn: number,
    statusWords: number,
    reportedStatuses: number,
  ) => void
  readonly restart: () => void
  readonly makeInputRoom: () => number
  readonly addInput: (bytes: number) => void
  readonly endInput: () => void
  readonly inflate: (final: number) => number
  readonly scan: (final: number) => number
  readonly forgetRecords: () => void
  readonly endText: () => void
  readonly makeOutputRoom: () => number
}

/** Return values of `inflate`: the constants of assembly/status.ts. */
export const STATUS = { needsInput: 1, needsOutput: 2, memberEnded: 3, streamEnded: 4, badHeader: 21 } as const

/** The other return values, all failures. */
export const FAILURES: ReadonlyMap<number, string> = new Map([
  [16, 'a block of unknown type'],
  [17, 'a stored block whose length is contradicted'],
  [18, 'code lengths that make no code'],
  [19, 'a code that stands for nothing'],
  [20, 'a distance beyond the start'],
  [STATUS.badHeader, 'no gzip header'],
  [22, 'its end is missing'],
])

/** Kinds of records: the constants of assembly/rows.ts. */
export const RECORD = { proven: 1, unread: 2 } as const

/** The part of the global that is used: TypeScript describes it only for browsers (lib "dom"). */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

let compiled: object | undefined

/** A new instance, with its own memory of 2 MiB. */
export function instantiateKernel(): KernelExports {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'))
  return new WebAssembly.Instance(compiled).exports as KernelExports
}
