// Defines how a run ends for whoever started it: whether the step of a workflow succeeds, and the answer of a command.

import type { LineStatus } from '../doctor/line.ts'
import type { SetupStatus } from '../setup/conclude.ts'
import type { RunResult } from './run-result.ts'

/** What was asked is so; it is not; whether it is could not be found out; the question itself was wrong. */
export type Answer = 'yes' | 'no' | 'unknown' | 'misused'

export type Ended = {
  /** Whether a step of a workflow succeeds. */
  readonly ok: boolean
  readonly answer: Answer
}

/** Of a run with a verdict: whether the buckets are compliant. Of any other operation: whether it went as far as asked. */
export function answerOf({ buckets, conclusion, errors, selection, verdict }: RunResult): Answer {
  if (errors.some(({ code }) => code === 'INVALID_INPUT')) return 'misused'
  const isBlind = buckets.some(({ judgement }) => judgement.verdict === 'INSUFFICIENT_DATA')
  if (errors.length > 0 || isBlind || (selection === undefined && verdict === 'INSUFFICIENT_DATA')) return 'unknown'
  return conclusion.ok ? 'yes' : 'no'
}

/** Of a look at what a run needs, or a setup. What is only planned is still missing. */
export const answerOfLook = (status: Uppercase<LineStatus> | SetupStatus): Answer => {
  if (status === 'UNKNOWN') return 'unknown'
  return status === 'FINE' || status === 'COMPLETE' ? 'yes' : 'no'
}
