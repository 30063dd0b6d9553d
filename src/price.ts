// Knows what S3 charges for a plan's jobs and requests, from one dated table; an estimate for people, never a bill.

import type { Tally } from './encryption.ts'
import type { Estimate, PlannedDirectCopy, PlannedJob } from './plan.ts'
import type { OperationGroup } from './scan/result.ts'

/** Amazon S3 pricing page, US East (N. Virginia); US dollars. */
export const RATES = {
  date: '2026-11',
  perJob: 0.25,
  perMillionTasks: 1.0,
  /**
   * PUT, COPY per 1,000 requests, by destination storage class; UpdateObjectEncryption is charged as a PUT (S3 User
   * Guide, "Updating server-side encryption").
   */
  copyPerThousand: new Map([
    ['STANDARD', 0.005],
    ['INTELLIGENT_TIERING', 0.005],
    ['STANDARD_IA', 0.01],
    ['ONEZONE_IA', 0.01],
    ['GLACIER_IR', 0.02],
  ]),
  /** AWS KMS pricing page; without a bucket key each copy asks for one data key. */
  kmsPerTenThousand: 0.03,
} as const

/** What is priced of a plan's work. */
type PricedWork = {
  readonly operation: (PlannedJob | PlannedDirectCopy)['operation']
  readonly group: Pick<OperationGroup, 'storageClass' | 'tally'>
}

/** Jobs, tasks, requests and KMS calls of the work. Storage, restores, replication and events are not in it. */
export function estimateWork(work: readonly PricedWork[], kms: 'none' | 'bucket-key' | 'per-object'): Estimate {
  const jobs = work.filter(({ operation }) => operation.startsWith('S3'))
  const writes = work.filter(({ operation }) => operation !== 'S3InitiateRestoreObject')
  const count = (some: readonly PricedWork[]) => some.reduce((sum, { group }) => sum + group.tally.objects, 0)
  const lines = [
    ...(jobs.length === 0
      ? []
      : [
          { what: `${jobs.length} S3 Batch Operations job(s)`, usd: jobs.length * RATES.perJob },
          { what: 'tasks', usd: (count(jobs) / 1e6) * RATES.perMillionTasks },
        ]),
    ...writes.map(({ operation, group }) => ({
      what: nameWrites(operation, group.storageClass),
      usd: (countWrites(operation, group.tally) / 1000) * (RATES.copyPerThousand.get(group.storageClass) ?? 0.005),
    })),
    ...(kms === 'per-object'
      ? [{ what: 'KMS requests', usd: (count(writes) / 10_000) * RATES.kmsPerTenThousand }]
      : []),
  ]
  return { usd: lines.reduce((sum, line) => sum + line.usd, 0), lines }
}

function nameWrites(operation: PricedWork['operation'], storageClass: string): string {
  if (operation === 'S3UpdateObjectEncryption') return 'UpdateObjectEncryption requests'
  return `${operation === 'MultipartCopy' ? 'UploadPartCopy' : 'COPY'} requests into ${storageClass}`
}

/** A multipart copy is cut into parts of 512 MiB, each object with a last one, a request to begin and one to complete. */
function countWrites(operation: PricedWork['operation'], { objects, bytes }: Tally): number {
  return operation === 'MultipartCopy' ? Number(bytes / BigInt(PART_BYTES)) + 3 * objects : objects
}

const PART_BYTES = 512 * 2 ** 20
