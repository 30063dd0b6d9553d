// Knows what a check before a remediation is. Pure.

import type { ActionError } from '../words/errors.ts'

/**
 * What is checked before anything is created:
 *
 * - `report-bucket`: the inventory's destination, shown by the report that was read from it
 * - `work-location`: its bucket exists, in the Region of the jobs, and belongs to the expected account
 * - `batch-role`, `batch-role-trust`: the role exists, and S3 Batch Operations may assume it
 * - `pass-role`: who creates the jobs may give them that role
 * - `batch-role-permissions`: the role may do what the planned operations do in both buckets
 * - `target-key`: the KMS key is one that S3 can encrypt with, and enabled
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

/** `wrong`: the remediation would fail, so it is not started. `unknown`: not known, and it continues. */
export type CheckStatus = 'ok' | 'wrong' | 'unknown'

export type Check = {
  readonly name: CheckName
  readonly status: CheckStatus
  /** What was found, in whole sentences; what AWS said in them is quoted. */
  readonly found: string
  /** What to do; undefined where nothing is. */
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
 * Checks that could not be made. Where the session may not make them, none is needed, so what AWS said in full, and who else
 * may have refused, is left out: message and hint are reported up to there.
 */
export function explainUnasked(
  names: readonly CheckName[],
  { code, message, hint = '' }: ActionError,
): readonly Check[] {
  if (code !== 'ACCESS_DENIED') return names.map((name) => unknown(name, message, hint))
  const [found = message] = message.split(' AWS said ')
  const [permission = hint] = hint.split(/(?<=\)\.) /)
  return names.map((name) => unknown(name, found, `Nothing needs to be done: the check is optional. ${permission}`))
}

/** Only what is wrong keeps a remediation from being begun. */
export const listWrong = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'wrong')
