// One case for a real Trino: a table of a few files, if any, and statements, each known by its hash.

import { createHash } from 'node:crypto'
import type { InventoryFormat } from '../../emulator/inventory/columns.ts'
import type { InventoryTableRow } from '../../emulator/s3/metadata-tables.ts'

export type Statement = { readonly what: string; readonly sql: string; readonly hash: string }

export type TrinoTable = {
  /** In the schema `inv`; ends in `_listed`, because it is read through a list of its files. */
  readonly name: string
  /** `Textfile`: lines, as CSV reports are read, up to a backslash; `CSV`: fields, by OpenCSVSerde. */
  readonly format: InventoryFormat | 'Textfile'
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** An inventory table of S3 Metadata, in the catalog that Athena has it in. */
export type MetadataTable = {
  /** Begins with `b_`. */
  readonly namespace: string
  readonly rows: readonly InventoryTableRow[]
}

export type TrinoCase = {
  readonly name: string
  readonly table: TrinoTable | undefined
  readonly metadata?: MetadataTable
  readonly statements: readonly Statement[]
}

export const createStatement = (what: string, sql: string): Statement => ({
  what,
  sql,
  hash: createHash('sha256').update(sql).digest('hex'),
})
