// Creates the errors with which readers of inventory formats reject a file.

import { ActionError } from '../words/errors.ts'

/**
 * The error for a file that cannot be read with certainty: damaged, or with features that no inventory uses.
 * `what` says what is wrong, with the value found and the value accepted; the scan adds the file's name.
 */
export function unreadable(what: string, cause?: unknown): ActionError {
  return new ActionError('UNREADABLE', what, cause === undefined ? {} : { cause })
}

/** Throws `unreadable(what)` unless `condition` is true. Not for hot loops: `what` is always evaluated. */
export function insist(condition: boolean, what: string): asserts condition {
  if (!condition) throw unreadable(what)
}
