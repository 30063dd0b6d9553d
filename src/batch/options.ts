// What the caller of a remediation specifies in addition to the plan.

import type { Proof } from '../findings/proof.ts'
import type { KeySet } from '../objects/key-set.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'

/** All settings of a job that are not part of the plan. */
export type JobSettings = {
  /** Account of the source bucket and of the jobs, 12 digits. */
  readonly account: string
  readonly region: string
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string
  /** Role S3 Batch Operations assumes. */
  readonly roleArn: string
  readonly priority: number
  /** Bucket and key prefix (empty or ending in "/") of job manifests and completion reports, and the bucket's owner. */
  readonly workLocation: { readonly bucket: string; readonly prefix: string; readonly owner: string }
  /** The proof that the plan is based on. */
  readonly proof: Pick<Proof, 'fingerprint' | 'asOf' | 'source'>
}

export type RemediationOptions = JobSettings & {
  /**
   * `confirm`: jobs are created suspended. `run`: they start immediately, and so do suspended ones of the same plan.
   */
  readonly mode: 'confirm' | 'run'
  /** False: start the jobs and do not wait for them. */
  readonly wait: boolean
  /** When the wait ends, in epoch milliseconds. */
  readonly deadline: number
  readonly pollIntervalMs: number
  /** Statuses that the policy accepts: an object changed since the report needs only one of these. */
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
  /** Keys to exclude from new jobs, because the newest report no longer lists them as planned; undefined: none. */
  readonly leftOut?: KeySet | undefined
  /** Keys that need nothing, of jobs whose objects were each checked before; undefined: none. */
  readonly leaveAlone?: KeySet | undefined
  readonly signal: AbortSignal
}
