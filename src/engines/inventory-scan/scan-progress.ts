// Tracks the progress of a pass over a report.

import type { InventoryFile } from '../../inventory/report.ts'

export type ScanProgress = {
  readonly rows: number
  /** Compressed bytes fetched so far, and the declared total. */
  readonly bytes: number
  readonly totalBytes: number
  readonly files: number
  readonly totalFiles: number
}

export type ProgressCount = {
  readonly addRows: (count: number) => void
  readonly addBytes: (count: number) => void
  readonly addFile: () => void
}

/** Counts what one pass over `files` has done, and reports it. */
export function createProgress(
  files: readonly InventoryFile[],
  onProgress: ((progress: ScanProgress) => void) | undefined,
): ProgressCount {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  const now = { rows: 0, bytes: 0, files: 0 }
  const add = (what: keyof typeof now) => (count: number) => {
    now[what] += count
    onProgress?.({ ...now, totalBytes, totalFiles: files.length })
  }
  const addFiles = add('files')
  return { addRows: add('rows'), addBytes: add('bytes'), addFile: () => addFiles(1) }
}
