// Defines the closed lists of reasons why a run can end without a verdict, and the one error class that carries them.

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
  'QUERY_FAILED',
  'ACCESS_DENIED',
  'NO_CREDENTIALS',
  'BUCKET_NOT_FOUND',
  'SERVICE_UNAVAILABLE',
  'INVALID_INPUT',
  'INTERRUPTED',
  'INTERNAL_ERROR',
] as const
export type InsufficientDataReason = (typeof INSUFFICIENT_DATA_REASONS)[number]

/** Why a remediation was not started or failed. Does not affect the verdict of the scan. */
export const REMEDIATION_CODES = ['REMEDIATION_REFUSED', 'REMEDIATION_FAILED'] as const
type RemediationCode = (typeof REMEDIATION_CODES)[number]

export type ErrorCode = InsufficientDataReason | RemediationCode

/** A call that a missing permission refused, where a policy of the user can allow it. */
export type Refusal = {
  /** The call as it was made: its permission, and the ARN of its resource. */
  readonly attempted: string
  /** The permission that was missing, which can be another than the call's: reading an object can need kms:Decrypt. */
  readonly permission: string
  readonly resource: string
  /** The documented statements that grant it: `docs/iam/scan-role-policy.json (statement ReadReports)`. */
  readonly granting: string
}

/**
 * A failure that the user can act on. `message` says what happened, with names and values; `hint` says what to do.
 * Untrusted text is made safe where it enters the sentence: names and keys are encoded with `say`, messages of AWS are
 * quoted with `quoteText`.
 */
export class ActionError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly refusal: Refusal | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown; refusal?: Refusal | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ActionError'
    this.code = code
    this.hint = options.hint
    this.refusal = options.refusal
  }
}

/** Returns an ActionError unchanged; wraps anything else in one with `code`, keeping the original as the cause. */
export function asActionError(error: unknown, code: ErrorCode): ActionError {
  if (error instanceof ActionError) return error
  return new ActionError(code, messageOf(error), { cause: error })
}

/** The message of an error for use in a sentence: an ActionError's unchanged, any other quoted as untrusted text. */
export function messageOf(error: unknown): string {
  if (error instanceof ActionError) return error.message
  return quoteText(error instanceof Error ? error.message : String(error))
}
