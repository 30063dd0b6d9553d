// Rewrites a query of Trino for DuckDB, which executes it: names of tables, hidden columns, casts. What the functions do
// differently is in trino-functions.ts.

import { closingParenthesis, type TableUse, tablesUsed } from './table-uses.ts'
import { isToken, quoteName, quoteText, type Token } from './tokens.ts'

/** The column of every table that says from which file a row is (Amazon Athena User Guide, "SELECT"). */
export const PATH_COLUMN = '$path'

/** Types whose casts are functions of trino-functions.ts. */
const CASTS: Readonly<Record<string, string>> = {
  bigint: 'trino_cast_bigint',
  integer: 'trino_cast_bigint',
  int: 'trino_cast_bigint',
  timestamp: 'trino_cast_timestamp',
}
const ALL_BUT_PATH = `COLUMNS(lambda column_name: column_name <> ${quoteText(PATH_COLUMN)})`

/** What stands in the place of a token. */
type Replacement = readonly [at: number, text: string]

/** Whether a query names "$path" anywhere: only then do tables have it as a column. */
export const namesPath = (query: readonly Token[]): boolean =>
  query.some(({ kind, value }) => kind === 'name' && value === PATH_COLUMN)

/** The query in DuckDB's SQL; `nameOf` is the identifier of a table there. */
export function translate(query: readonly Token[], nameOf: (use: TableUse) => string): string {
  const replaced = new Map([
    ...(namesPath(query) ? replaceStars(query) : []),
    ...replaceCasts(query),
    ...tablesUsed(query).flatMap((use) => replaceTable(use, nameOf(use))),
  ])
  return query.map((token, at) => replaced.get(at) ?? renderToken(token)).join(' ')
}

const renderToken = (token: Token): string => (token.kind === 'text' ? quoteText(token.value) : token.source)

/** Without an alias, columns are still named by the last part of the table's name. */
function replaceTable({ from, to, name, hasAlias }: TableUse, identifier: string): readonly Replacement[] {
  const alias = hasAlias ? '' : ` AS ${quoteName(name.at(-1) ?? '')}`
  const others = Array.from({ length: to - from - 1 }, (_, index): Replacement => [from + 1 + index, ''])
  return [[from, `${identifier}${alias}`], ...others]
}

/**
 * Trino's cast of a text to an integer takes digits only, DuckDB's rounds `12.6` and ignores spaces; times differ as much.
 * So these casts become calls of functions.
 */
function replaceCasts(query: readonly Token[]): readonly Replacement[] {
  return query.flatMap((token, at): readonly Replacement[] => {
    const isTry = isToken(token, 'try_cast')
    if (!isTry && !isToken(token, 'cast')) return []
    const close = closingParenthesis(query, at + 1)
    const name = CASTS[query[close - 1]?.value ?? '']
    if (!isToken(query[close - 2], 'as') || name === undefined) return []
    return [
      [at, isTry ? `TRY(${name}` : name],
      [close - 2, ''],
      [close - 1, ''],
      [close, isTry ? '))' : ')'],
    ]
  })
}

/** `*` as an item of SELECT, and not a multiplication or count(*), leaves out the hidden column. */
function replaceStars(query: readonly Token[]): readonly Replacement[] {
  return query.flatMap((token, at): readonly Replacement[] => {
    const [before, after] = [query[at - 1], query[at + 1]]
    const follows = isToken(before, 'select') || isToken(before, ',')
    const ends = after === undefined || isToken(after, ',') || isToken(after, 'from')
    return isToken(token, '*') && follows && ends ? [[at, ALL_BUT_PATH]] : []
  })
}
