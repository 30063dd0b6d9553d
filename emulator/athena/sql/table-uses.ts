// Finds where a query names tables and which functions it calls (Trino documentation, "SELECT").

import { isToken, SyntaxProblem, type Token } from './tokens.ts'

/** A table after FROM or JOIN, as tokens `from` (inclusive) to `to` (exclusive). */
export type TableUse = {
  readonly from: number
  readonly to: number
  /** Its dotted name, in lower case. */
  readonly name: readonly string[]
  readonly hasAlias: boolean
}

const AFTER_A_TABLE: ReadonlySet<string> = new Set(
  (
    'where group order limit offset fetch having window union except intersect join left right inner outer cross full ' +
    'natural on using tablesample'
  ).split(' '),
)
const NO_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'and all any as between by case cross distinct else except exists filter from group having if in inner intersect ' +
    'is join like limit not on or order over partition rows range select sets some then union using values when ' +
    'where with end recursive cube rollup grouping materialized unnest escape lateral left right outer array row within'
  ).split(' '),
)

/** Every use of a table; names of WITH are none. */
export function tablesUsed(query: readonly Token[]): readonly TableUse[] {
  const named = namesOfWith(query)
  return query.flatMap((token, at) => {
    if (!isToken(token, 'from') && !isToken(token, 'join')) return []
    // IS DISTINCT FROM, IS NOT DISTINCT FROM.
    if (isToken(query[at - 1], 'distinct')) return []
    return readTableList(query, at + 1).filter(({ name }) => name.length > 1 || !named.has(name[0] ?? ''))
  })
}

/** `WITH a AS (…), b (x) AS (…)`: a and b. */
function namesOfWith(query: readonly Token[]): ReadonlySet<string> {
  const names = query.flatMap((token, at) => {
    const isName = token.kind === 'word' || token.kind === 'name'
    if (
      !isName ||
      !(isToken(query[at - 1], 'with') || isToken(query[at - 1], ',') || isToken(query[at - 1], 'recursive'))
    )
      return []
    const after = isToken(query[at + 1], '(') ? closingParenthesis(query, at + 1) + 1 : at + 1
    return isToken(query[after], 'as') && isToken(query[after + 1], '(') ? [token.value.toLowerCase()] : []
  })
  return new Set(names)
}

/** `a, b.c AS d`, from a place on. Subqueries are left out: their own FROM is found for itself. */
function readTableList(query: readonly Token[], start: number): readonly TableUse[] {
  const uses: TableUse[] = []
  for (let at = start; ; at += 1) {
    if (isToken(query[at], '(')) {
      at = closingParenthesis(query, at) + 1
    } else {
      const use = readTableUse(query, at)
      if (use !== undefined) uses.push(use)
      at = use?.to ?? at + 1
    }
    at = skipAlias(query, at)
    if (!isToken(query[at], ',')) return uses
  }
}

function readTableUse(query: readonly Token[], from: number): TableUse | undefined {
  const name: string[] = []
  let to = from
  for (;;) {
    const token = query[to]
    if (token?.kind !== 'word' && token?.kind !== 'name') return undefined
    name.push(token.value.toLowerCase())
    to += 1
    if (!isToken(query[to], '.')) break
    to += 1
  }
  // A function that returns a table, such as UNNEST.
  if (isToken(query[to], '(')) return undefined
  return { from, to, name, hasAlias: skipAlias(query, to) > to }
}

function skipAlias(query: readonly Token[], at: number): number {
  const start = isToken(query[at], 'as') ? at + 1 : at
  const token = query[start]
  const isAlias = token?.kind === 'name' || (token?.kind === 'word' && !AFTER_A_TABLE.has(token.value))
  if (!isAlias) return at
  return isToken(query[start + 1], '(') ? closingParenthesis(query, start + 1) + 1 : start + 1
}

/** The place of the parenthesis that closes the one at `open`. Throws SyntaxProblem if there is none. */
export function closingParenthesis(query: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < query.length; at += 1) {
    if (isToken(query[at], '(')) depth += 1
    if (isToken(query[at], ')')) depth -= 1
    if (depth === 0) return at
  }
  throw new SyntaxProblem("mismatched input '<EOF>' expecting ')'")
}

/** The names of all functions called, in lower case. */
export function functionsCalled(query: readonly Token[]): ReadonlySet<string> {
  const named = namesOfWith(query)
  const calls = query.filter(
    (token, at) =>
      token.kind === 'word' &&
      isToken(query[at + 1], '(') &&
      !NO_FUNCTIONS.has(token.value) &&
      !named.has(token.value) &&
      !isAliasWithColumns(query, at),
  )
  return new Set(calls.map(({ value }) => value))
}

/** `(VALUES …) AS t (a, b)`. */
const isAliasWithColumns = (query: readonly Token[], at: number): boolean =>
  isToken(query[at - 1], ')') || (isToken(query[at - 1], 'as') && isToken(query[at - 2], ')'))
