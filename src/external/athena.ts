// Athena, as the engine uses it. Loaded only when a report is read with Athena: nothing else imports its client.

import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  type GetTableMetadataCommandOutput,
  GetWorkGroupCommand,
  type QueryExecution,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type WorkGroupConfiguration,
} from '@aws-sdk/client-athena'
import type { ResultRow } from '../engines/athena/cells.ts'
import type { FoundTable, QueryLook, QueryService, Workgroup } from '../engines/athena/query.ts'
import { MARK, type S3Folder } from '../engines/athena/table.ts'
import { ActionError } from '../words/errors.ts'
import { type AskedQuery, explainQuery, explainRefusal, type QueryPolicy } from './athena-faults.ts'
import { type Attempt, needing } from './attempt.ts'
import { createLateClient } from './aws.ts'
import { errorNameOf } from './aws-errors.ts'
import type { ClientOptions } from './client-options.ts'
import { calling } from './faults.ts'
import { withinTime } from './limit.ts'
import type { Identity } from './session.ts'

type AthenaPlace = {
  readonly identity: Identity
  readonly options: ClientOptions
  readonly workgroup: string
  /** Undefined if statements name the catalog and namespace of every table. */
  readonly database: string | undefined
  /** The file of docs/iam/ that has all that its queries need; default: that of queries about reports. */
  readonly policy?: QueryPolicy
  /** Where results go; undefined to leave it to the workgroup. */
  readonly output: S3Folder | undefined
  /** Account that must own the bucket of `output`. */
  readonly owner: string
}

/** Name of the catalog of AWS Glue in Athena. */
const CATALOG = 'AwsDataCatalog'
/** Stopping a query must not hold up the end of a cancelled run: GitHub ends the process after ten seconds. */
const STOP_TIMEOUT_MS = 5_000
const PAGE_ROWS = 1000

export function createQueryService(place: AthenaPlace): QueryService {
  const { identity, options, workgroup, policy = 'athena-policy.json', database = '' } = place
  const make = (other: ClientOptions) => createLateClient((config) => new AthenaClient(config), other, identity.session)
  const client = make(options)
  const arn = (what: string) => `arn:${identity.partition}:athena:${options.region}:${identity.account}:${what}`
  const asking = (action: Parameters<typeof needing<'AskAthena'>>[1]) =>
    needing('AskAthena', action, arn(`workgroup/${workgroup}`))
  let managed = false
  return {
    workgroupName: workgroup,
    database,
    lookAtWorkgroup: async () => {
      const command = new GetWorkGroupCommand({ WorkGroup: workgroup })
      const { WorkGroup } = await rejecting(asking('athena:GetWorkGroup'), () => client.send(command))
      const found = reshapeWorkgroup(WorkGroup?.State, WorkGroup?.Configuration)
      managed = found.isManaged
      return found
    },
    start: async (statement, token) => {
      const command = new StartQueryExecutionCommand({
        QueryString: statement,
        ClientRequestToken: token,
        ...(database !== '' && { QueryExecutionContext: { Catalog: CATALOG, Database: database } }),
        WorkGroup: workgroup,
        ...(managed || place.output === undefined
          ? {}
          : { ResultConfiguration: describeOutput(place.output, place.owner) }),
      })
      const { QueryExecutionId: id } = await rejecting(asking('athena:StartQueryExecution'), () => client.send(command))
      if (id !== undefined) return id
      throw new ActionError('QUERY_FAILED', 'StartQueryExecution returned no id.')
    },
    look: async (id) => {
      const attempt = asking('athena:GetQueryExecution')
      const command = new GetQueryExecutionCommand({ QueryExecutionId: id })
      const { QueryExecution: found } = await rejecting(attempt, () => client.send(command))
      return reshapeLook(id, found, { attempt: asking('athena:StartQueryExecution'), policy })
    },
    stop: async (id) => {
      const command = new StopQueryExecutionCommand({ QueryExecutionId: id })
      const { startTimer } = options
      const send = (signal: AbortSignal) => make({ ...options, signal }).send(command)
      await withinTime(STOP_TIMEOUT_MS, send, { startTimer, signal: new AbortController().signal })
    },
    rows: (id, columns) => readRows(client, asking('athena:GetQueryResults'), id, columns),
    lines: async (id) => {
      const command = new GetQueryResultsCommand({ QueryExecutionId: id })
      const { ResultSet } = await rejecting(asking('athena:GetQueryResults'), () => client.send(command))
      return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data[0]?.VarCharValue ?? '')
    },
    findTable: (table) => {
      const input = { CatalogName: CATALOG, DatabaseName: database, TableName: table }
      const attempt = needing('FindOwnTables', 'athena:GetTableMetadata', arn(`datacatalog/${CATALOG}`))
      return findTable(() => rejecting(attempt, () => client.send(new GetTableMetadataCommand(input))))
    },
  }
}

