// Inflates and reads a CSV inventory file with the WebAssembly kernel: compressed bytes in, counts out. Rows that need
// more than counting are returned one by one (docs/adr/0004-csv-kernel.md).

import { crc32 } from 'node:zlib'
import { ActionError } from '../../../words/errors.ts'
import type { CsvFields } from '../csv.ts'
import { FAILURES, instantiateKernel, type KernelExports, RECORD, STATUS } from './csv-module.ts'
import {
  INFLATE_LIMITS,
  type InflateLimits,
  type KernelSink,
  type KernelSpec,
  type KernelTally,
} from './kernel-spec.ts'

const MAX_COLUMNS = 256
const MAX_BUCKET_CHARS = 255
const MAX_STATUSES = 8
const WORD_BYTES = 8
/** A tally is two 64-bit numbers; a status word is one 64-bit number and its length. */
const PAIR_BYTES = 16

/** Reads one file: `push` every chunk, then `finish`, then `tally`. Throws ActionError UNREADABLE for damaged bytes. */
export class CsvKernel {
  readonly fields: CsvFields
  readonly #spec: KernelSpec
  readonly #sink: KernelSink
  readonly #limits: InflateLimits
  readonly #kernel: KernelExports
  readonly #memory: Buffer
  readonly #words: Int32Array
  #compressedBytes = 0
  #inflatedBytes = 0
  /** The gzip member being read: its CRC-32 and bytes so far, and the start in memory of the bytes not counted yet. */
  #crc = 0
  #memberBytes = 0
  #uncountedAt = 0
  #members = 0

  /** `kernel`: an instance to reuse, for one file after the other; two readers must not share it at the same time. */
  constructor(
    spec: KernelSpec,
    sink: KernelSink,
    limits: InflateLimits = INFLATE_LIMITS,
    kernel: KernelExports = instantiateKernel(),
  ) {
    this.#spec = spec
    this.#sink = sink
    this.#limits = limits
    this.#kernel = kernel
    this.#memory = Buffer.from(this.#kernel.memory.buffer)
    this.#words = new Int32Array(this.#kernel.memory.buffer)
    this.fields = {
      bytes: this.#memory,
      starts: new Int32Array(spec.columnCount),
      ends: new Int32Array(spec.columnCount),
    }
    this.#describeRows()
    this.#kernel.restart()
    this.#uncountedAt = this.#kernel.outputAt.value
  }

  /** Rows counted or passed to the sink so far. */
  get rows(): number {
    return this.#kernel.rows.value >>> 0
  }

  /** Takes the next compressed bytes, which may be changed once this returns. */
  push(chunk: Uint8Array): void {
    const kernel = this.#kernel
    for (let at = 0; at < chunk.length; ) {
      const room = kernel.makeInputRoom()
      if (room === 0) throw refuse('cannot be decompressed: its gzip header does not end')
      const piece = chunk.subarray(at, at + room)
      this.#memory.set(piece, kernel.inputEnd.value)
      kernel.addInput(piece.length)
      this.#compressedBytes += piece.length
      at += piece.length
      this.#read(false)
    }
  }

