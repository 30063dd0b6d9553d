// Scans one inventory file, in whichever format: reads every row, counts it, and proves the bytes.

import type { InventoryFormat } from '../../inventory/report.ts'
import { countFile } from './count-file.ts'
import type { FileReader } from './file-scan.ts'
import type { FileOutcome, ScanTask } from './protocol.ts'
import type { ScanSource } from './source.ts'

/**
 * The reader of each format, loaded with the first such file: a worker starts faster without the others.
 * "eager" keeps them in the single bundle of the worker.
 */
const READERS: Readonly<Record<InventoryFormat, () => Promise<FileReader>>> = {
  CSV: async () => (await import(/* webpackMode: "eager" */ './csv-file.ts')).readCsvFile,
  ORC: async () => (await import(/* webpackMode: "eager" */ './orc-inventory.ts')).readOrcFile,
  Parquet: async () => (await import(/* webpackMode: "eager" */ './parquet-inventory.ts')).readParquetFile,
}

/**
 * Scans one file. `onRows` is called from time to time with the number of rows read.
 * @throws ActionError that names the file
 */
export function scanFile(
  task: ScanTask,
  source: ScanSource,
  onRows: (rows: number) => void = () => {},
): Promise<FileOutcome> {
  return countFile(task, source, READERS[task.format], onRows)
}
