// Knows how to scan one inventory file, in whichever format: reads every row, counts it, and proves the bytes.

import { ActionError, asActionError } from '../errors.ts'
import type { ColumnarFile } from '../formats/columnar.ts'
import { openOrc } from '../formats/orc/orc-file.ts'
import { openParquet } from '../formats/parquet/parquet-file.ts'
import type { RangeReader } from '../formats/ranges.ts'
import type { InventoryFormat } from '../inventory/report.ts'
import { RowAccumulator } from './accumulator.ts'
import { createPolicy, type ScanPolicy } from './classify.ts'
import { scanColumnar } from './columnar.ts'
import { withProvenRanges } from './columnar-source.ts'
import { CsvScanner } from './csv.ts'
import { CsvRow } from './csv-row.ts'
import { inflate } from './inflate.ts'
import type { FileOutcome, ScanTask } from './protocol.ts'
import type { ScannedFile } from './result.ts'
import { consumeProven, type ScanSource } from './source.ts'
import { RowSpool } from './spool.ts'

/** Reads all rows of a file into the accumulator and returns how its bytes were proven. Errors need not name the file. */
export type FileReader = (
  task: ScanTask,
  source: ScanSource,
  accumulator: RowAccumulator,
  policy: ScanPolicy,
) => Promise<ScannedFile['proof']>

const READERS: Readonly<Record<InventoryFormat, FileReader>> = {
  CSV: readCsvFile,
  ORC: columnarReader(openOrc),
  Parquet: columnarReader(openParquet),
}

/**
 * Scans one file. `onStart` gets the accumulator, whose row count grows while the file is read.
 * @throws ActionError that names the file
 */
export async function scanFile(
  task: ScanTask,
  source: ScanSource,
  onStart: (accumulator: RowAccumulator) => void = () => {},
): Promise<FileOutcome> {
  const spool = task.spool && new RowSpool(task.spool, task.index)
  try {
    const hasSize = task.columns.includes('size')
    const policy = createPolicy(task.spec, task.reportTime, hasSize)
    const accumulator = new RowAccumulator(policy, { hasSize, spool })
    onStart(accumulator)
    const proof = await READERS[task.format](task, source, accumulator, policy)
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

async function readCsvFile(task: ScanTask, source: ScanSource, accumulator: RowAccumulator): Promise<'md5'> {
  const scanner: CsvScanner = new CsvScanner(task.columns.length, () => {
    row.load()
    accumulator.add(row)
  })
  const row = new CsvRow(scanner.fields, task.columns, task.sourceBucket)
  await consumeProven(source.stream(), task.file, async (bytes) => {
    await inflate(bytes, (piece) => scanner.push(piece))
    scanner.finish()
  })
  return 'md5'
}

function columnarReader(open: (read: RangeReader, fileBytes: number) => Promise<ColumnarFile>): FileReader {
  return (task, source, accumulator, policy) =>
    withProvenRanges(task, source, async (range) => {
      const file = await open(range, task.file.size)
      await scanColumnar(file, task.columns, task.sourceBucket, policy, accumulator)
    })
}
