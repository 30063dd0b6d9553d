// Finds what tells about the objects of a bucket, as the input source asks.

import type { BucketHandle } from '../external/bucket-handle.ts'
import { describeInventoryReport } from '../report/log.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { findReport } from './find-report.ts'
import type { FoundSource } from './found-source.ts'
import { logGroup } from './progress.ts'
import type { ReportPlace } from './report-place.ts'

/** @throws ActionError if no source can be believed */
export async function findSource(
  target: BucketTarget,
  source: BucketHandle,
  finding: ReportPlace['finding'],
): Promise<FoundSource> {
  const found = await findReport(target, source, finding)
  logGroup(describeInventoryReport(found.report), finding.deps)
  return found
}
