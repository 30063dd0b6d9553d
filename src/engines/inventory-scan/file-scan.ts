// Defines what the reader of an inventory file works with, whatever the format.

import type { RowAccumulator } from '../../findings/accumulator.ts'
import type { ScanPolicy } from '../../findings/classify.ts'
import type { ScannedFile } from '../../findings/proof.ts'
import type { ScanTask } from './protocol.ts'
import type { ScanSource } from './source.ts'

export type FileScan = {
  readonly task: ScanTask
  readonly source: ScanSource
  readonly policy: ScanPolicy
  /** Counts every row. */
  readonly accumulator: RowAccumulator
  /** Called from time to time with the number of rows read. */
  readonly onRows: (rows: number) => void
}

/** Reads all rows of a file into the accumulator; returns how its bytes were proven. Errors need not name the file. */
export type FileReader = (scan: FileScan) => Promise<ScannedFile['proof']>
