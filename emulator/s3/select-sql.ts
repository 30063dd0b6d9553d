// Executes the SQL of S3 Select with DuckDB: a subset, over rows of text or over a Parquet file (S3 User Guide, "SQL
// reference for S3 Select").

import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cell, type Database, type SqlResult, withDatabase } from '../athena/sql/duckdb.ts'
import { quoteName, quoteText } from '../athena/sql/tokens.ts'
import { ServiceError } from '../http.ts'

/** What a request asks for. */
export type Asked =
  | {
      readonly format: 'CSV'
      readonly expression: string
      readonly isGzip: boolean
      readonly quotesRecordDelimiters: boolean
      /** One character. */
      readonly quote: string
    }
  | { readonly format: 'Parquet'; readonly expression: string }

export const badRequest = (code: string, message: string): ServiceError => new ServiceError(400, code, message)
export const lacks = (what: string): ServiceError =>
  new ServiceError(501, 'NotImplemented', `The emulated S3 Select does not have ${what}`)

/** The words of the subset; anything else is refused, so that no statement of DuckDB's own is executed. */
const WORDS = new Set(
  'select from s3object s where and or not in is null true false case when then else end cast as int string count sum coalesce nullif like char_length substring'.split(
    ' ',
  ),
)
const TEXTS = /'(?:[^']|'')*'/g
const QUOTED_NAMES = /"((?:[^"]|"")*)"/g

function refuseOtherWords(expression: string, isName: (word: string) => boolean): void {
  const words = expression.replace(TEXTS, ' ').match(/[A-Za-z_]\w*|[^\w\s.,()*=<>+-]/g) ?? []
  const unknown = words.find((word) => !WORDS.has(word.toLowerCase()) && !isName(word))
  if (unknown !== undefined) throw lacks(`"${unknown}" in its SQL`)
}

/** Columns are `_1`, `_2` and so on, and texts. One that a row lacks, as all rows of an empty file do, is null. */
export async function selectFromRows(expression: string, rows: readonly string[][]): Promise<SqlResult> {
  refuseOtherWords(expression, (word) => /^_\d+$/.test(word))
  const named = [...expression.replace(TEXTS, ' ').matchAll(/\b_(\d+)\b/g)].map(([, number]) => Number(number))
  const width = rows.reduce((most, row) => Math.max(most, row.length), Math.max(1, ...named))
  const columns = Array.from({ length: width }, (_, index) => `"_${index + 1}" VARCHAR`)
  return await withDatabase(async (database) => {
    await database.run(`CREATE TEMP TABLE S3Object (${columns.join(', ')})`)
    try {
      await database.append(
        'S3Object',
        rows.map((row): Cell[] => Array.from({ length: width }, (_, index) => row[index] ?? null)),
      )
      return await execute(database, expression)
    } finally {
      await database.run('DROP TABLE S3Object')
    }
  })
}

/**
 * Columns have the names and types of the file, and their names are given in quotes, which makes them case-sensitive
 * ("Attribute access"). How a time is written is not documented, so none is returned.
 */
export async function selectFromParquet(expression: string, bytes: Uint8Array): Promise<SqlResult> {
  const unquoted = expression.replace(TEXTS, ' ').replace(QUOTED_NAMES, ' ')
  refuseOtherWords(unquoted, () => false)
  const path = join(tmpdir(), `emulated-select-${randomUUID()}.parquet`)
  await writeFile(path, bytes)
  try {
    return await withDatabase((database) => selectFromFile(database, expression, path))
  } finally {
    await rm(path, { force: true })
  }
}

async function selectFromFile(database: Database, expression: string, path: string): Promise<SqlResult> {
  const source = `read_parquet(${quoteText(path)}, binary_as_string = true)`
  const known = await database.run(`DESCRIBE SELECT * FROM ${source}`).catch((error: unknown) => {
    throw parsingError(error, path)
  })
  const names = new Set(known.rows.map(([name]) => String(name)))
  const asked = [...expression.replace(TEXTS, ' ').matchAll(QUOTED_NAMES)].map(([, name = '']) => name)
  const missing = asked.find((name) => !names.has(name))
  if (missing !== undefined)
    throw badRequest('MissingHeaders', `Some headers in the query are missing from the file: ${missing}`)
  try {
    // Columnar: no other column is read.
    const columns = asked.length === 0 ? '*' : [...new Set(asked)].map(quoteName).join(', ')
    await database.run(`CREATE TEMP TABLE S3Object AS SELECT ${columns} FROM ${source}`)
  } catch (error) {
    throw parsingError(error, path)
  }
  try {
    const result = await execute(database, expression)
    if (result.columns.some(({ type }) => type === 'timestamp')) throw lacks('the text of a time in its output')
    return result
  } finally {
    await database.run('DROP TABLE S3Object')
  }
}

/** S3 API Reference, "List of SELECT Object Content error codes". */
const parsingError = (error: unknown, path: string): ServiceError =>
  badRequest(
    'ParquetParsingError',
    `Error parsing Parquet file. Please check the file and try again. ${reasonOf(error).replaceAll(path, '')}`,
  )

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function execute({ run }: Database, expression: string): Promise<SqlResult> {
  try {
    // "Data types": an integer has eight bytes.
    const types = expression.replace(/\bAS INT\b/gi, 'AS BIGINT').replace(/\bAS STRING\b/gi, 'AS VARCHAR')
    return await run(types.replace(/\bCHAR_LENGTH\b/gi, 'length'))
  } catch (error) {
    if (/Conversion Error/i.test(reasonOf(error)))
      throw badRequest(
        'CastFailed',
        'Attempt to convert from one data type to another using CAST failed in the SQL expression.',
      )
    throw badRequest('ParseUnexpectedToken', reasonOf(error))
  }
}
