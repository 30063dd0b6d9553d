// Writes values into SQL: the only place where a text from outside becomes part of a statement.

/** Printable ASCII; everything else is written as a number. */
const PLAIN = /^[ -~]*$/

/**
 * A text as an SQL expression with exactly this value. Quotes are doubled, and whatever is not printable ASCII is
 * written with chr(), so that a statement is one line of ASCII whatever the text is. (Trino, "Data types", varchar.)
 * @throws RangeError for a lone surrogate: no text in UTF-8 has one, so the comparison would not mean what it says
 */
export function quote(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('A text with a lone surrogate cannot be compared in SQL.')
  const parts = (text.match(/[ -~]+|[^ -~]/gu) ?? ['']).map((part) =>
    PLAIN.test(part) ? `'${part.replaceAll("'", "''")}'` : `chr(${part.codePointAt(0)})`,
  )
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(' || ')})`
}

/**
 * The name of a catalog, namespace or table that AWS made, in quotation marks. Without them a dash or a slash would end it.
 * @throws RangeError for characters that no such name has
 */
export function quoteName(name: string): string {
  if (!/^[A-Za-z0-9_.$/-]{1,255}$/.test(name)) throw new RangeError(`"${name}" is no name of a table`)
  return `"${name}"`
}

/** `quote` of each text, for IN: `('a', 'b')`. There must be at least one. */
export const quoteEach = (texts: readonly string[]) => `(${texts.map(quote).join(', ')})`

/** A number that is written as it is. @throws RangeError for one that is not an integer */
export function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer`)
  return String(value)
}

/** `CASE WHEN … THEN … ELSE … END`; the first condition that holds decides. Without conditions, `otherwise` alone. */
export function cases(whens: readonly (readonly [condition: string, value: string])[], otherwise: string): string {
  if (whens.length === 0) return otherwise
  return `CASE ${whens.map(([condition, value]) => `WHEN ${condition} THEN ${value}`).join(' ')} ELSE ${otherwise} END`
}

/** Identifiers of ours and of inputs that were checked: never of a report. @throws RangeError for anything else */
export function identifier(name: string): string {
  if (!/^[a-z0-9_]{1,128}$/.test(name)) throw new RangeError(`"${name}" is no identifier`)
  return name
}
