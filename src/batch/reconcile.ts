// Checks that a completion report has exactly the rows of the job manifest, in constant memory.

import { hash, randomBytes } from 'node:crypto'
import { createFirstSample, createSpreadSample } from '../objects/sample.ts'
import { VERIFY_ALL_UP_TO, VERIFY_SAMPLE } from '../operations/operation.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { say } from '../words/outside-text.ts'
import { CompletionReportError, type TaskRow } from './completion-report.ts'
import { isPlainCell, KEY_READINGS, type KeyReading, readTaskKey } from './completion-report-key.ts'
import { SETTLED_CAUSES } from './failure-cause.ts'
import { createFailureGroups } from './failure-groups.ts'
import type { Reconciliation } from './job-outcome.ts'
import { createReadCells } from './read-cells.ts'
import { createResultStrings } from './result-strings.ts'

/**
 * Up to this many objects of tasks that failed because the object changed or is gone are checked: their current state
 * decides.
 */
export const VERIFY_SETTLED = 1000

type Reconciled =
  | {
      readonly ok: true
      readonly reconciliation: Reconciliation
      /** Keys to verify: a sample of the succeeded ones, and those whose current state decides. */
      readonly succeeded: readonly EncodedKey[]
      readonly settled: readonly EncodedKey[]
    }
  | { readonly ok: false; readonly reason: string }

/** What the rows are compared with. */
type ReconcileAgainst = {
  readonly rows: number
  /** The keys of the job manifest, streamed once. */
  readonly keys: () => AsyncIterable<string>
  /** ProgressSummary, if S3 returned one: it is sometimes wrong. */
  readonly progress: { readonly succeeded: number; readonly failed: number } | undefined
}

type TaskTally = {
  /** @throws CompletionReportError for a row of another bucket */
  readonly add: (row: TaskRow) => void
  readonly reconcile: (against: ReconcileAgainst) => Promise<Reconciled>
}

/**
 * Collects the rows of one job's report. A job that is `Complete` must have one row per row of the job manifest; they
 * are compared by a keyed multiset hash. A failed or cancelled job has fewer rows; then its keys are kept in memory.
 */
export function createTaskTally(bucket: string, isComplete: boolean, operation: PlannedJob['operation']): TaskTally {
  const failures = createFailureGroups(operation)
  const results = jobOperationOf({ operation }).byFunction ? createResultStrings() : undefined
  const succeededCells = createSpreadSample(VERIFY_ALL_UP_TO, VERIFY_SAMPLE)
  const settledCells = createFirstSample(VERIFY_SETTLED)
  const comparison = isComplete ? compareWhole() : comparePart()
  let succeeded = 0
  let failed = 0

  return {
    add(row) {
      if (row.bucket !== bucket)
        throw new CompletionReportError(say`a row of the report is of the bucket ${row.bucket}`)
      comparison.add(row.key)
      if (row.succeeded) {
        succeeded++
        succeededCells.add(row.key)
        results?.add(row.message)
        return
      }
      failed++
      if (SETTLED_CAUSES.has(failures.add(row))) settledCells.add(row.key)
    },
    async reconcile({ rows, keys, progress }) {
      const spoken = succeeded + failed
      if (isComplete ? spoken !== rows : spoken > rows) {
        return { ok: false, reason: `the completion report has ${spoken} rows, the job manifest ${rows}` }
      }
      const read = await comparison.match(keys())
      if (!read) {
        return {
          ok: false,
          reason: `the completion report's ${spoken} rows are not those of the job manifest: keys are duplicated or do not belong to it`,
        }
      }
      const agrees = !progress || (progress.succeeded === succeeded && progress.failed === failed)
      return {
        ok: true,
        reconciliation: {
          succeeded,
          failed,
          notAttempted: rows - spoken,
          failures: failures.list(),
          ...(results && { results: results.list() }),
          ...(agrees ? {} : { progressDisagrees: progress }),
        },
        succeeded: readAll(succeededCells.items(), read),
        settled: readAll(settledCells.items(), read),
      }
    },
  }
}

type ReadKey = (cell: string) => EncodedKey | undefined

const readAll = (cells: readonly string[], read: ReadKey) => cells.map(read).filter((key) => key !== undefined)

/** Compares report cells with job manifest keys; `match` returns the encoding of the cells, if any fits. */
type Comparison = {
  readonly add: (cell: string) => void
  readonly match: (keys: AsyncIterable<string>) => Promise<ReadKey | undefined>
}

/**
 * The sums of keyed hashes modulo 2^256 of two lists are equal exactly if the lists contain the same keys equally
 * often: those who write the keys do not know the secret, and the sums are never shown. One sum per encoding.
 */
function compareWhole(): Comparison {
  const secret = randomBytes(32).toString('hex')
  const weigh = (key: string) => BigInt(`0x${hash('sha256', secret + key, 'hex')}`)
  const sums = new Map<KeyReading, bigint>(KEY_READINGS.map((reading) => [reading, 0n]))
  return {
    add(cell) {
      const plain = isPlainCell(cell) ? weigh(cell) : undefined
      for (const [reading, sum] of sums) {
        // Stryker disable next-line ConditionalExpression: a plain cell reads the same in every way, only slower
        if (plain !== undefined) sums.set(reading, sum + plain)
        else {
          const key = readTaskKey(cell, reading)
          if (key === undefined) sums.delete(reading)
          else sums.set(reading, sum + weigh(key))
        }
      }
    },
    async match(keys) {
      let wanted = 0n
      for await (const key of keys) wanted += weigh(key)
      for (const [reading, sum] of sums) {
        if (BigInt.asUintN(256, sum) === BigInt.asUintN(256, wanted)) return (cell) => readTaskKey(cell, reading)
      }
      return undefined
    },
  }
}

/** For a part of a list there is no hash to compare with: its keys are kept in memory and searched for. */
function comparePart(): Comparison {
  const cells = createReadCells(['spoken'])
  return {
    add: (cell) => cells.add(cell, 'spoken'),
    async match(keys) {
      const found = cells.readings().map((reading) => ({ reading, keys: cells.keysOf(reading, 'spoken'), count: 0 }))
      for await (const key of keys) for (const one of found) if (one.keys.has(key)) one.count++
      const fits = found.find(({ reading, count }) => count === cells.plainSize() + cells.sizeOf(reading))
      return fits && ((cell) => readTaskKey(cell, fits.reading))
    },
  }
}
