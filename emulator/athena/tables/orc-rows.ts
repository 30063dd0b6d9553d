// ORC files of tables: flat columns of the types that inventory reports have, zlib or not (ORC Specification v1). This
// reader shares nothing with the writer in inventory/orc/, nor with the action.

import type { CatalogTable } from '../catalog.ts'
import { QueryProblem } from '../query.ts'
import type { TableColumn } from '../sql/create-table.ts'
import type { Cell } from '../sql/duckdb.ts'
import type { DataFile } from './files.ts'
import { bytesOf, COMPRESSION, decompress, type Message, numberOf, numbersOf, readMessage } from './orc-bytes.ts'
import { readStripeColumn, type StripeColumn } from './orc-column.ts'

type FileColumn = { readonly id: number; readonly name: string; readonly kind: number }

type OrcFile = {
  readonly bytes: Uint8Array
  readonly compression: number
  readonly stripes: readonly Message[]
  readonly columns: readonly FileColumn[]
}

const STRUCT = 12
/** Kinds of ORC that a column of a table can be read from (ORC Specification v1, "Schema"). */
const READABLE: Readonly<Record<TableColumn['type'], readonly number[]>> = {
  string: [7, 16, 17],
  boolean: [0],
  bigint: [2, 3, 4],
  int: [2, 3],
  double: [],
  timestamp: [9],
}

/** The rows of a file. Throws QueryProblem if the file is damaged, or has a column of another type. */
export function* readOrcRows(table: CatalogTable, file: DataFile): Iterable<readonly Cell[]> {
  const orc = guard(file, () => openOrc(file.bytes))
  const found = table.columns.map((column, at) => findColumn(orc, table, column, at, file))
  for (const stripe of orc.stripes) yield* guard(file, () => readStripe(orc, stripe, found))
}

function guard<T>({ uri }: DataFile, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof QueryProblem) throw error
    throw new QueryProblem(
      `HIVE_BAD_DATA: Malformed ORC file. ${error instanceof Error ? error.message : error} [${uri}]`,
    )
  }
}

function openOrc(bytes: Uint8Array): OrcFile {
  const postscriptEnd = bytes.length - 1
  const postscriptStart = postscriptEnd - (bytes[postscriptEnd] ?? 0)
  const postscript = readMessage(bytes.subarray(postscriptStart, postscriptEnd))
  const magic = bytesOf(postscript, 8000)[0] ?? new Uint8Array()
  if (Buffer.from(magic).toString('latin1') !== 'ORC') throw new Error('Not an ORC file')
  const compression = numberOf(postscript, 2)
  if (!Object.values<number>(COMPRESSION).includes(compression)) {
    throw new QueryProblem(`NOT_SUPPORTED: the emulator reads no ORC file with the compression ${compression}`)
  }
  const footerStart = postscriptStart - numberOf(postscript, 1)
  if (footerStart < 0) throw new Error('Invalid footer length')
  const footer = readMessage(decompress(bytes.subarray(footerStart, postscriptStart), compression))
  return { bytes, compression, stripes: bytesOf(footer, 3).map(readMessage), columns: readSchema(footer) }
}

function readSchema(footer: Message): readonly FileColumn[] {
  const types = bytesOf(footer, 4).map(readMessage)
  const [root] = types
  if (root === undefined || numberOf(root, 1) !== STRUCT) throw new Error('The root is no struct')
  const names = bytesOf(root, 3).map((name) => Buffer.from(name).toString('utf8').toLowerCase())
  return numbersOf(root, 2).map((id, at) => ({
    id,
    name: names[at] ?? '',
    kind: numberOf(types[id] ?? new Map(), 1),
  }))
}

/** By index, unless the table says by name (Amazon Athena User Guide, "Handle schema updates"). */
function findColumn(
  { columns }: OrcFile,
  { serdeProperties }: CatalogTable,
  { name, type }: TableColumn,
  at: number,
  { uri }: DataFile,
): FileColumn | undefined {
  const isByName = serdeProperties.get('orc.column.index.access') === 'false'
  const found = isByName ? columns.find((one) => one.name === name) : columns[at]
  if (found !== undefined && !READABLE[type].includes(found.kind)) {
    throw new QueryProblem(
      `HIVE_BAD_DATA: Cannot read SQL type '${type}' from ORC stream '.${found.name}' of kind ${found.kind} [${uri}]`,
    )
  }
  return found
}

function readStripe(orc: OrcFile, stripe: Message, found: readonly (FileColumn | undefined)[]): readonly Cell[][] {
  const [offset, indexBytes, dataBytes, footerBytes, rows] = [1, 2, 3, 4, 5].map((field) => numberOf(stripe, field))
  const footerStart = (offset ?? 0) + (indexBytes ?? 0) + (dataBytes ?? 0)
  const footer = readMessage(
    decompress(orc.bytes.subarray(footerStart, footerStart + (footerBytes ?? 0)), orc.compression),
  )
  const zone = Buffer.from(bytesOf(footer, 3)[0] ?? 'UTC').toString('utf8')
  if (!['UTC', 'GMT', 'Etc/UTC'].includes(zone))
    throw new QueryProblem(`NOT_SUPPORTED: the emulator has no zone ${zone}`)
  const columns = found.map((column) => {
    if (column === undefined) return undefined
    const described: StripeColumn = {
      ...column,
      ...describeStreams(orc, footer, offset ?? 0, column.id),
      rows: rows ?? 0,
    }
    return readStripeColumn(described)
  })
  return Array.from({ length: rows ?? 0 }, (_, row) => columns.map((cells) => cells?.[row] ?? null))
}

/** The streams of a column, which follow one another in the order of the footer. */
function describeStreams(
  orc: OrcFile,
  footer: Message,
  offset: number,
  id: number,
): Pick<StripeColumn, 'streams' | 'encoding' | 'dictionarySize'> {
  const streams = new Map<number, Uint8Array>()
  let at = offset
  for (const stream of bytesOf(footer, 1).map(readMessage)) {
    const end = at + numberOf(stream, 3)
    if (end > orc.bytes.length) throw new RangeError('a stream ends beyond the file')
    if (numberOf(stream, 2) === id && numberOf(stream, 1) <= LAST_DATA_STREAM)
      streams.set(numberOf(stream, 1), decompress(orc.bytes.subarray(at, end), orc.compression))
    at = end
  }
  const encoding = readMessage(bytesOf(footer, 2)[id] ?? new Uint8Array())
  return { streams, encoding: numberOf(encoding, 1), dictionarySize: numberOf(encoding, 2) }
}

/** Indexes have higher numbers. */
const LAST_DATA_STREAM = 5
