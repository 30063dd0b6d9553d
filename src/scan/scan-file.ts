// Knows how to scan one inventory file, in whichever format: reads every row, counts it, and proves the bytes.

import { ActionError, asActionError } from '../errors.ts'
import type { ColumnarFile } from '../formats/columnar.ts'
import { openOrc } from '../formats/orc/orc-file.ts'
import { openParquet } from '../formats/parquet/parquet-file.ts'
import type { RangeReader } from '../formats/ranges.ts'
import type { InventoryFormat } from '../inventory/report.ts'
import { RowAccumulator } from './accumulator.ts'
import { createPolicy } from './classify.ts'
import { scanColumnar } from './columnar.ts'
import { withProvenRanges } from './columnar-source.ts'
import { readCsvFile } from './csv-file.ts'
import type { FileReader } from './file-scan.ts'
import type { FileOutcome, ScanTask } from './protocol.ts'
import type { ScanSource } from './source.ts'
import { RowSpool } from './spool.ts'

const READERS: Readonly<Record<InventoryFormat, FileReader>> = {
  CSV: readCsvFile,
  ORC: columnarReader(openOrc),
  Parquet: columnarReader(openParquet),
}

/**
 * Scans one file. `onRows` is told every now and then how many rows were read.
 * @throws ActionError that names the file
 */
export async function scanFile(
  task: ScanTask,
  source: ScanSource,
  onRows: (rows: number) => void = () => {},
): Promise<FileOutcome> {
  const spool = task.spool && new RowSpool(task.spool, task.index)
  try {
    const hasSize = task.columns.includes('size')
    const policy = createPolicy(task.spec, task.reportTime, hasSize)
    const accumulator = new RowAccumulator(policy, { hasSize, spool })
    const proof = await READERS[task.format]({ task, source, policy, accumulator, onRows })
    return { tally: accumulator.finish(), proof }
  } catch (error) {
    const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
    throw new ActionError(code, `Inventory file ${task.file.key}: ${message}`, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
    })
  } finally {
    spool?.close()
  }
}

function columnarReader(open: (read: RangeReader, fileBytes: number) => Promise<ColumnarFile>): FileReader {
  return ({ task, source, policy, accumulator }) =>
    withProvenRanges(task, source, async (range) => {
      const file = await open(range, task.file.size)
      await scanColumnar(file, task.columns, task.sourceBucket, policy, accumulator)
    })
}
