// Knows what S3 charges for a copy job, from one dated table; an estimate for people, never a bill.

import type { Estimate } from './plan.ts'

/** Amazon S3 pricing page, US East (N. Virginia); US dollars. */
export const RATES = {
  date: '2026-11',
  perJob: 0.25,
  perMillionTasks: 1.0,
  /** PUT, COPY per 1,000 requests, by destination storage class. */
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

/** Jobs, tasks, COPY requests and KMS calls for the given groups. Storage, replication and events are not in it. */
export function estimateCopies(
  groups: readonly { readonly storageClass: string; readonly objects: number }[],
  kms: 'none' | 'bucket-key' | 'per-object',
): Estimate {
  const objects = groups.reduce((sum, group) => sum + group.objects, 0)
  const lines = [
    { what: `${groups.length} S3 Batch Operations job(s)`, usd: groups.length * RATES.perJob },
    { what: 'tasks', usd: (objects / 1e6) * RATES.perMillionTasks },
    ...groups.map((group) => ({
      what: `COPY requests into ${group.storageClass}`,
      usd: (group.objects / 1000) * (RATES.copyPerThousand.get(group.storageClass) ?? 0.005),
    })),
    ...(kms === 'per-object' ? [{ what: 'KMS requests', usd: (objects / 10_000) * RATES.kmsPerTenThousand }] : []),
  ]
  return { usd: lines.reduce((sum, line) => sum + line.usd, 0), lines }
}
