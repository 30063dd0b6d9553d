// Parses the column names of an inventory manifest (fileSchema) in each of the three formats.

import type { ColumnName, InventoryFormat } from './report.ts'

/** `e_tag`, `ETag` and `etag` are the same column: lower case, no underscores. */
export function canonicalColumnName(name: string): ColumnName {
  return name.toLowerCase().replaceAll('_', '')
}

/** What to do about a file that lacks columns its inventory manifest lists. */
export const DISAGREEMENT_HINT =
  'The report was not delivered as S3 writes it, so nothing in it is believed. Wait for the next report; if that is the same, delete the inventory configuration and create it again.'

/** The longest documented schema has about 1,500 characters; the limit makes hostile text cheap to reject. */
const MAX_SCHEMA_CHARS = 16_384

/**
 * The columns of fileSchema in order (S3 User Guide, "Locating your inventory list"). Types are ignored: delivered
 * manifests spell them in more ways than documented, and the file itself is authoritative.
 * @returns undefined if the text does not have the format's form, or names a column twice
 */
export function parseFileSchema(format: InventoryFormat, schema: string): readonly ColumnName[] | undefined {
  if (schema.length > MAX_SCHEMA_CHARS) return undefined
  const names = NAME_READERS[format](schema.trim())
  const columns = names?.map(canonicalColumnName)
  if (columns === undefined || columns.length === 0 || new Set(columns).size !== columns.length) return undefined
  return columns
}

type Names = readonly string[] | undefined

const NAME_READERS: Readonly<Record<InventoryFormat, (schema: string) => Names>> = {
  CSV: (schema) => matchEach(schema.split(','), /^\s*(\w+)\s*$/),
  ORC: (schema) => {
    const fields = /^struct\s*<(.*)>$/is.exec(schema)?.[1]
    return fields === undefined ? undefined : matchEach(splitOutsideBrackets(fields, ','), /^\s*(\w+)\s*:\s*\S.*$/s)
  },
  Parquet: (schema) => {
    const fields = /^message\s+[\w.]+\s*\{(.*)\}$/is.exec(schema)?.[1]
    if (fields === undefined) return undefined
    const statements = splitOutsideBrackets(fields, ';')
    if (statements.pop()?.trim() !== '') return undefined
    return matchEach(
      statements,
      /^\s*(?:required|optional)\s+\w+(?:\s*\(\d+\))?\s+(\w+)\s*(?:\(.*\))?\s*(?:=\s*\d+\s*)?$/is,
    )
  },
}

/** The first group of `pattern` in each text; undefined if any does not match. */
function matchEach(texts: readonly string[], pattern: RegExp): Names {
  const names = texts.map((text) => pattern.exec(text)?.[1])
  return names.every((name) => name !== undefined) ? names : undefined
}

/** Splits at separators outside brackets: `decimal(10,2)` and `TIMESTAMP(MILLIS,true)` stay whole. */
function splitOutsideBrackets(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (char === '<' || char === '(') depth++
    else if (char === '>' || char === ')') depth--
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
