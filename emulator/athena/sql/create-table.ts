// CREATE EXTERNAL TABLE in Hive's DDL (Amazon Athena User Guide, "CREATE TABLE"): columns, SerDe, formats, location.

import { ServiceError } from '../../http.ts'
import type { TokenReader } from './reader.ts'

export type TableColumn = { readonly name: string; readonly type: ColumnType }

const COLUMN_TYPES = ['string', 'boolean', 'bigint', 'int', 'double', 'timestamp'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

export type ExternalTable = {
  readonly kind: 'create-external-table'
  readonly table: readonly string[]
  readonly ifNotExists: boolean
  readonly columns: readonly TableColumn[]
  readonly serde: string
  readonly serdeProperties: ReadonlyMap<string, string>
  readonly inputFormat: string
  readonly outputFormat: string
  readonly location: string
  /** TBLPROPERTIES. */
  readonly properties: ReadonlyMap<string, string>
}

type Storage = Pick<ExternalTable, 'serde' | 'inputFormat' | 'outputFormat'>

export const SYMLINKS = 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'
export const OPEN_CSV = 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
export const LAZY_SIMPLE = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
export const ORC = 'org.apache.hadoop.hive.ql.io.orc.OrcSerde'
export const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
const TEXT_OUTPUT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'

/** What a text file is read and written with unless something else is said. */
export const TEXT_STORAGE: Storage = {
  serde: LAZY_SIMPLE,
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: TEXT_OUTPUT,
}
const STORED_AS: Readonly<Record<string, Storage>> = {
  textfile: TEXT_STORAGE,
  orc: {
    serde: ORC,
    inputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat',
  },
  parquet: {
    serde: PARQUET,
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  },
}

/** The rest of a statement after `CREATE EXTERNAL TABLE`. */
export function readExternalTable(reader: TokenReader): ExternalTable {
  const ifNotExists = reader.takeWords('if', 'not', 'exists')
  const table = reader.takeDottedName()
  const columns = reader.takeList(() => takeColumn(reader))
  if (reader.takeWords('comment')) reader.takeText()
  if (reader.takeWords('partitioned', 'by')) throw lacks('PARTITIONED BY in an external table')
  const row = takeRowFormat(reader)
  const stored = takeStoredAs(reader, row.serde)
  reader.expectWords('location')
  const location = reader.takeText()
  const entries = reader.takeWords('tblproperties') ? reader.takeList(() => takeTextProperty(reader)) : []
  const properties = new Map(entries)
  return { kind: 'create-external-table', table, ifNotExists, columns, ...row, ...stored, location, properties }
}

function takeColumn(reader: TokenReader): TableColumn {
  const name = reader.takeName()
  const type = COLUMN_TYPES.find((one) => reader.takeWords(one))
  if (type === undefined) throw lacks(`columns of type ${reader.next?.source ?? ''}`)
  if (reader.takeWords('comment')) reader.takeText()
  return { name, type }
}

function takeRowFormat(reader: TokenReader): Pick<ExternalTable, 'serde' | 'serdeProperties'> {
  if (!reader.takeWords('row', 'format')) return { serde: LAZY_SIMPLE, serdeProperties: new Map() }
  if (reader.takeWords('delimited')) {
    reader.expectWords('fields', 'terminated', 'by')
    return { serde: LAZY_SIMPLE, serdeProperties: new Map([['field.delim', reader.takeText()]]) }
  }
  reader.expectWords('serde')
  const serde = reader.takeText()
  if (![OPEN_CSV, LAZY_SIMPLE, ORC, PARQUET].includes(serde)) throw lacks(`the SerDe ${serde}`)
  const entries = reader.takeWords('with', 'serdeproperties') ? reader.takeList(() => takeTextProperty(reader)) : []
  return { serde, serdeProperties: new Map(entries) }
}

function takeStoredAs(reader: TokenReader, serde: string): Storage {
  if (!reader.takeWords('stored', 'as')) return { ...TEXT_STORAGE, serde }
  if (reader.takeWords('inputformat')) {
    const inputFormat = reader.takeText()
    reader.expectWords('outputformat')
    return { serde, inputFormat, outputFormat: reader.takeText() }
  }
  const name = reader.takeName()
  const storage = STORED_AS[name]
  if (storage === undefined) throw lacks(`STORED AS ${name}`)
  return name === 'textfile' ? { ...storage, serde } : storage
}

function takeTextProperty(reader: TokenReader): readonly [string, string] {
  const name = reader.takeText()
  reader.expectWords('=')
  return [name, reader.takeText()]
}

const lacks = (what: string): ServiceError =>
  new ServiceError(501, 'NotImplemented', `The emulated Athena does not have ${what}`)
