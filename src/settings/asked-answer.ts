// Reads from the bare inputs what kind of answer a run owes: also where they are wrong, it must not answer a question that
// nobody asked.

import { SELECTED_OPERATIONS, type SelectedOperation } from '../operations/asked-operation.ts'
import type { ReadText } from './fields.ts'
import { RUN_MODES, type RunMode } from './settings-of-a-run.ts'
import { INPUT_DEFAULTS } from './table.ts'

export type Look = Exclude<RunMode, 'audit'>

export type AskedAnswer = {
  /** Undefined: a verdict, or the result of an operation. */
  readonly look?: Look | undefined
  /** Undefined: a verdict, unless it is a look. */
  readonly operation?: SelectedOperation['name'] | undefined
  /** An empty plan-id would ask a later step for no approval. */
  readonly isPlan: boolean
  /** The JSON report; undefined if it may not be written there. */
  readonly reportFile: string | undefined
}

/** A word that is misspelt asks for a verdict, which the run then does not have. */
export function readAskedAnswer(get: ReadText, refuseToWrite: (path: string) => string | undefined): AskedAnswer {
  const text = (name: string) => get(name).trim() || INPUT_DEFAULTS.get(name) || ''
  const mode = RUN_MODES.find((word) => word === text('mode'))
  return {
    look: mode === 'audit' ? undefined : mode,
    operation: mode === 'audit' ? SELECTED_OPERATIONS.find((word) => word === text('operation')) : undefined,
    isPlan: text('remediation') === 'plan',
    reportFile: refuseToWrite(text('report-file')) === undefined ? text('report-file') : undefined,
  }
}
