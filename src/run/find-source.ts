// Finds what tells about the objects of a bucket, as the input source asks.

import { describeInventoryReport } from '../report/log.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import type { Located } from './examined.ts'
import { findGenerator } from './find-generator.ts'
import { findReport } from './find-report.ts'
import type { FoundSource } from './found-source.ts'
import { logGroup } from './progress.ts'
import type { ReportPlace } from './report-place.ts'

/** @throws ActionError if no source can be believed */
export async function findSource(
  target: BucketTarget,
  located: Located,
  finding: ReportPlace['finding'],
): Promise<FoundSource> {
  if (target.source === 'manifest-generator') return await findGenerator(target, located, finding)
  const found = await findReport(target, located.source, finding)
  logGroup(describeInventoryReport(found.report), finding.deps)
  return found
}
