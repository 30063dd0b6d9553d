// Lets S3 Select read files in place of the threads that would read them.

import type { Question } from '../engine.ts'
import type { ScanWorker } from '../inventory-scan/pool.ts'
import { scanByCounts } from './count-columnar.ts'
import { scanBySelect } from './read-by-select.ts'
import type { SelectCalls } from './select-answer.ts'

/** The same workers, which leave every file whose ETag is its MD5 to S3 Select, if there are calls for it. */
export function selectWith(
  workers: readonly ScanWorker[],
  { selecting }: { readonly selecting?: SelectCalls | undefined },
  signal: Question['signal'],
): readonly ScanWorker[] {
  if (selecting === undefined) return workers
  return workers.map((worker) => {
    const [scanCsv, scanParquet] = [scanBySelect(worker, selecting, signal), scanByCounts(worker, selecting, signal)]
    const scan: ScanWorker['scan'] = (task, source, onRows) => {
      if (!task.etagIsMd5) return worker.scan(task, source, onRows)
      return task.format === 'Parquet' ? scanParquet(task, source, onRows) : scanCsv(task, source, onRows)
    }
    return { ...worker, scan }
  })
}
