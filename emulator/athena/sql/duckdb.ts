// Executes SQL with DuckDB, which is loaded at the first query. Each query has its own temporary tables in memory, which
// are gone with it.

import type { DuckDBConnection, DuckDBInstance, DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { ServiceError } from '../../http.ts'
import { MACROS, SCALAR_FUNCTIONS, type ScalarFunction } from './trino-functions.ts'

type DuckDb = typeof import('@duckdb/node-api')

/** A value of a row; times are microseconds since 1970. */
export type Cell = string | number | bigint | boolean | Uint8Array | null | { readonly microseconds: bigint }

/** A column's type in Trino's words. */
export type ResultType = 'varchar' | 'bigint' | 'integer' | 'double' | 'boolean' | 'timestamp' | 'varbinary' | 'unknown'

export type SqlColumn = { readonly name: string; readonly type: ResultType }

export type SqlResult = { readonly columns: readonly SqlColumn[]; readonly rows: readonly (readonly Cell[])[] }

/** A database in memory. */
export type Database = {
  /** Executes a statement. Throws DuckDB's error. */
  readonly run: (statement: string) => Promise<SqlResult>
  /** Adds rows to a temporary table. */
  readonly append: (table: string, rows: Iterable<readonly Cell[]>) => Promise<void>
}

const SETTINGS: readonly string[] = ["SET TimeZone = 'UTC'", 'SET integer_division = true']

/** Opens a connection of its own, and closes it after its use. Throws 501 where DuckDB has no binary for the platform. */
export async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const duckDb = await loadDuckDb()
  opened ??= open(duckDb)
  const connection = await (await opened).connect()
  try {
    for (const setting of SETTINGS) await connection.run(setting)
    return await use({
      run: (statement) => run(duckDb, connection, statement),
      append: (table, rows) => append(duckDb, connection, table, rows),
    })
  } finally {
    connection.closeSync()
  }
}

/** One for the process: its functions are created once. */
let opened: Promise<DuckDBInstance> | undefined

async function open(duckDb: DuckDb): Promise<DuckDBInstance> {
  const instance = await duckDb.DuckDBInstance.create(':memory:', { threads: '1', autoload_known_extensions: 'false' })
  const connection = await instance.connect()
  for (const one of SCALAR_FUNCTIONS) connection.registerScalarFunction(createFunction(duckDb, one))
  for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`)
  connection.closeSync()
  return instance
}

async function loadDuckDb(): Promise<DuckDb> {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ServiceError(501, 'NotImplemented', `The emulated Athena executes SQL with DuckDB: ${reason}`)
  }
}

function createFunction(duckDb: DuckDb, { name, takes, returns, compute }: ScalarFunction): DuckDBScalarFunction {
  const types = { text: duckDb.VARCHAR, bytes: duckDb.BLOB, bigint: duckDb.BIGINT, ubigint: duckDb.UBIGINT }
  return duckDb.DuckDBScalarFunction.create({
    name,
    parameterTypes: [types[takes]],
    returnType: types[returns],
    mainFunction: (_, input, output) => {
      const values = input.getColumnVector(0)
      for (let row = 0; row < input.rowCount; row += 1) {
        const value = values.getItem(row)
        output.setItem(row, value === null ? null : toDuckDb(duckDb, compute(fromDuckDb(duckDb, value))))
      }
      output.flush()
    },
  })
}

async function run(duckDb: DuckDb, connection: DuckDBConnection, statement: string): Promise<SqlResult> {
  const result = await connection.runAndReadAll(statement)
  const types = result.columnTypes()
  return {
    columns: result.columnNames().map((name, at) => ({ name, type: nameType(duckDb, types[at]) })),
    rows: result.getRows().map((row) => row.map((value) => fromDuckDb(duckDb, value))),
  }
}

/** Trino's sum of bigint is a bigint, DuckDB's is wider. */
function nameType({ DuckDBTypeId: Id }: DuckDb, type: DuckDBType | undefined): ResultType {
  const names: Readonly<Record<number, ResultType>> = {
    [Id.VARCHAR]: 'varchar',
    [Id.BIGINT]: 'bigint',
    [Id.UBIGINT]: 'bigint',
    [Id.HUGEINT]: 'bigint',
    [Id.INTEGER]: 'integer',
    [Id.DOUBLE]: 'double',
    [Id.BOOLEAN]: 'boolean',
    [Id.TIMESTAMP]: 'timestamp',
    [Id.TIMESTAMP_TZ]: 'timestamp',
    [Id.BLOB]: 'varbinary',
  }
  return names[type?.typeId ?? Id.INVALID] ?? 'unknown'
}

async function append(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  table: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const appender = await connection.createAppender(table, 'main', 'temp')
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull()
      else appender.appendValue(toDuckDb(duckDb, cell))
    }
    appender.endRow()
  }
  appender.closeSync()
}

function toDuckDb(duckDb: DuckDb, cell: Cell): DuckDBValue {
  if (cell instanceof Uint8Array) return new duckDb.DuckDBBlobValue(cell)
  if (typeof cell === 'object' && cell !== null) return new duckDb.DuckDBTimestampValue(cell.microseconds)
  return cell
}

function fromDuckDb(duckDb: DuckDb, value: DuckDBValue): Cell {
  if (value instanceof duckDb.DuckDBBlobValue) return value.bytes
  if (value instanceof duckDb.DuckDBTimestampValue) return { microseconds: value.micros }
  if (value instanceof duckDb.DuckDBTimestampTZValue) return { microseconds: value.micros }
  if (value === null || typeof value !== 'object') return value
  return String(value)
}
