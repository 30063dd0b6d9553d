// Counts the rows of one inventory file, whoever reads them, and keeps those that must be kept.

import { RowAccumulator } from '../../findings/accumulator.ts'
import { createPolicy, type ScanPolicy } from '../../findings/classify.ts'
import { FindingRows } from '../../findings/finding-rows.ts'
import { KeyWatch, type KeyWatchOptions } from '../../findings/key-watch.ts'
import { Overlap, type OverlapOptions } from '../../findings/overlap.ts'
import { RowSpool } from '../../findings/spool.ts'
import { ActionError, asActionError } from '../../words/errors.ts'
import type { FileReader } from './file-scan.ts'
import type { FileOutcome, ScanTask } from './protocol.ts'
import type { ScanSource } from './source.ts'

/**
 * Has one file read by the reader that is loaded. `onRows` is called from time to time with the number of rows read.
 * @throws ActionError that names the file
 */
export async function countFile(
  task: ScanTask,
  source: ScanSource,
  loadReader: () => Promise<FileReader>,
  onRows: (rows: number) => void,
): Promise<FileOutcome> {
  const spool = task.spool && new RowSpool(task.spool, task.index)
  const candidateSpool = task.candidateSpool && new RowSpool(task.candidateSpool, task.index)
  const findingRows = task.findingRows && new FindingRows(task.findingRows, task.index)
  const watch = task.watch && createWatch(task, task.watch)
  const overlap = task.overlap && createOverlap(task, task.overlap)
  try {
    const hasSize = task.columns.includes('size')
    const policy = policyOf(task, hasSize)
    const accumulator = new RowAccumulator(policy, {
      hasSize,
      spool,
      findingRows,
      candidateSpool,
      watch,
      overlap: overlap?.rows,
    })
    const readFile = await loadReader()
    const proof = await readFile({ task, source, policy, accumulator, onRows })
    return { tally: accumulator.finish(), proof }
  } catch (error) {
    const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
    throw new ActionError(code, `Inventory file ${task.file.key}: ${message}`, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
    })
  } finally {
    spool?.close()
    candidateSpool?.close()
    findingRows?.close()
    watch?.keys.close()
    watch?.apart.close()
    overlap?.spool.close()
  }
}

function createWatch(task: ScanTask, options: KeyWatchOptions) {
  return { keys: new KeyWatch(options, task.index), apart: createUnlimitedSpool(task) }
}

function createOverlap(task: ScanTask, options: OverlapOptions) {
  const spool = createUnlimitedSpool(task)
  return { rows: new Overlap(options, spool), spool }
}

/** There is no limit to rows set apart: they are read again one heap at a time. */
function createUnlimitedSpool({ folder, index, sourceBucket: bucket }: ScanTask): RowSpool {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return new RowSpool({ folder, bucket, maxRows: Number.MAX_SAFE_INTEGER, written }, index)
}

let last: { readonly source: string; readonly policy: ScanPolicy } | undefined

/**
 * The policy of a task. It is the same for all files of a report, so it is created once: the code that V8 compiles for
 * the rows is bound to its functions, and would be discarded with them after each file.
 */
function policyOf({ spec, reportTime, overlap }: ScanTask, hasSize: boolean): ScanPolicy {
  const comparesKeys = overlap !== undefined
  const source = JSON.stringify([spec, reportTime, hasSize, comparesKeys])
  if (last?.source !== source) last = { source, policy: createPolicy(spec, reportTime, hasSize, comparesKeys) }
  return last.policy
}
