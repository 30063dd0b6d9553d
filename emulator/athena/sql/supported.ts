// Which statements the emulated Athena executes: it refuses those whose answers it could not vouch for.

import { ServiceError } from '../../http.ts'
import { invalidRequest } from '../call.ts'
import { readStatement, type Statement } from './statement.ts'
import { closingParenthesis, functionsCalled } from './table-uses.ts'
import { isToken, SyntaxProblem, type Token } from './tokens.ts'
import { KNOWN_FUNCTIONS } from './trino-functions.ts'

const CTAS_PROPERTIES: ReadonlySet<string> = new Set([
  'format',
  'field_delimiter',
  'write_compression',
  'partitioned_by',
  'external_location',
])

/** The statement. Throws InvalidRequestException for one that cannot be read, 501 for one that is not emulated. */
export function readSupportedStatement(text: string): Statement {
  try {
    const statement = readStatement(text)
    if (statement.kind === 'query' || statement.kind === 'create-table-as') checkQuery(statement.query)
    if (statement.kind === 'create-table-as') refuseOtherFormats(statement)
    return statement
  } catch (error) {
    throw error instanceof SyntaxProblem ? invalidRequest(`line 1:1: ${error.message}`, 'MALFORMED_QUERY') : error
  }
}

/** Of the rest of a query's syntax, DuckDB judges when it executes it. */
function checkQuery(query: readonly Token[]): void {
  for (const [at, token] of query.entries()) if (isToken(token, '(')) closingParenthesis(query, at)
  const unknown = [...functionsCalled(query)].filter((name) => !KNOWN_FUNCTIONS.has(name))
  if (unknown.length > 0) throw lacks(`the functions ${unknown.join(', ')}`)
}

function refuseOtherFormats({ properties }: Extract<Statement, { kind: 'create-table-as' }>): void {
  const other = [...properties.keys()].find((name) => !CTAS_PROPERTIES.has(name))
  if (other !== undefined) throw lacks(`the property ${other} of CREATE TABLE AS`)
  const format = String(properties.get('format') ?? 'PARQUET').toUpperCase()
  if (format !== 'TEXTFILE') throw lacks(`CREATE TABLE AS in the format ${format}`)
  const compression = String(properties.get('write_compression') ?? 'GZIP').toUpperCase()
  if (compression !== 'NONE' && compression !== 'GZIP') throw lacks(`text compressed with ${compression}`)
}

const lacks = (what: string): ServiceError =>
  new ServiceError(501, 'NotImplemented', `The emulated Athena does not have ${what}`)
