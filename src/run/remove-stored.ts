// Removes what Athena wrote for job manifests, when nothing of the run reads it any more.

import type { Deps } from '../external/deps.ts'
import type { BucketResult } from '../result/run-result.ts'
import { messageOf } from '../words/errors.ts'

/** A cancelled run has no time for it: the next run finds the files by their names. */
export async function removeStored(buckets: readonly BucketResult[], { log, signal }: Deps): Promise<void> {
  if (signal.aborted) return
  const removes = buckets.flatMap(({ scan, approved }) => [scan?.removeStored, approved?.scan.removeStored])
  for (const remove of new Set(removes)) {
    // Not a warning: every job that was started has its own job manifest.
    await remove?.().catch((error: unknown) =>
      log.info(`Rows that Athena wrote could not be removed now; the next remediation does it. ${messageOf(error)}`),
    )
  }
}
