// Knows how much a statement reads of a report.

import type { InventoryReport } from '../../inventory/report.ts'

/** All of a CSV report; of the other formats only the columns that it uses, so 0 is known before. */
export function expectedBytes({ manifest }: Pick<InventoryReport, 'manifest'>): number {
  return manifest.format === 'CSV' ? manifest.files.reduce((sum, { size }) => sum + size, 0) : 0
}
