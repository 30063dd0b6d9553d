// Reads one CSV inventory file: the kernel inflates it and counts its rows; findings, and rows the kernel is not sure
// of, are judged here one by one.

import type { ScanPolicy } from '../../findings/classify.ts'
import type { ScannedFile } from '../../findings/proof.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { createFields, splitRecord } from './csv.ts'
import { CsvRow } from './csv-row.ts'
import type { FileScan } from './file-scan.ts'
import { CsvKernel } from './kernel/csv-kernel.ts'
import { instantiateKernel, type KernelExports } from './kernel/csv-module.ts'
import type { KernelSpec } from './kernel/kernel-spec.ts'
import { ROWS_WITHOUT_SIGN, type ScanTask } from './protocol.ts'
import { consumeProven } from './source.ts'

/** The thread's kernel while no file uses it: creating one takes longer than reading a small file. */
let idleKernel: KernelExports | undefined

/**
 * Reads all rows into the accumulator and returns how the bytes were proven; gzip's own CRC-32 and length are checked
 * in any case. Errors do not have to name the file.
 */
export async function readCsvFile(scan: FileScan): Promise<ScannedFile['proof']> {
  const { file, etagIsMd5 } = scan.task
  const instance = idleKernel ?? instantiateKernel()
  idleKernel = undefined
  try {
    const reader = new CsvReader(scan, instance)
    const read = async (bytes: AsyncIterable<Uint8Array>) => {
      for await (const chunk of bytes) scan.onRows(reader.push(chunk))
      reader.finish()
    }
    await consumeProven(scan.source.stream, file, read, etagIsMd5)
  } finally {
    idleKernel = instance
  }
  return etagIsMd5 ? 'etag' : 'md5'
}

/** Receives the kernel's rows, and makes sure that none is lost between kernel, reader and accumulator. */
class CsvReader {
  readonly #scan: FileScan
  readonly #kernel: CsvKernel
  readonly #row: CsvRow
  /** For rows that the kernel left unread. */
  readonly #fields
  readonly #unreadRow: CsvRow
  /** Blank lines are allowed only after the last row. */
  #firstBlankLine = 0
  #blankLines = 0
  #looks = 0

  constructor(scan: FileScan, instance: KernelExports) {
    const { task, policy } = scan
    this.#scan = scan
    const sink = { onRow: this.#addRow.bind(this), onUnread: this.#addUnread.bind(this) }
    this.#kernel = new CsvKernel(describeRows(task, policy), sink, undefined, instance)
    this.#fields = createFields(task.columns.length)
    this.#row = new CsvRow(this.#kernel.fields, task.columns, task.sourceBucket)
    this.#unreadRow = new CsvRow(this.#fields, task.columns, task.sourceBucket)
  }

  /** Returns the number of rows so far. */
  push(chunk: Uint8Array): number {
    this.#kernel.push(chunk)
    return this.#kernel.rows
  }

  finish(): void {
    const kernel = this.#kernel
    const { accumulator } = this.#scan
    kernel.finish()
    accumulator.addCounted(kernel.tally())
    if (this.#blankLines > 0 && this.#firstBlankLine + this.#blankLines <= kernel.rows) {
      throw new ActionError('UNREADABLE', `record ${this.#firstBlankLine} is a blank line, and others follow it`)
    }
    const rows = kernel.rows - this.#blankLines
    if (accumulator.rows !== rows) {
      throw new ActionError('INTERNAL_ERROR', `${accumulator.rows} rows were counted where ${rows} were read`)
    }
    this.#scan.onRows(rows)
  }

  #addRow(number: number): void {
    this.#row.loadCurrent(number)
    this.#scan.accumulator.add(this.#row)
    // One chunk can contain millions of rows.
    if (++this.#looks % ROWS_WITHOUT_SIGN === 0) this.#scan.onRows(number)
  }

  #addUnread(record: Buffer, number: number): void {
    if (splitRecord(record, number, this.#fields)) {
      this.#unreadRow.load(number)
      this.#scan.accumulator.add(this.#unreadRow)
      return
    }
    if (this.#blankLines === 0) this.#firstBlankLine = number
    this.#blankLines++
  }
}

/** What the kernel may count alone: current rows that comply, unless keys decide, and rows that are not current. */
function describeRows({ columns, sourceBucket }: ScanTask, { accepts, readsKeys }: ScanPolicy): KernelSpec {
  return {
    columnCount: columns.length,
    bucketColumn: columns.indexOf('bucket'),
    keyColumn: columns.indexOf('key'),
    latestColumn: columns.indexOf('islatest'),
    markerColumn: columns.indexOf('isdeletemarker'),
    sizeColumn: columns.indexOf('size'),
    statusColumn: columns.indexOf('encryptionstatus'),
    bucket: sourceBucket,
    statuses: ENCRYPTION_STATUSES,
    isReported: accepts.map((isAccepted) => readsKeys || !isAccepted),
  }
}
