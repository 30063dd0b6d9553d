// Determines what in an inventory report proves the findings.

import type { ReportProof, ScannedFile } from '../../findings/proof.ts'
import { uniteCoverages } from '../../inventory/coverage.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { createHash } from '../../words/lazy-hash.ts'

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

/** The same for several reports of a bucket, oldest first: their proof is as old as the oldest of them. */
export function proveByReports(reports: readonly InventoryReport[], files: readonly ScannedFile[]): ReportProof {
  const [oldest] = reports
  if (oldest === undefined) throw new ActionError('INTERNAL_ERROR', 'There is no report.')
  if (reports.length === 1) return proveByReport(oldest, files)
  // The one that is nearest to being too old, or the first that is: each must be recent enough.
  const stalest = reports.reduce((a, b) => (b.ageMs - b.maxAgeMs > a.ageMs - a.maxAgeMs ? b : a))
  return {
    ...proveByReport(stalest, files),
    fingerprint: createHash('md5')
      .update(JSON.stringify(reports.map(identify)))
      .digest('hex'),
    asOf: oldest.manifest.createdAt,
    coverage: uniteCoverages(reports.map(({ location }) => location.coverage)),
    filesDeclared: reports.reduce((sum, { manifest }) => sum + manifest.files.length, 0),
  }
}

const identify = ({ manifestKey, manifestMd5 }: InventoryReport) => [manifestKey, manifestMd5]
