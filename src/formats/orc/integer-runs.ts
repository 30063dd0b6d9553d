// Decodes what the two run-length encodings of integers have in common: a sequence of runs.

import { type Cursor, cursorOver } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'
import { type IntegerRun, MAX_RUN_VALUES } from './integer-run.ts'
import { readRunV1 } from './integer-runs-v1.ts'
import { readRunV2 } from './integer-runs-v2.ts'

type RunEncoding = { readonly version: 1 | 2; readonly signed: boolean }

/** Where decoded integers go, run by run: `at` is the position of the run's first value. */
type RunSink = (run: IntegerRun, at: number) => void

/** Decodes exactly `count` integers from a stream. Throws UNREADABLE if it contains fewer or more. */
export function decodeRuns(stream: Uint8Array, encoding: RunEncoding, count: number, sink: RunSink): void {
  const cursor = cursorOver(stream)
  const run: IntegerRun = { count: 0, constant: false, values: new Float64Array(MAX_RUN_VALUES) }
  const readRun: (cursor: Cursor, signed: boolean, run: IntegerRun) => void =
    encoding.version === 1 ? readRunV1 : readRunV2
  let at = 0
  while (at < count) {
    readRun(cursor, encoding.signed, run)
    if (at + run.count > count) throw unreadable(`an ORC stream holds more than its ${count} values`)
    sink(run, at)
    at += run.count
  }
  insist(cursor.offset === cursor.end, `an ORC stream goes on after its ${count} values`)
}

/** All `count` integers of a stream. */
export function decodeIntegers(stream: Uint8Array, encoding: RunEncoding, count: number): Float64Array {
  const integers = new Float64Array(count)
  decodeRuns(stream, encoding, count, (run, at) => {
    if (run.constant) integers.fill(run.values[0] as number, at, at + run.count)
    else integers.set(run.values.subarray(0, run.count), at)
  })
  return integers
}
