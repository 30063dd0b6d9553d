// Rows of text files as Hive's OpenCSVSerde reads them, mistakes included (opencsv 2.3, CSVParser.parseLine; compared
// with a real Trino by `npm run check:trino`): it is no reader of RFC 4180.

export type CsvSettings = { readonly separator: string; readonly quote: string; readonly escapedBy: string }

/**
 * The fields of one line. A backslash is dropped, unless it escapes a quote or a backslash; a field whose quotes are not
 * closed is lost. An empty line has no fields at all.
 */
export function parseOpenCsvLine(line: string, { separator, quote, escapedBy }: CsvSettings): readonly string[] {
  if (line === '') return []
  const fields: string[] = []
  let field = ''
  let inQuotes = false
  let inField = false
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at)
    const next = line.charAt(at + 1)
    if (character === escapedBy) {
      if ((inQuotes || inField) && (next === quote || next === escapedBy)) {
        field += next
        at += 1
      }
    } else if (character === quote) {
      if ((inQuotes || inField) && next === quote) {
        field += next
        at += 1
      } else {
        inQuotes = !inQuotes
        if (isInsideField(line, at, separator)) field = field.trim() === '' ? '' : field + character
        inField = !inField
      }
    } else if (character === separator && !inQuotes) {
      fields.push(field)
      field = ''
      inField = false
    } else {
      field += character
      inField = true
    }
  }
  return inQuotes ? fields : [...fields, field]
}

/** A quote in the middle of a field, as in `ab"c"de`, belongs to it. */
const isInsideField = (line: string, at: number, separator: string): boolean =>
  at > 2 && line.charAt(at - 1) !== separator && at + 1 < line.length && line.charAt(at + 1) !== separator
