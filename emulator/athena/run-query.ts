// Executes the statement of a query: its tables, its SQL, its result object.

import type { World } from '../world.ts'
import { authorizeDefaultDatabase } from './catalog.ts'
import { createTableAs } from './create-table-as.ts'
import { runDdl } from './ddl.ts'
import { putFile, resultObject } from './put-file.ts'
import { type Query, QueryProblem, type QueryResult } from './query.ts'
import { renderResult } from './results.ts'
import { type SqlResult, withDatabase } from './sql/duckdb.ts'
import { tablesUsed } from './sql/table-uses.ts'
import type { Token } from './sql/tokens.ts'
import { namesPath, translate } from './sql/translate.ts'
import { loadTable } from './tables/load.ts'

const INT64_MAX = 2n ** 63n - 1n

/** Executes a query and writes what it returns. Throws QueryProblem. */
export async function runQuery(world: World, query: Query): Promise<void> {
  query.script.whileRunning?.()
  authorizeDefaultDatabase(world, query.principal)
  const { statement } = query
  if (statement.kind === 'query') writeResult(world, query, renderResult(await select(world, query, statement.query)))
  else if (statement.kind === 'create-table-as') {
    const rows = await select(world, query, statement.query)
    query.result = createTableAs(world, query, statement, rows)
  } else writeResult(world, query, runDdl(world, query, statement))
}

/** The rows of a query. What it scanned is counted, also if it fails. */
export async function select(world: World, query: Query, tokens: readonly Token[]): Promise<SqlResult> {
  return withDatabase(async (database) => {
    const identifiers = new Map<number, string>()
    const loading = { world, principal: query.principal, database, withPath: namesPath(tokens) }
    for (const use of tablesUsed(tokens)) {
      const { identifier, bytes } = await loadTable(loading, query, use, `table_${identifiers.size}`)
      query.bytesScanned += bytes
      identifiers.set(use.from, identifier)
    }
    if (query.bytesScanned > (query.bytesScannedCutoff ?? Number.POSITIVE_INFINITY)) {
      throw new QueryProblem('Bytes scanned limit was exceeded', { isCancelled: true })
    }
    const sql = translate(tokens, (use) => identifiers.get(use.from) ?? '')
    return checkNumbers(await database.run(sql).catch((error: unknown) => Promise.reject(toProblem(error))))
  })
}

/** DuckDB's errors name their kind first; errors of the functions of trino-functions.ts bring Trino's own. */
function toProblem(error: unknown): QueryProblem {
  const message = error instanceof Error ? error.message : String(error)
  const own = /[A-Z_]{8,}: .*/s.exec(message)?.[0]
  return new QueryProblem(own ?? `SYNTAX_ERROR: ${message}`)
}

/** DuckDB sums in more than 64 bits; Trino fails. */
function checkNumbers(result: SqlResult): SqlResult {
  const isTooLarge = result.rows.some((row) => row.some((cell) => typeof cell === 'bigint' && cell > INT64_MAX))
  if (isTooLarge) throw new QueryProblem('NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow')
  return result
}

/** The result object and, beside it, its metadata. */
function writeResult(world: World, query: Query, result: QueryResult): void {
  query.result = result
  const target = resultObject(query)
  if (target === undefined) return
  const { encryption, expectedBucketOwner: owner } = query.place ?? {
    encryption: undefined,
    expectedBucketOwner: undefined,
  }
  putFile(world, query.principal, { ...target, owner, encryption }, result.text)
  // Its form is not documented ("the metadata file is not human readable"): names and types of the columns.
  const metadata = result.columns.map(({ name, type }) => `${name}\t${type}\n`).join('')
  putFile(world, query.principal, { ...target, key: `${target.key}.metadata`, owner, encryption }, metadata)
}