/** SSE-S3 must be given: a job manifest under another encryption is refused by S3 Batch Operations. */
const describeOutput = ({ bucket, prefix }: S3Folder, owner: string) => ({
  OutputLocation: `s3://${bucket}/${prefix}`,
  EncryptionConfiguration: { EncryptionOption: 'SSE_S3' as const },
  ExpectedBucketOwner: owner,
})

function reshapeWorkgroup(state: string | undefined, configuration: WorkGroupConfiguration | undefined): Workgroup {
  return {
    isEnabled: state !== 'DISABLED',
    output: configuration?.ResultConfiguration?.OutputLocation,
    isEnforced: configuration?.EnforceWorkGroupConfiguration ?? false,
    isManaged: configuration?.ManagedQueryResultsConfiguration?.Enabled ?? false,
    cutoffBytes: configuration?.BytesScannedCutoffPerQuery,
  }
}

function reshapeLook(id: string, found: QueryExecution | undefined, asked: AskedQuery): QueryLook {
  const { Status, Statistics, EngineVersion } = found ?? {}
  const state = Status?.State ?? 'QUEUED'
  const isOver = state === 'FAILED' || state === 'CANCELLED'
  return {
    state,
    failure: isOver ? explainQuery(id, state, Status ?? {}, asked) : undefined,
    isRetryable: state === 'FAILED' && Status?.AthenaError?.Retryable === true,
    bytesScanned: Statistics?.DataScannedInBytes ?? 0,
    engineVersion: EngineVersion?.EffectiveEngineVersion,
    isReused: Statistics?.ResultReuseInformation?.ReusedPreviousResult ?? false,
  }
}

/** The first row of a SELECT's result holds the names of the columns (Athena User Guide, "Query results"). */
async function* readRows(
  client: AthenaClient,
  attempt: Attempt,
  id: string,
  columns: readonly string[],
): AsyncGenerator<ResultRow> {
  let token: string | undefined
  let isFirst = true
  do {
    const command = new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE_ROWS, NextToken: token })
    const { ResultSet, NextToken } = await rejecting(attempt, () => client.send(command))
    const rows = (ResultSet?.Rows ?? []).map(({ Data = [] }: Row) => Data.map(({ VarCharValue }) => VarCharValue))
    if (isFirst) refuseOtherColumns(id, rows.shift(), columns)
    isFirst = false
    yield* rows
    token = NextToken
  } while (token !== undefined)
}

function refuseOtherColumns(id: string, names: ResultRow | undefined, columns: readonly string[]): void {
  if (names?.length === columns.length && columns.every((name, index) => name === names[index])) return
  throw new ActionError('QUERY_FAILED', `The result of query ${id} has other columns than were asked for.`)
}

/** MetadataException is the answer for a table that is not there ("GetTableMetadata"); others cannot be told from it. */
async function findTable(find: () => Promise<GetTableMetadataCommandOutput>): Promise<FoundTable | undefined> {
  try {
    const { TableMetadata } = await find()
    const { [MARK]: mark = '', location } = TableMetadata?.Parameters ?? {}
    return { mark, location }
  } catch (error) {
    const { cause } = error as Error
    const isAbsent = errorNameOf(cause) === 'MetadataException' && /EntityNotFound|not found/i.test(String(cause))
    if (isAbsent) return undefined
    throw error
  }
}

/** Explains an error, and says whether the call may be repeated. */
async function rejecting<T>(attempt: Attempt, call: () => Promise<T>): Promise<T> {
  try {
    return await calling(attempt, call)
  } catch (error) {
    throw explainRefusal(error, attempt) ?? error
  }
}
