// Knows which keys a finished job of an earlier run processed, from its completion report alone.

import type { PlannedJob } from '../operations/registry.ts'
import { say } from '../words/outside-text.ts'
import { CompletionReportError, type TaskRow } from './completion-report.ts'
import type { KeyReading } from './completion-report-key.ts'
import { SETTLED_CAUSES } from './failure-cause.ts'
import { createFailureGroups } from './failure-groups.ts'
import type { Reconciliation } from './job-outcome.ts'
import { createReadCells, type Keys } from './read-cells.ts'

/** The keys a finished job dealt with, for the next job to leave out. */
export type FinishedKeys = {
  readonly succeeded: Keys
  /** Changed or deleted since the report: S3 would refuse them again. */
  readonly settled: Keys
}

export type FinishedTally = {
  /** @throws CompletionReportError for a row of another bucket, a key that is there twice, or none at all */
  readonly add: (row: TaskRow) => void
  readonly rows: () => number
  /** Reads the cells in the way in which most of them are keys that are planned now; the job's own rows may be others. */
  readonly read: (planned: () => AsyncIterable<string>) => Promise<FinishedKeys>
  readonly failures: () => Reconciliation['failures']
}

/** Collects what a finished job of this bucket did. Its job manifest may be another plan's and is not compared. */
export function createFinishedTally(bucket: string, operation: PlannedJob['operation']): FinishedTally {
  const failures = createFailureGroups(operation)
  const cells = createReadCells(['succeeded', 'settled'])
  let rows = 0
  return {
    add(row) {
      rows++
      if (row.bucket !== bucket)
        throw new CompletionReportError(say`a row of the report is of the bucket ${row.bucket}`)
      if (row.succeeded) cells.add(row.key, 'succeeded')
      else if (SETTLED_CAUSES.has(failures.add(row))) cells.add(row.key, 'settled')
      if (cells.readings().length === 0)
        throw new CompletionReportError('a key stands in the report twice, or cannot be read')
    },
    rows: () => rows,
    async read(planned) {
      const readings = cells.readings()
      const [first = 'raw'] = readings
      // With nothing but plain cells all ways are one.
      const reading = cells.sizeOf(first) === 0 ? first : await findLikeliest(readings, planned)
      return { succeeded: cells.keysOf(reading, 'succeeded'), settled: cells.keysOf(reading, 'settled') }
    },
    failures: () => failures.list().filter(({ cause }) => SETTLED_CAUSES.has(cause)),
  }

  /** Earlier ones win a tie: they are what S3 was seen to do. */
  async function findLikeliest(
    readings: readonly KeyReading[],
    planned: () => AsyncIterable<string>,
  ): Promise<KeyReading> {
    const views = readings.map((reading) => ({
      reading,
      hits: 0,
      keys: [cells.keysOf(reading, 'succeeded'), cells.keysOf(reading, 'settled')],
    }))
    for await (const key of planned()) {
      for (const view of views) if (view.keys.some((keys) => keys.has(key))) view.hits++
    }
    const best = views.reduce((likeliest, view) => (view.hits > likeliest.hits ? view : likeliest))
    return best.reading
  }
}
