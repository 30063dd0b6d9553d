// Checks that a columnar file has all columns that the inventory manifest lists, each with the type that S3 gives it.

import type { ColumnarFile, ColumnKind } from '../../formats/columnar.ts'
import { insist } from '../../formats/unreadable.ts'
import { canonicalColumnName, DISAGREEMENT_HINT } from '../../inventory/columns.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { encodeText, say } from '../../words/outside-text.ts'

/** The name of each column in the file, by its canonical name. */
export type FileColumns = ReadonlyMap<ColumnName, string>

/** Columns that are not text (S3 User Guide, "Locating your inventory list", and the Athena page for the last one). */
const KINDS: ReadonlyMap<ColumnName, ColumnKind> = new Map([
  ['islatest', 'flag'],
  ['isdeletemarker', 'flag'],
  ['size', 'integer'],
  ['lastmodifieddate', 'timestamp'],
  ['ismultipartuploaded', 'flag'],
  ['objectlockretainuntildate', 'timestamp'],
  ['lifecycleexpirationdate', 'timestamp'],
])

const TEXTS: ReadonlySet<ColumnName> = new Set([
  'bucket',
  'key',
  'versionid',
  'etag',
  'storageclass',
  'replicationstatus',
  'encryptionstatus',
  'objectlockmode',
  'objectlocklegalholdstatus',
  'objectlockeventholdstatus',
  'objectlockeventhold',
  'intelligenttieringaccesstier',
  'bucketkeystatus',
  'checksumalgorithm',
  'objectaccesscontrollist',
  'objectowner',
])

const NAMES_OF_KINDS: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  flag: 'true or false',
  integer: 'integers',
  timestamp: 'timestamps',
}

const DUE: Readonly<Record<ColumnKind, string>> = {
  text: 'text is',
  flag: 'true or false is',
  integer: 'integers are',
  timestamp: 'timestamps are',
}

/**
 * The file's columns. Throws UNREADABLE, with its name, for a `listed` column that the file lacks or has with another
 * type, and for two with one canonical name. Columns unknown to this version only have to exist.
 */
export function mapColumns(file: ColumnarFile, listed: readonly ColumnName[]): FileColumns {
  const columns = new Map<ColumnName, string>()
  for (const name of [...file.columns.keys(), ...file.otherColumns.keys()]) {
    const canonical = canonicalColumnName(name)
    insist(!columns.has(canonical), say`the file has two columns for ${canonical}`)
    columns.set(canonical, name)
  }
  for (const column of listed) checkColumn(file, column, columns.get(column))
  return columns
}

function checkColumn(file: ColumnarFile, column: ColumnName, name: string | undefined): void {
  if (name === undefined) throw refuse(say`has no column ${column}`)
  const due = TEXTS.has(column) ? 'text' : KINDS.get(column)
  const kind = file.columns.get(name)
  if (due === undefined || kind === due) return
  const found = kind === undefined ? say`type ${file.otherColumns.get(name) ?? ''}` : NAMES_OF_KINDS[kind]
  throw refuse(`has column ${encodeText(name)} as ${found}, where ${DUE[due]} due`)
}

function refuse(what: string): ActionError {
  return new ActionError('UNREADABLE', `the file ${what}; the inventory manifest lists that column`, {
    hint: DISAGREEMENT_HINT,
  })
}

/** The name of a column that the file must have; `mapColumns` has proven that for all listed columns. */
export function nameOf(columns: FileColumns, column: ColumnName): string {
  const name = columns.get(column)
  insist(name !== undefined, say`the file has no column ${column}`)
  return name
}
