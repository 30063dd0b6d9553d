// Knows the closed lists of reasons for which a run can end without a verdict, and the one error class that carries
// them.

import { quoteText } from './outside-text.ts'

/** Why a bucket's verdict is INSUFFICIENT_DATA. Published in outputs and the JSON report: extend, never rename. */
export const INSUFFICIENT_DATA_REASONS = [
  'NO_INVENTORY_CONFIGURATION',
  'NEVER_DELIVERED',
  'STALE',
  'INCOMPLETE_DELIVERY',
  'CHECKSUM_MISMATCH',
  'NO_ENCRYPTION_STATUS',
  'WRONG_BUCKET',
  'WRONG_PREFIX',
  'UNREADABLE',
  'UNKNOWN_STATUS',
  'PARTIAL_INVENTORY',
  'NOTHING_SELECTED',
  'EVIDENCE_MISSING',
  'ACCESS_DENIED',
  'NO_CREDENTIALS',
  'BUCKET_NOT_FOUND',
  'SERVICE_UNAVAILABLE',
  'INVALID_INPUT',
  'INTERRUPTED',
  'INTERNAL_ERROR',
] as const
export type InsufficientDataReason = (typeof INSUFFICIENT_DATA_REASONS)[number]

/** Why a remediation was not started or failed. The verdict of the scan is unaffected. */
export const REMEDIATION_CODES = ['REMEDIATION_REFUSED', 'REMEDIATION_FAILED'] as const
type RemediationCode = (typeof REMEDIATION_CODES)[number]

export type ErrorCode = InsufficientDataReason | RemediationCode

/**
 * An end the user can act on. `message` says what happened, with names and values; `hint` says what to do.
 * Text from outside is made safe where it enters the sentence: names and keys are encoded with `say`, what AWS said is
 * quoted with `quoteText`.
 */
export class ActionError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ActionError'
    this.code = code
    this.hint = options.hint
  }
}

/** An ActionError as it is; anything else becomes one with `code`, the original kept as the cause. */
export function asActionError(error: unknown, code: ErrorCode): ActionError {
  if (error instanceof ActionError) return error
  return new ActionError(code, messageOf(error), { cause: error })
}

/** The message of an error, for a sentence of ours: an ActionError's as it is, any other is text from outside, quoted. */
export function messageOf(error: unknown): string {
  if (error instanceof ActionError) return error.message
  return quoteText(error instanceof Error ? error.message : String(error))
}
