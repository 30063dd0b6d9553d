// Writes an inventory file as Parquet, as S3 does: `message s3.inventory`, Snappy pages, raw UTF-8 keys (S3 User Guide,
// "Locating your inventory list"). hyparquet-writer does the encoding.

import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { InventoryColumn, InventoryRow } from './columns.ts'

export type ParquetOptions = {
  readonly rowsPerGroup?: number | undefined
  readonly pageBytes?: number | undefined
  readonly emptyStrings?: 'null' | 'empty' | undefined
}

/** The bytes of one `.parquet` file. Columns with few distinct values are dictionary-encoded. */
export async function writeInventoryParquet(
  rows: readonly InventoryRow[],
  columns: readonly InventoryColumn[],
  options: ParquetOptions = {},
): Promise<Uint8Array> {
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({ writer, schema: describeSchema(columns), createdBy: 's3-inventory-emulator' })
  const columnData = columns.map((one) => ({
    name: one.snakeName,
    data: rows.map((row) => toParquetValue(one, row, options.emptyStrings ?? 'null')),
  }))
  const rowGroupSize = options.rowsPerGroup ?? 100_000
  await parquet.write({ columnData, rowGroupSize, pageSize: options.pageBytes ?? 2 ** 20 })
  await parquet.finish()
  return writer.getBytes()
}

function describeSchema(columns: readonly InventoryColumn[]): SchemaElement[] {
  const fields = columns.map((one): SchemaElement => {
    const field = { name: one.snakeName, repetition_type: one.when === 'always' ? 'REQUIRED' : 'OPTIONAL' } as const
    if (one.type === 'boolean') return { ...field, type: 'BOOLEAN' }
    if (one.type === 'bigint') return { ...field, type: 'INT64' }
    if (one.type === 'string') return { ...field, type: 'BYTE_ARRAY', converted_type: 'UTF8' }
    return { ...field, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }
  })
  return [{ name: 's3.inventory', num_children: columns.length }, ...fields]
}

function toParquetValue(
  one: InventoryColumn,
  row: InventoryRow,
  emptyStrings: 'null' | 'empty',
): string | boolean | bigint | null {
  const value = one.read(row)
  if (one.type === 'string') {
    const isNull = (value === undefined || value === '') && emptyStrings === 'null' && one.when !== 'always'
    return isNull ? null : String(value ?? '')
  }
  if (value === undefined) return null
  return typeof value === 'boolean' ? value : BigInt(value)
}
