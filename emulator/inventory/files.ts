// Converts rows to the bytes of one inventory file in any format.

import { buffer } from 'node:stream/consumers'
import type { InventoryColumn, InventoryFormat, InventoryRow, ParquetSpelling } from './columns.ts'
import { writeInventoryCsv } from './csv.ts'
import { writeInventoryOrc } from './orc/file.ts'
import { writeInventoryParquet } from './parquet.ts'

/** The internal layout of files, as far as AWS does not specify it. */
export type FileLayout = {
  /** CSV: rows per gzip member; by default one member. */
  readonly rowsPerGzipMember?: number | undefined
  /** Parquet: rows per row group. ORC: rows per stripe. */
  readonly rowsPerGroup?: number | undefined
  /** Parquet: bytes of a page before compression, by default 1 MiB; the number of rows is not limited. */
  readonly pageBytes?: number | undefined
  /** Parquet: spelling of `fileSchema`. */
  readonly parquetSpelling?: ParquetSpelling | undefined
  /** ORC and Parquet: empty strings are nulls (default) or strings of no length. */
  readonly emptyStrings?: 'null' | 'empty' | undefined
}

/** The file name extension of each format. */
export const FILE_ENDINGS: Readonly<Record<InventoryFormat, string>> = {
  CSV: 'csv.gz',
  ORC: 'orc',
  Parquet: 'parquet',
}

/** The bytes of one inventory file. */
export async function writeInventoryFile(
  format: InventoryFormat,
  rows: readonly InventoryRow[],
  columns: readonly InventoryColumn[],
  layout: FileLayout = {},
): Promise<Uint8Array> {
  if (format === 'CSV') return buffer(writeInventoryCsv(rows, columns, { rowsPerMember: layout.rowsPerGzipMember }))
  return format === 'ORC' ? writeInventoryOrc(rows, columns, layout) : writeInventoryParquet(rows, columns, layout)
}
