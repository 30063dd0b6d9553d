// Finds the query of a request.

import { authorizeWorkGroup } from './access.ts'
import { type AthenaCall, invalidRequest, textParameter } from './call.ts'
import type { Query } from './query.ts'
import { athenaState } from './state.ts'

/** The query with the id of a request, if the caller may do this in its workgroup. */
export function findQuery(call: AthenaCall, action: string): Query {
  const id = textParameter(call.body, 'QueryExecutionId') ?? ''
  const query = athenaState(call.world).queries.get(id)
  if (query === undefined) throw invalidRequest(`QueryExecution ${id} was not found`)
  authorizeWorkGroup(call, action, query.workGroup)
  return query
}
