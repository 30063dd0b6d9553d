// Knows how to report a remediation that its preflight prevents from starting. Pure.

import { ActionError } from '../words/errors.ts'
import { type Check, listWrong } from './check.ts'

/** Names each check that is wrong; undefined where none is. */
export function explainWrong(checks: readonly Check[]): ActionError | undefined {
  const found = listWrong(checks)
  if (found.length === 0) return undefined
  const message = `Nothing was started. ${found.map((check) => `${check.name}: ${check.found}`).join(' ')}`
  return new ActionError('REMEDIATION_REFUSED', message, { hint: found.map(({ hint }) => hint ?? '').join(' ') })
}

/** What a missing check would mean, so that nothing is written without it. */
export const NO_WORK_LOCATION = new ActionError(
  'REMEDIATION_REFUSED',
  'Nothing was started. work-location: it was not checked.',
)
