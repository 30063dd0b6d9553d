// Explains why a query of Athena ended without a result.

import type { QueryExecutionStatus } from '@aws-sdk/client-athena'
import { ActionError } from '../words/errors.ts'
import { quoteText } from '../words/outside-text.ts'
import { explainAwsError } from './aws-errors.ts'
import type { Attempt } from './permissions.ts'

/** Athena names what was refused in the reason of the query: an action in IAM's words, or the path of an object. */
const REFUSED = /is not authorized to perform|access denied|permission denied|insufficient permissions/i
const CUT_OFF = /bytes scanned limit/i

/** `attempt`: the call that started it. */
export function explainQuery(
  id: string,
  state: 'FAILED' | 'CANCELLED',
  { StateChangeReason: reason = '', AthenaError: error }: QueryExecutionStatus,
  attempt: Attempt,
): ActionError {
  const said = quoteText(error?.ErrorMessage || reason)
  if (REFUSED.test(`${reason} ${error?.ErrorMessage}`)) {
    const refusal = Object.assign(new Error(reason || error?.ErrorMessage), { name: 'AccessDeniedException' })
    const { message, hint = '' } = explainAwsError(refusal, attempt)
    return new ActionError('ACCESS_DENIED', `Query ${id} was refused. ${message}`, {
      hint: `${hint} Athena reads and writes with the permissions of this run: see docs/iam/athena-policy.json.`,
    })
  }
  if (state === 'CANCELLED') {
    return new ActionError('QUERY_FAILED', `Query ${id} was cancelled. Athena said ${said}.`, {
      hint: CUT_OFF.test(reason)
        ? 'The workgroup limits the bytes of a query: raise its limit, or set scan-engine to stream.'
        : 'Somebody, or a limit of the account, has stopped it: find out who, and run the job again.',
    })
  }
  const code = error?.ErrorCategory === 1 ? 'SERVICE_UNAVAILABLE' : 'QUERY_FAILED'
  return new ActionError(code, `Query ${id} failed. Athena said ${said}.`, {
    hint: 'Run the job again. If the error persists, set scan-engine to stream.',
  })
}
