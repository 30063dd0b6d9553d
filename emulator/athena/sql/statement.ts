// Reads what a statement asks for (Amazon Athena User Guide, "SQL reference for Athena"): a query, a CREATE TABLE AS, or
// one of the statements of Hive's DDL.

import { ServiceError } from '../../http.ts'
import { type ExternalTable, readExternalTable } from './create-table.ts'
import { TokenReader } from './reader.ts'
import { SyntaxProblem, significant, type Token, tokenize } from './tokens.ts'

/** One to three names: table; database and table; catalog, database and table. */
export type DottedName = readonly string[]

export type Properties = ReadonlyMap<string, string | readonly string[]>

export type Statement =
  | { readonly kind: 'query'; readonly query: readonly Token[] }
  | {
      readonly kind: 'create-table-as'
      readonly table: DottedName
      readonly ifNotExists: boolean
      readonly properties: Properties
      readonly query: readonly Token[]
    }
  | ExternalTable
  | { readonly kind: 'drop-table'; readonly table: DottedName; readonly ifExists: boolean }
  | { readonly kind: 'create-database'; readonly database: string; readonly ifNotExists: boolean }
  | { readonly kind: 'show-tables'; readonly database: string | undefined; readonly pattern: string | undefined }

/** The statement. Throws SyntaxProblem for what cannot be read, 501 for what this emulator does not have. */
export function readStatement(text: string): Statement {
  const reader = new TokenReader(significant(tokenize(text)))
  const statement = takeStatement(reader)
  if (!reader.isAtEnd) throw new SyntaxProblem(`extraneous input '${reader.next?.source ?? ''}'`)
  return statement
}

function takeStatement(reader: TokenReader): Statement {
  const { next } = reader
  if (next?.value === 'select' || next?.value === 'with' || next?.value === '(' || next?.value === 'values')
    return { kind: 'query', query: reader.takeRest() }
  if (reader.takeWords('create', 'external', 'table')) return readExternalTable(reader)
  if (reader.takeWords('create', 'table')) return readCreateTableAs(reader)
  if (reader.takeWords('drop', 'table')) return readDropTable(reader)
  if (reader.takeWords('create', 'database') || reader.takeWords('create', 'schema')) return readCreateDatabase(reader)
  if (reader.takeWords('show', 'tables')) return readShowTables(reader)
  throw new ServiceError(501, 'NotImplemented', `The emulated Athena does not have ${next?.source ?? 'no statement'} …`)
}

function readCreateTableAs(reader: TokenReader): Statement {
  const ifNotExists = reader.takeWords('if', 'not', 'exists')
  const table = reader.takeDottedName()
  const entries = reader.takeWords('with') ? reader.takeList(() => takeProperty(reader)) : []
  reader.expectWords('as')
  return { kind: 'create-table-as', table, ifNotExists, properties: new Map(entries), query: reader.takeRest() }
}

/** `name = 'text'`, `name = 3` or `name = ARRAY['text']`. */
function takeProperty(reader: TokenReader): readonly [string, string | readonly string[]] {
  const name = reader.takeName()
  reader.expectWords('=')
  if (!reader.takeWords('array')) return [name, reader.take().value]
  reader.expectWords('[')
  const items = [reader.takeText()]
  while (reader.takeWords(',')) items.push(reader.takeText())
  reader.expectWords(']')
  return [name, items]
}

function readDropTable(reader: TokenReader): Statement {
  const ifExists = reader.takeWords('if', 'exists')
  return { kind: 'drop-table', table: reader.takeDottedName(), ifExists }
}

function readCreateDatabase(reader: TokenReader): Statement {
  const ifNotExists = reader.takeWords('if', 'not', 'exists')
  return { kind: 'create-database', database: reader.takeName(), ifNotExists }
}

function readShowTables(reader: TokenReader): Statement {
  const database = reader.takeWords('in') || reader.takeWords('from') ? reader.takeName() : undefined
  return { kind: 'show-tables', database, pattern: reader.isAtEnd ? undefined : reader.takeText() }
}