  /** Reads the rest, and proves that the file ends where its gzip data ends. */
  finish(): void {
    if (this.#compressedBytes === 0) throw refuse('is empty, without even a gzip header')
    this.#kernel.makeInputRoom()
    this.#kernel.endInput()
    this.#read(true)
    this.#kernel.endText()
    this.#scan(true)
  }

  tally(): KernelTally {
    const { TALLIES, deleteMarkers, memory } = this.#kernel
    const numbers = new BigUint64Array(memory.buffer, TALLIES.value, (2 * MAX_STATUSES * PAIR_BYTES) / 8)
    const read = (from: number) =>
      this.#spec.statuses.map((_, status) => ({
        objects: Number(numbers[(from + status) * 2]),
        bytes: numbers[(from + status) * 2 + 1] ?? 0n,
      }))
    return { current: read(0), noncurrent: read(MAX_STATUSES), deleteMarkers: deleteMarkers.value >>> 0 }
  }

  #describeRows(): void {
    const spec = this.#spec
    const kernel = this.#kernel
    const bucket = Buffer.from(`"${spec.bucket}"`, 'latin1')
    const words = spec.statuses.map((status) => Buffer.from(status, 'latin1'))
    if (
      spec.columnCount > MAX_COLUMNS ||
      spec.bucket.length > MAX_BUCKET_CHARS ||
      words.length > MAX_STATUSES ||
      words.some((word) => word.length > WORD_BYTES)
    ) {
      throw refuse(`has rows beyond ${MAX_COLUMNS} columns or a bucket name beyond ${MAX_BUCKET_CHARS} characters`)
    }
    this.#memory.set(bucket, kernel.BUCKET.value)
    words.forEach((word, status) => {
      const at = kernel.STATUS_WORDS.value + status * PAIR_BYTES
      this.#memory.set(word, at)
      this.#memory[at + WORD_BYTES] = word.length
    })
    kernel.describeRows(
      spec.columnCount,
      spec.bucketColumn,
      bucket.length,
      spec.keyColumn,
      spec.latestColumn,
      spec.markerColumn,
      spec.sizeColumn,
      spec.statusColumn,
      words.length,
      spec.isReported.reduce((mask, reported, status) => (reported ? mask | (1 << status) : mask), 0),
    )
  }

  /** Inflates and scans in turns, while the text is in the processor's cache, until the input is used up. */
  #read(final: boolean): void {
    const kernel = this.#kernel
    for (;;) {
      const status = kernel.inflate(Number(final))
      this.#countInflated()
      switch (status) {
        case STATUS.needsInput:
        case STATUS.streamEnded:
          this.#scan(false)
          return
        case STATUS.needsOutput:
          this.#scan(false)
          if (kernel.makeOutputRoom() === 0) throw refuse('cannot be read: a row does not end')
          this.#uncountedAt = kernel.outputAt.value
          break
        case STATUS.memberEnded:
          this.#endMember()
          break
        default:
          throw this.#fail(status)
      }
    }
  }

  #countInflated(): void {
    const end = this.#kernel.outputAt.value
    const bytes = end - this.#uncountedAt
    if (bytes > 0) this.#crc = crc32(this.#memory.subarray(this.#uncountedAt, end), this.#crc)
    this.#uncountedAt = end
    this.#memberBytes += bytes
    this.#inflatedBytes += bytes
    const { maxBytes } = this.#limits
    if (this.#inflatedBytes > maxBytes) throw refuse(`expands to more than ${maxBytes} bytes`)
  }

  #endMember(): void {
    const { declaredCrc, declaredLength } = this.#kernel
    // `>>> 0`: the length is declared modulo 2^32, and WebAssembly returns signed numbers.
    if (declaredLength.value >>> 0 !== this.#memberBytes >>> 0) {
      throw refuse('cannot be decompressed: its length is not what its gzip data declares')
    }
    if (declaredCrc.value >>> 0 !== this.#crc) {
      throw refuse('cannot be decompressed: its CRC-32 is not what its gzip data declares')
    }
    this.#members++
    this.#memberBytes = 0
    this.#crc = 0
  }

  #fail(status: number): ActionError {
    if (status === STATUS.badHeader && this.#members > 0) return refuse('holds bytes behind the end of its gzip data')
    return refuse(`cannot be decompressed: ${FAILURES.get(status) ?? `status ${status}`}`)
  }

  #scan(final: boolean): void {
    let isDone: boolean
    do {
      isDone = this.#kernel.scan(Number(final)) === 1
      this.#takeRecords()
    } while (!isDone)
  }

  #takeRecords(): void {
    const { RECORDS, recordsEnd } = this.#kernel
    const words = this.#words
    const end = recordsEnd.value / 4
    const columns = this.#spec.columnCount
    for (let at = RECORDS.value / 4; at < end; at += columns + 3) {
      const rowNumber = (words[at + 1] as number) >>> 0
      if (words[at] === RECORD.unread) {
        this.#sink.onUnread(this.#memory.subarray(words[at + 2], words[at + 3]), rowNumber)
        continue
      }
      const { starts, ends } = this.fields
      for (let column = 0; column < columns; column++) {
        starts[column] = (words[at + 2 + column] as number) + 2
        ends[column] = (words[at + 3 + column] as number) - 1
      }
      this.#sink.onRow(rowNumber)
    }
    this.#kernel.forgetRecords()
  }
}

function refuse(what: string): ActionError {
  return new ActionError('UNREADABLE', what)
}
