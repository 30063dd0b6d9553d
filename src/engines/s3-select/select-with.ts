// Lets S3 Select read files in place of the threads that would read them.

import type { Question } from '../engine.ts'
import { countFile } from '../inventory-scan/count-file.ts'
import type { ScanWorker } from '../inventory-scan/pool.ts'
import { scanByCounts } from './count-columnar.ts'
import { createSelectReader } from './read-by-select.ts'
import type { SelectCalls } from './select-answer.ts'

/** The same workers, which leave every file whose ETag is its MD5 to S3 Select, if there are calls for it. */
export function selectWith(
  workers: readonly ScanWorker[],
  { selecting }: { readonly selecting?: SelectCalls | undefined },
  signal: Question['signal'],
): readonly ScanWorker[] {
  if (selecting === undefined) return workers
  const reader = createSelectReader(selecting, signal)
  return workers.map((worker) => {
    const scanParquet = scanByCounts(worker, selecting, signal)
    const scan: ScanWorker['scan'] = (task, source, onRows) => {
      if (!task.etagIsMd5) return worker.scan(task, source, onRows)
      if (task.format === 'Parquet') return scanParquet(task, source, onRows)
      return countFile(task, source, async () => reader, onRows)
    }
    return { ...worker, scan }
  })
}
