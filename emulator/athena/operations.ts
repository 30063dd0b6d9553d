// The operations of the emulated Athena (Amazon Athena API Reference, "Actions").

import type { EmulatorResponse } from '../http.ts'
import type { AthenaCall } from './call.ts'
import { getQueryExecution } from './operations/get-query-execution.ts'
import { getQueryResults } from './operations/get-query-results.ts'
import { getTableMetadata } from './operations/get-table-metadata.ts'
import { getWorkGroup } from './operations/get-work-group.ts'
import { startQueryExecution } from './operations/start-query-execution.ts'
import { stopQueryExecution } from './operations/stop-query-execution.ts'

export type AthenaOperation = {
  readonly name: string
  readonly handle: (call: AthenaCall) => EmulatorResponse | Promise<EmulatorResponse>
}

export const OPERATIONS: readonly AthenaOperation[] = [
  { name: 'GetQueryExecution', handle: getQueryExecution },
  { name: 'GetQueryResults', handle: getQueryResults },
  { name: 'GetTableMetadata', handle: getTableMetadata },
  { name: 'GetWorkGroup', handle: getWorkGroup },
  { name: 'StartQueryExecution', handle: startQueryExecution },
  { name: 'StopQueryExecution', handle: stopQueryExecution },
]
