// A check before a remediation, as a value. Pure.

import type { ActionError } from '../words/errors.ts'

/**
 * What is checked before anything is created:
 *
 * - `report-bucket`: the inventory's destination, confirmed by the report that was read from it
 * - `work-location`: its bucket exists, is in the Region of the jobs, and belongs to the expected account
 * - `batch-role`, `batch-role-trust`: the role exists, and S3 Batch Operations may assume it
 * - `pass-role`: the identity that creates the jobs may pass that role to them
 * - `batch-role-permissions`: the role has the permissions for the planned operations in both buckets
 * - `target-key`: the KMS key is enabled, and S3 can encrypt with it
 * - `target-key-use`: the role may use it
 */
const CHECK_NAMES = [
  'report-bucket',
  'work-location',
  'batch-role',
  'batch-role-trust',
  'pass-role',
  'batch-role-permissions',
  'target-key',
  'target-key-use',
] as const
export type CheckName = (typeof CHECK_NAMES)[number]

/**
 * `wrong`: the remediation would fail, so it is not started. `unknown`: could not be determined, and the run continues.
 */
export type CheckStatus = 'ok' | 'wrong' | 'unknown'

export type Check = {
  readonly name: CheckName
  readonly status: CheckStatus
  /** What was found, in complete sentences; messages of AWS in them are quoted. */
  readonly found: string
  /** What to do; undefined if there is nothing to do. */
  readonly hint: string | undefined
}

export const ok = (name: CheckName, found: string): Check => ({ name, status: 'ok', found, hint: undefined })
export const wrong = (name: CheckName, found: string, hint: string): Check => ({ name, status: 'wrong', found, hint })
export const unknown = (name: CheckName, found: string, hint: string): Check => ({
  name,
  status: 'unknown',
  found,
  hint,
})

/**
 * Checks that could not be made. If the session is not allowed to make them, they are optional, so AWS's message,
 * including who else may have refused, is omitted: only the missing permission is reported.
 */
export function explainUnasked(
  names: readonly CheckName[],
  { message, hint = '', refusal }: ActionError,
): readonly Check[] {
  if (refusal === undefined) return names.map((name) => unknown(name, message, hint))
  const { attempted, permission, resource, granting } = refusal
  const advice = `Nothing needs to be done: the check is optional. To have it made, allow ${permission} on ${resource}: see ${granting}.`
  return names.map((name) => unknown(name, `Refused: ${attempted}.`, advice))
}

/** Only wrong checks prevent a remediation from starting. */
export const listWrong = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'wrong')
