// Knows whether every finding of every bucket is on disk, for the findings file and for a comparison with a baseline.

import type { FindingFormat } from '../findings/finding-rows.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'

/** Why not every finding is on disk, with what helps; undefined if all are. */
export function tellLacking(buckets: readonly BucketResult[]): string | undefined {
  const lacking = buckets.find(({ scan }) => scan !== undefined && scan.keptFindings?.rows !== scan.findings.objects)
  if (lacking?.scan === undefined) return undefined
  const { bucket, scan } = lacking
  return scan.keptFindings === undefined
    ? `the source of bucket ${bucket} does not give every finding. Use source: inventory, metadata or list.`
    : `of ${scan.findings.objects} findings of bucket ${bucket}, ${scan.keptFindings.rows} could be kept on disk. Check the free disk space of the runner.`
}

/** The form in which engines keep every finding; undefined if nobody needs them. */
export const findKeptFormat = ({
  baseline,
  findingsFile,
}: Pick<Inputs, 'baseline' | 'findingsFile'>): FindingFormat | undefined =>
  findingsFile?.format ?? (baseline === undefined ? undefined : 'csv')
