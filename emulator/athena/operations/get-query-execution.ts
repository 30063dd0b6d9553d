// GetQueryExecution (Amazon Athena API Reference, "GetQueryExecution", "QueryExecution").

import type { EmulatorResponse } from '../../http.ts'
import type { World } from '../../world.ts'
import { renderS3Uri } from '../access.ts'
import { type AthenaCall, answerJson } from '../call.ts'
import { advanceQueries, stepQuery } from '../lifecycle.ts'
import { resultObject } from '../put-file.ts'
import { findQuery } from '../queries.ts'
import { isDdl, type Query } from '../query.ts'
import { athenaState } from '../state.ts'
import { renderPlace } from '../work-groups.ts'

/** A query's state; asking moves it on. */
export async function getQueryExecution(call: AthenaCall): Promise<EmulatorResponse> {
  const query = findQuery(call, 'GetQueryExecution')
  await advanceQueries(call.world)
  const shown = renderQuery(call.world, query)
  await stepQuery(call.world, query)
  return answerJson(200, { QueryExecution: shown })
}

function renderQuery(world: World, query: Query): unknown {
  const result = resultObject(query)
  const location = query.statement.kind === 'create-table-as' ? query.place?.location : result && renderS3Uri(result)
  const { effectiveEngine = '' } = athenaState(world).workGroups.get(query.workGroup) ?? {}
  return {
    QueryExecutionId: query.id,
    Query: query.text,
    StatementType: isDdl(query.statement) ? 'DDL' : 'DML',
    ResultConfiguration: renderPlace(query.place, location),
    QueryExecutionContext: { Catalog: query.catalog, Database: query.database },
    Status: renderStatus(query),
    Statistics: renderStatistics(query),
    WorkGroup: query.workGroup,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: effectiveEngine },
  }
}

/** Times are seconds since 1970. */
function renderStatus({ state, reason, error, submittedAt, completedAt }: Query): unknown {
  return {
    State: state,
    ...(reason !== undefined && { StateChangeReason: reason }),
    SubmissionDateTime: submittedAt / 1000,
    ...(completedAt !== undefined && { CompletionDateTime: completedAt / 1000 }),
    ...(error !== undefined && {
      AthenaError: {
        ErrorCategory: error.category,
        // The numbers of "Athena error catalog" are not emulated.
        ErrorType: 0,
        Retryable: error.retryable,
        ErrorMessage: error.message,
      },
    }),
  }
}

function renderStatistics({ submittedAt, completedAt, bytesScanned, manifestLocation, steppedAt }: Query): unknown {
  const total = (completedAt ?? steppedAt) - submittedAt
  return {
    EngineExecutionTimeInMillis: total,
    TotalExecutionTimeInMillis: total,
    DataScannedInBytes: bytesScanned,
    ...(manifestLocation !== undefined && { DataManifestLocation: manifestLocation }),
  }
}
