// Explains why a query of Athena ended without a result.

import type { QueryExecutionStatus } from '@aws-sdk/client-athena'
import { ActionError } from '../words/errors.ts'
import { encodeText, quoteText } from '../words/outside-text.ts'
import { type Attempt, needing } from './attempt.ts'
import { errorNameOf, explainAwsError } from './aws-errors.ts'

/** Athena names what was refused in the reason of the query: an action in IAM's words, or the path of an object. */
const REFUSED = /is not authorized to perform|access denied|permission denied|insufficient permissions/i
/** S3's refusals name a path instead. */
const PATH = /s3:\/\/([^/\s]+)\/(\S*)/
const CUT_OFF = /bytes scanned limit/i

/** The file of docs/iam/ for queries about reports, and the one for tables of S3 Metadata. */
export type QueryPolicy = 'athena-policy.json' | 'metadata-role-policy.json'

/** `attempt`: the call that started the query. */
export type AskedQuery = { readonly attempt: Attempt; readonly policy: QueryPolicy }

export function explainQuery(
  id: string,
  state: 'FAILED' | 'CANCELLED',
  { StateChangeReason: reason = '', AthenaError: error }: QueryExecutionStatus,
  { attempt, policy }: AskedQuery,
): ActionError {
  const said = quoteText(error?.ErrorMessage || reason)
  const told = `${reason} ${error?.ErrorMessage}`
  if (policy === 'metadata-role-policy.json' && !/is not authorized to perform/.test(told)) {
    const why = explainCatalog(id, told, said)
    if (why !== undefined) return why
  }
  if (REFUSED.test(told)) {
    const refusal = Object.assign(new Error(reason || error?.ErrorMessage), { name: 'AccessDeniedException' })
    const { message, hint = '' } = explainAwsError(refusal, findRefused(reason) ?? findGrant(told, policy) ?? attempt)
    return new ActionError('ACCESS_DENIED', `Query ${id} was refused. ${message}`, {
      hint: `${hint} Athena reads and writes with the permissions of this run: see docs/iam/${policy}.`,
    })
  }
  if (state === 'CANCELLED') {
    return new ActionError('QUERY_FAILED', `Query ${id} was cancelled. Athena said ${said}.`, {
      hint: CUT_OFF.test(reason)
        ? 'The workgroup limits the bytes of a query: raise its limit, or set scan-engine to stream.'
        : 'Somebody, or a limit of the account, has stopped it: find out who, and run it again.',
    })
  }
  const code = error?.ErrorCategory === 1 ? 'SERVICE_UNAVAILABLE' : 'QUERY_FAILED'
  return new ActionError(code, `Query ${id} failed. Athena said ${said}.`, {
    hint: 'Run it again. If the error persists, set scan-engine to stream.',
  })
}

/** What was refused of a table of S3 Metadata, in IAM's words. */
function findGrant(told: string, policy: QueryPolicy): Attempt | undefined {
  const [, action, resource = ''] = /to perform: ([a-z0-9]+:[A-Za-z]+) on resource: "?([^\s"]+)/.exec(told) ?? []
  if (policy !== 'metadata-role-policy.json') return undefined
  const arn = encodeText(resource)
  switch (action) {
    case 'glue:GetCatalog':
    case 'glue:GetDatabase':
    case 'glue:GetTable':
      return needing('SeeTheCatalogOfTableBuckets', action, arn)
    case 'lakeformation:GetDataAccess':
      return needing('GetDataThroughLakeFormation', action, arn)
    case 's3tables:GetTable':
    case 's3tables:GetTableMetadataLocation':
    case 's3tables:GetTableData':
      return needing('ReadTablesOfTheTableBucket', action, arn)
    case 'kms:Decrypt':
      return needing('DecryptMetadataTables', action, arn)
    default:
      return undefined
  }
}

/**
 * Tables of S3 Metadata are in a catalog that the account must have made, and whose tables AWS Lake Formation must have
 * granted (S3 User Guide, "Integrating Amazon S3 Tables with AWS analytics services"). AWS does not document its errors.
 */
function explainCatalog(id: string, told: string, said: string): ActionError | undefined {
  const failed = `Query ${id} was refused. Athena said ${said}.`
  if (/lake ?formation/i.test(told)) {
    return new ActionError('ACCESS_DENIED', failed, {
      hint: 'Grant the role of this run DESCRIBE and SELECT on the inventory and journal tables of the bucket in AWS Lake Formation (catalog s3tablescatalog/aws-s3).',
    })
  }
  if (!/catalog/i.test(told)) return undefined
  return new ActionError('ACCESS_DENIED', failed, {
    hint: 'Turn on the integration of S3 Tables with AWS analytics services in this Region (S3 console, Table buckets, Enable integration), and give the role of this run the permissions of docs/iam/metadata-role-policy.json.',
  })
}

/** The request to S3 that was refused for a query: writing a result, or reading what its table points at. */
function findRefused(reason: string): Attempt | undefined {
  const [, bucket, key = ''] = PATH.exec(reason) ?? []
  if (bucket === undefined) return undefined
  const arn = `arn:aws:s3:::${bucket}/${encodeText(key)}`
  if (/writing output/i.test(reason)) return needing('WriteListsAndQueryResults', 's3:PutObject', arn)
  const isOwnList = /\/inv-[0-9a-f]{16}\//.test(`/${key}`)
  return isOwnList
    ? needing('WriteListsAndQueryResults', 's3:GetObject', arn)
    : needing('ReadReports', 's3:GetObject', arn)
}

/** Why a query could not be started or seen; undefined for errors that are not about what was asked. */
export function explainRefusal(error: unknown, attempt: Attempt): ActionError | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  const name = errorNameOf(cause)
  if (name !== 'InvalidRequestException' && name !== 'MetadataException') return undefined
  const said = quoteText(cause instanceof Error ? cause.message : String(cause))
  const refused = `Athena refused ${attempt.permission} on ${attempt.resource}: ${said}.`
  // Athena asks S3 for the bucket's Region before it starts a query.
  if (/output bucket/i.test(said)) {
    return new ActionError('ACCESS_DENIED', refused, {
      hint: 'Allow s3:GetBucketLocation on the bucket of athena-output: see docs/iam/athena-policy.json (statement FindQueryResults).',
      cause,
    })
  }
  return new ActionError('QUERY_FAILED', refused, {
    hint: 'Check athena-workgroup, athena-database and athena-output: workgroup and database must exist in the Region of the reports.',
    cause,
  })
}
