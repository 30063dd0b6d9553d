// Knows what the reader of one inventory file works with, whatever the format.

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
  /** Told every now and then how many rows were read. */
  readonly onRows: (rows: number) => void
}

/** Reads all rows of a file into the accumulator and returns how its bytes were proven. Errors need not name the file. */
export type FileReader = (scan: FileScan) => Promise<ScannedFile['proof']>
