// Decides what the posture of the buckets makes of a run: only checks that are required count. Pure.

import type { PostureCheck, PostureLine, PostureStatus } from '../posture/posture.ts'
import type { BucketResult } from './run-result.ts'

/** A required check that is not fine. */
type Fault = { readonly bucket: string; readonly check: PostureCheck; readonly status: 'wrong' | 'unknown' }

/** The lines of a bucket that are required and not fine. */
export const listRequiredFaults = ({ posture }: Pick<BucketResult, 'posture'>): readonly PostureLine[] =>
  (posture?.lines ?? []).filter(({ check, status }) => status !== 'fine' && posture?.required.includes(check))

const listPostureFaults = (buckets: readonly BucketResult[]): readonly Fault[] =>
  buckets.flatMap(({ bucket, posture }) =>
    (posture?.lines ?? []).flatMap(({ check, status }) =>
      status !== 'fine' && posture?.required.includes(check) ? [{ bucket, check, status }] : [],
    ),
  )

/** The worst of all required checks, as an output; undefined if none is required. */
export function summarizePosture(buckets: readonly BucketResult[]): Uppercase<PostureStatus> | undefined {
  if (!buckets.some(({ posture }) => (posture?.required.length ?? 0) > 0)) return undefined
  const faults = listPostureFaults(buckets)
  if (faults.some(({ status }) => status === 'wrong')) return 'WRONG'
  return faults.length > 0 ? 'UNKNOWN' : 'FINE'
}

/** `versioning in acme-data and 2 more buckets`, by check; '' if everything that is required is fine. */
export function describePostureFaults(buckets: readonly BucketResult[]): string {
  const byCheck = Map.groupBy(listPostureFaults(buckets), ({ check, status }) =>
    status === 'wrong' ? check : `${check} (unknown)`,
  )
  return [...byCheck]
    .map(([check, faults]) => {
      const more = faults.length - 1
      const others = more === 0 ? '' : ` and ${more} more ${more === 1 ? 'bucket' : 'buckets'}`
      return `${check} in ${faults[0]?.bucket}${others}`
    })
    .join(', ')
}
