// The columns that a report may lack without failing the run, and what is unknown without them.

import type { ColumnName } from '../inventory/report.ts'

type MissingColumn = {
  /** The name of the field in the inventory configuration. */
  readonly column: string
  readonly meaning: string
}

const COLUMNS: readonly (MissingColumn & { readonly name: ColumnName })[] = [
  { name: 'size', column: 'Size', meaning: 'sizes are unknown, and with them what copies cost' },
  {
    name: 'lastmodifieddate',
    column: 'LastModifiedDate',
    meaning: 'when objects were written is unknown, so jobs do not copy objects modified since S3 started the report',
  },
]

/** Those of the two that are missing from a report with these columns. */
export function listMissingColumns(columns: readonly ColumnName[]): readonly MissingColumn[] {
  return COLUMNS.filter(({ name }) => !columns.includes(name))
}

/** One sentence for each. */
export function sayMissingColumns(columns: readonly ColumnName[]): string[] {
  return listMissingColumns(columns).map(
    ({ column, meaning }) =>
      `The report has no ${column} column: ${meaning}. Add ${column} to the fields of the inventory configuration`,
  )
}
