// Reports a remediation that its preflight prevents from starting. Pure.

import { ActionError } from '../words/errors.ts'
import { type Check, listWrong } from './check.ts'

/** Names each check that is wrong; undefined if there is none. */
export function explainWrong(checks: readonly Check[]): ActionError | undefined {
  const found = listWrong(checks)
  if (found.length === 0) return undefined
  const message = found.map((check) => `${check.name}: ${check.found}`).join(' ')
  return new ActionError('REMEDIATION_REFUSED', message, { hint: found.map(({ hint }) => hint ?? '').join(' ') })
}

/** The same of a run. */
export function explainStop(checks: readonly Check[]): ActionError | undefined {
  const wrong = explainWrong(checks)
  if (wrong === undefined) return undefined
  const { code, message, hint = '' } = wrong
  return new ActionError(code, `Nothing was started. ${message}`, { hint })
}

/** Why nothing is written if this check is missing. */
export const NO_WORK_LOCATION = new ActionError(
  'REMEDIATION_REFUSED',
  'Nothing was started. work-location: it was not checked.',
)
