// Reads one Parquet inventory file.

import { openParquet } from '../../formats/parquet/parquet-file.ts'
import type { FileReader } from './file-scan.ts'
import { scanColumnar } from './scan-columnar.ts'

/** Reads all rows into the accumulator. Errors do not have to name the file. */
export const readParquetFile: FileReader = (scan) => scanColumnar(scan, openParquet)
