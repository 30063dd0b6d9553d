// Determines what in an inventory report proves the findings.

import type { ReportProof, ScannedFile } from '../../findings/proof.ts'
import type { InventoryReport } from '../../inventory/report.ts'

/** `files`: those that were read whole. */
export function proveByReport(report: InventoryReport, files: readonly ScannedFile[]): ReportProof {
  const { location, manifest, manifestMd5, ageMs, maxAgeMs } = report
  return {
    source: 'inventory',
    fingerprint: manifestMd5,
    asOf: manifest.createdAt,
    ageMs,
    maxAgeMs,
    coverage: location.coverage,
    filesDeclared: manifest.files.length,
    files,
  }
}
