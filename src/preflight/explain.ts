// Reports a remediation that its preflight prevents from starting. Pure.

import { ActionError } from '../words/errors.ts'
import { type Check, listWrong } from './check.ts'

/** Names each check that is wrong; undefined if there is none. */
export function explainWrong(checks: readonly Check[]): ActionError | undefined {
  const found = listWrong(checks)
  if (found.length === 0) return undefined
  const message = `Nothing was started. ${found.map((check) => `${check.name}: ${check.found}`).join(' ')}`
  return new ActionError('REMEDIATION_REFUSED', message, { hint: found.map(({ hint }) => hint ?? '').join(' ') })
}

/** Why nothing is written if this check is missing. */
export const NO_WORK_LOCATION = new ActionError(
  'REMEDIATION_REFUSED',
  'Nothing was started. work-location: it was not checked.',
)
