// Determines what in an inventory report proves the findings.

import type { Proof, ScannedFile } from '../../findings/proof.ts'
import type { InventoryReport } from '../../inventory/report.ts'

/** `files`: those that were read whole. */
export function proveByReport(report: InventoryReport, files: readonly ScannedFile[]): Proof {
  const { location, manifest, manifestMd5, ageMs, maxAgeMs } = report
  return {
    fingerprint: manifestMd5,
    asOf: manifest.createdAt,
    ageMs,
    maxAgeMs,
    coverage: location.coverage,
    filesDeclared: manifest.files.length,
    files,
  }
}
