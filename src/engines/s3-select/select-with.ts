// Lets S3 Select read files in place of the threads that would read them.

import type { Question } from '../engine.ts'
import { countFile } from '../inventory-scan/count-file.ts'
import type { ScanWorker } from '../inventory-scan/pool.ts'
import { createSelectReader, type SelectCalls } from './read-by-select.ts'

/** The same workers, which leave every file whose ETag is its MD5 to S3 Select, if there are calls for it. */
export function selectWith(
  workers: readonly ScanWorker[],
  { selecting }: { readonly selecting?: SelectCalls | undefined },
  signal: Question['signal'],
): readonly ScanWorker[] {
  if (selecting === undefined) return workers
  const reader = createSelectReader(selecting, signal)
  return workers.map((worker) => ({
    ...worker,
    scan: (task, source, onRows) =>
      task.etagIsMd5 ? countFile(task, source, async () => reader, onRows) : worker.scan(task, source, onRows),
  }))
}
