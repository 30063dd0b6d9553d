// StopQueryExecution (Amazon Athena API Reference, "StopQueryExecution"): stopping twice, or too late, is no error.

import type { EmulatorResponse } from '../../http.ts'
import { type AthenaCall, answerJson } from '../call.ts'
import { cancelQuery } from '../lifecycle.ts'
import { findQuery } from '../queries.ts'

/** Cancels a query that has not ended. */
export async function stopQueryExecution(call: AthenaCall): Promise<EmulatorResponse> {
  await cancelQuery(call.world, findQuery(call, 'StopQueryExecution'))
  return answerJson(200, {})
}
