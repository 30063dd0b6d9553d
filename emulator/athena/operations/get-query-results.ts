// GetQueryResults (Amazon Athena API Reference, "GetQueryResults", "ResultSet").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { readWholeBody } from '../../s3/body.ts'
import { readForCaller } from '../access.ts'
import { type AthenaCall, answerJson, invalidRequest, textParameter } from '../call.ts'
import { advanceQueries } from '../lifecycle.ts'
import { resultObject } from '../put-file.ts'
import { findQuery } from '../queries.ts'
import { isDdl, type Query } from '../query.ts'
import { describeType, parseResult } from '../results.ts'

const ROWS_MAX = 1000
/** Managed results are kept so long ("Managed query results"). */
const KEPT_MS = 24 * 3_600_000

/** A page of rows; the first row of a SELECT has the names of its columns. */
export async function getQueryResults(call: AthenaCall): Promise<EmulatorResponse> {
  const query = findQuery(call, 'GetQueryResults')
  await advanceQueries(call.world)
  refuseUnfinished(query)
  const rows = readRows(query, readResult(call, query), textParameter(call.body, 'QueryResultType') ?? 'DATA_ROWS')
  const { start, end } = readPage(call.body)
  return answerJson(200, {
    UpdateCount: 0,
    ...(end < rows.length && { NextToken: renderToken(query, end) }),
    ResultSet: {
      Rows: rows.slice(start, end).map((row) => ({
        Data: row.map((value) => (value === undefined ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: { ColumnInfo: (query.result?.columns ?? []).map(describeColumn) },
    },
  })
}

function refuseUnfinished({ state }: Query): void {
  if (state === 'SUCCEEDED') return
  const isActive = state === 'QUEUED' || state === 'RUNNING'
  throw invalidRequest(
    isActive
      ? `Query has not yet finished. Current state: ${state}`
      : `Query did not finish successfully. Final query state: ${state}`,
    isActive ? 'QUERY_NOT_FINISHED' : 'QUERY_FAILED',
  )
}

/** The result object as it is now, read with the caller's rights; managed results from Athena itself. */
function readResult({ world, principal }: AthenaCall, query: Query): string {
  const place = resultObject(query)
  if (place === undefined) {
    const isKept = world.clock.now() - (query.completedAt ?? 0) <= KEPT_MS
    if (isKept) return query.result?.text ?? ''
    throw invalidRequest('Query results have expired')
  }
  try {
    const version = readForCaller(world, principal, place)
    if (version !== undefined) return Buffer.from(readWholeBody(version.body)).toString('utf8')
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    throw new ServiceError(403, 'AccessDenied', error.message)
  }
  throw invalidRequest('Could not find results')
}

/** Rows, or the list of the files that a CREATE TABLE AS wrote: only those statements have one. */
function readRows({ statement }: Query, text: string, type: string): readonly (readonly (string | undefined)[])[] {
  const hasList = statement.kind === 'create-table-as'
  if (type !== 'DATA_ROWS' && type !== 'DATA_MANIFEST') throw invalidRequest(`QueryResultType ${type} is not valid`)
  if (type === 'DATA_MANIFEST' && !hasList) throw invalidRequest('The query has no data manifest')
  if (hasList && type === 'DATA_ROWS') return []
  if (!hasList && !isDdl(statement)) return parseResult(text)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line])
}

function readPage(body: AthenaCall['body']): { start: number; end: number } {
  const { MaxResults: count = ROWS_MAX } = body
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > ROWS_MAX) {
    throw invalidRequest(`MaxResults must be between 1 and ${ROWS_MAX}`)
  }
  const token = textParameter(body, 'NextToken')
  const [id, start = '0'] = Buffer.from(token ?? '', 'base64url')
    .toString('utf8')
    .split(' ')
  if (token !== undefined && id !== body.QueryExecutionId) throw invalidRequest('NextToken is not valid')
  return { start: Number(start), end: Number(start) + count }
}

const renderToken = ({ id }: Query, start: number): string => Buffer.from(`${id} ${start}`).toString('base64url')

const describeColumn = ({ name, type }: { readonly name: string; readonly type: string }): unknown => ({
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Name: name,
  Label: name,
  ...describeType(type),
  Scale: 0,
  Nullable: 'UNKNOWN',
  CaseSensitive: type === 'varchar',
})
