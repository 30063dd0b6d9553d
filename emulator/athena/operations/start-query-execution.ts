// StartQueryExecution (Amazon Athena API Reference, "StartQueryExecution").

import { createHash } from 'node:crypto'
import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { createUuid } from '../../inventory/seeded.ts'
import { authorizeWorkGroup } from '../access.ts'
import { type AthenaCall, answerJson, invalidRequest, recordParameter, textParameter } from '../call.ts'
import { GLUE_CATALOG } from '../catalog.ts'
import { advanceQueries } from '../lifecycle.ts'
import { checkOutputBucket } from '../put-file.ts'
import { FINAL_STATES, type Query } from '../query.ts'
import { readSupportedStatement } from '../sql/supported.ts'
import { athenaState } from '../state.ts'
import { choosePlace, findWorkGroup } from '../work-groups.ts'

const QUERY_MAX_BYTES = 262_144

/** Starts a query in state QUEUED; the same token and parameters return the first one's id. */
export async function startQueryExecution(call: AthenaCall): Promise<EmulatorResponse> {
  const { world, principal, body } = call
  const name = textParameter(body, 'WorkGroup') ?? 'primary'
  authorizeWorkGroup(call, 'StartQueryExecution', name)
  const workGroup = findWorkGroup(world, name)
  if (workGroup.state === 'DISABLED') throw invalidRequest(`WorkGroup ${name} is disabled.`)
  const token = readToken(body)
  const known = token === undefined ? undefined : findByToken(call, token)
  if (known !== undefined) return answerJson(200, { QueryExecutionId: known })
  const text = readText(body)
  const place = choosePlace(workGroup, body)
  if (place !== undefined) checkOutputBucket(world, principal, place)
  const statement = readSupportedStatement(text)
  await advanceQueries(world)
  refuseTooMany(call)
  const context = recordParameter(body.QueryExecutionContext)
  const query = addQuery(call, {
    text,
    statement,
    principal,
    workGroup: name,
    catalog: (textParameter(context, 'Catalog') ?? GLUE_CATALOG).toLowerCase(),
    database: (textParameter(context, 'Database') ?? 'default').toLowerCase(),
    place,
    isEnforced: workGroup.enforced,
    bytesScannedCutoff: workGroup.bytesScannedCutoff,
  })
  if (token !== undefined)
    athenaState(world).tokens.set(tokenKey(call, token), { fingerprint: fingerprint(body), id: query.id })
  return answerJson(200, { QueryExecutionId: query.id })
}

function readText(body: AthenaCall['body']): string {
  const text = textParameter(body, 'QueryString') ?? ''
  if (text === '' || Buffer.byteLength(text) > QUERY_MAX_BYTES) {
    throw invalidRequest(`QueryString must have 1 to ${QUERY_MAX_BYTES} bytes`)
  }
  if (
    body.ExecutionParameters !== undefined ||
    recordParameter(body.ResultReuseConfiguration).ResultReuseByAgeConfiguration !== undefined
  ) {
    throw new ServiceError(
      501,
      'NotImplemented',
      'The emulated Athena has neither execution parameters nor result reuse',
    )
  }
  return text
}

function readToken(body: AthenaCall['body']): string | undefined {
  const token = textParameter(body, 'ClientRequestToken')
  if (token === undefined || (token.length >= 32 && token.length <= 128)) return token
  throw invalidRequest('ClientRequestToken must have 32 to 128 characters')
}

const tokenKey = ({ principal }: AthenaCall, token: string): string => `${principal.account} ${token}`

const fingerprint = (body: AthenaCall['body']): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(body).sort()))
    .digest('hex')

/** The id of the query that was started with this token. Throws InvalidRequestException if it had other parameters. */
function findByToken(call: AthenaCall, token: string): string | undefined {
  const known = athenaState(call.world).tokens.get(tokenKey(call, token))
  if (known === undefined || known.fingerprint === fingerprint(call.body)) return known?.id
  throw invalidRequest('Idempotent parameters do not match')
}

/** Queries that wait count, too (Amazon Athena User Guide, "Service Quotas"). */
function refuseTooMany({ world }: AthenaCall): void {
  const { queries, settings } = athenaState(world)
  const active = [...queries.values()].filter(({ state }) => !FINAL_STATES.has(state)).length
  if (active < settings.activeQueriesMax) return
  throw new ServiceError(
    400,
    'TooManyRequestsException',
    'You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.',
    { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' },
  )
}

type NewQuery = Pick<
  Query,
  | 'text'
  | 'statement'
  | 'principal'
  | 'workGroup'
  | 'catalog'
  | 'database'
  | 'place'
  | 'isEnforced'
  | 'bytesScannedCutoff'
>

function addQuery({ world }: AthenaCall, given: NewQuery): Query {
  const { queries, scripts } = athenaState(world)
  const now = world.clock.now()
  const query: Query = {
    ...given,
    id: createUuid(`query ${queries.size}`),
    submittedAt: now,
    script: scripts.shift() ?? {},
    state: 'QUEUED',
    pollsInState: 0,
    steppedAt: now,
    requeued: 0,
    completedAt: undefined,
    reason: undefined,
    error: undefined,
    bytesScanned: 0,
    result: undefined,
    manifestLocation: undefined,
    working: undefined,
  }
  queries.set(query.id, query)
  return query
}
