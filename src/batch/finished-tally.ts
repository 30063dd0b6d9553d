// Finds which keys a finished job of an earlier run processed, using only its completion report.

import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { say } from '../words/outside-text.ts'
import { CompletionReportError, type TaskRow } from './completion-report.ts'
import type { KeyReading } from './completion-report-key.ts'
import { SETTLED_CAUSES } from './failure-cause.ts'
import { createFailureGroups } from './failure-groups.ts'
import type { Reconciliation } from './job-outcome.ts'
import { createReadCells, type Keys } from './read-cells.ts'
import { createResultStrings } from './result-strings.ts'

/** The keys that a finished job processed, for the next job to exclude. */
export type FinishedKeys = {
  readonly succeeded: Keys
  /** Changed or deleted since the report: S3 would refuse them again. */
  readonly settled: Keys
}

export type FinishedTally = {
  /** @throws CompletionReportError for a row of another bucket, or a key that occurs twice or cannot be read */
  readonly add: (row: TaskRow) => void
  readonly rows: () => number
  /** Uses the encoding in which most cells are keys of the current plan; the job may have had other rows, too. */
  readonly read: (planned: () => AsyncIterable<string>) => Promise<FinishedKeys>
  readonly failures: () => Reconciliation['failures']
  /** What a function answered for succeeded tasks; undefined for other operations. */
  readonly results: () => Reconciliation['results']
}

/** Collects what a finished job of this bucket did. Its job manifest may belong to another plan and is not compared. */
export function createFinishedTally(bucket: string, operation: PlannedJob['operation']): FinishedTally {
  const failures = createFailureGroups(operation)
  const cells = createReadCells(['succeeded', 'settled'])
  const results = jobOperationOf({ operation }).byFunction ? createResultStrings() : undefined
  let rows = 0
  return {
    add(row) {
      rows++
      if (row.bucket !== bucket)
        throw new CompletionReportError(say`a row of the report is of the bucket ${row.bucket}`)
      if (row.succeeded) {
        cells.add(row.key, 'succeeded')
        results?.add(row.message)
      }
      if (!row.succeeded && SETTLED_CAUSES.has(failures.add(row))) cells.add(row.key, 'settled')
      if (cells.readings().length === 0)
        throw new CompletionReportError('a key stands in the report twice, or cannot be read')
    },
    rows: () => rows,
    async read(planned) {
      const readings = cells.readings()
      const [first = 'raw'] = readings
      // If all cells are plain, all encodings are equal.
      const reading = cells.sizeOf(first) === 0 ? first : await findLikeliest(readings, planned)
      return { succeeded: cells.keysOf(reading, 'succeeded'), settled: cells.keysOf(reading, 'settled') }
    },
    results: () => results?.list(),
    failures: () => failures.list().filter(({ cause }) => SETTLED_CAUSES.has(cause)),
  }

  /** On a tie the earlier encoding wins, because it is the one that S3 was seen to use. */
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
