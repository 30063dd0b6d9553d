// Text files of tables: gzip by the file's name, lines, and the fields of a line by the table's SerDe.

import { gunzipSync } from 'node:zlib'
import type { CatalogTable } from '../catalog.ts'
import { QueryProblem } from '../query.ts'
import { OPEN_CSV, type TableColumn } from '../sql/create-table.ts'
import type { Cell } from '../sql/duckdb.ts'
import type { DataFile } from './files.ts'
import { parseOpenCsvLine } from './open-csv.ts'

const NULL_TEXT = '\\N'
/** What Hive writes between fields unless something else is said. */
const DEFAULT_DELIMITER = '\u0001'

/** The rows of a file; fields that a line lacks are NULL, more than the table has are ignored. */
export function* readTextRows(table: CatalogTable, file: DataFile): Iterable<readonly Cell[]> {
  const parse = lineParser(table)
  for (const line of splitLines(textOf(file))) {
    const fields = parse(line)
    yield table.columns.map((column, at) => toCell(fields[at], column.type, table))
  }
}

/** Every member of a gzip file is read. */
function textOf({ uri, bytes }: DataFile): string {
  try {
    return Buffer.from(uri.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new QueryProblem(`HIVE_BAD_DATA: Error reading file: ${uri}: ${reason}`)
  }
}

/** Lines end in LF, CR or CRLF (Hadoop, LineReader). */
function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function lineParser({ serde, serdeProperties }: CatalogTable): (line: string) => readonly (string | null)[] {
  if (serde === OPEN_CSV) {
    const settings = {
      separator: serdeProperties.get('separatorChar') ?? ',',
      quote: serdeProperties.get('quoteChar') ?? '"',
      escapedBy: serdeProperties.get('escapeChar') ?? '\\',
    }
    return (line) => parseOpenCsvLine(line, settings)
  }
  // One byte: the first of what is given (Apache Hive, LazyUtils.getByte; numbers, which it takes for bytes, are not emulated).
  const delimiter = serdeProperties.get('field.delim')?.slice(0, 1) || DEFAULT_DELIMITER
  return (line) => line.split(delimiter).map((field) => (field === NULL_TEXT ? null : field))
}

/** A number that cannot be read fails the query ("Open CSV SerDe"), or is NULL (LazySimpleSerDe). */
function toCell(field: string | null | undefined, type: TableColumn['type'], { serde }: CatalogTable): Cell {
  if (field === undefined || field === null) return null
  if (type === 'string') return field
  if (type === 'boolean') return field === '' ? null : field.toLowerCase() === 'true'
  if (type !== 'bigint' && type !== 'int')
    throw new QueryProblem(`NOT_SUPPORTED: the emulator reads no ${type} of text`)
  if (/^-?\d+$/.test(field)) return type === 'int' ? Number(field) : BigInt(field)
  if (serde !== OPEN_CSV) return null
  throw new QueryProblem(`HIVE_BAD_DATA: Error parsing field value '${field}' for type ${type}`)
}
