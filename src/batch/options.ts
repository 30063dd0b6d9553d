// Knows what the caller of a remediation specifies, in addition to the plan.

import type { Proof } from '../findings/proof.ts'
import type { KeySet } from '../objects/key-set.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'

/** Everything that goes into a job and is not the plan's. */
export type JobSettings = {
  /** Account of the source bucket and of the jobs, 12 digits. */
  readonly account: string
  readonly region: string
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string
  /** Role S3 Batch Operations assumes. */
  readonly roleArn: string
  readonly priority: number
  /** Bucket and key prefix (empty, or ending in "/") of job manifests and completion reports, and the bucket's owner. */
  readonly workLocation: { readonly bucket: string; readonly prefix: string; readonly owner: string }
  /** What the plan rests on. */
  readonly proof: Pick<Proof, 'fingerprint' | 'asOf'>
}

export type RemediationOptions = JobSettings & {
  /** `confirm`: jobs are created suspended. `run`: they start by themselves, and suspended ones of the same plan too. */
  readonly mode: 'confirm' | 'run'
  /** False: start the jobs and leave. */
  readonly wait: boolean
  /** When the wait ends, milliseconds since the epoch. */
  readonly deadline: number
  readonly pollIntervalMs: number
  /** What the policy accepts: an object changed since the report needs no more than that. */
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
  /** Keys that no new job is given, because the newest report does not list them as planned any more; undefined: none. */
  readonly leftOut?: KeySet | undefined
  /** Keys of restore groups that no restore is asked for; undefined: all are. */
  readonly notToRestore?: KeySet | undefined
  readonly signal: AbortSignal
}
