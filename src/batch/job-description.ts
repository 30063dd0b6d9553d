// Knows the Description the action writes into its jobs: an index to find them by, never a proof of anything.

export type JobDescription = {
  readonly bucket: string
  readonly storageClass: string
  /** When the inventory report's listing started. */
  readonly reportCreatedAt: Date
  /** 16 hex digits over everything that makes two plans the same plan. */
  readonly fingerprint: string
}

const FORM = /^s3-encryption-compliance v1 (\S{1,63}) ([A-Z_]{1,32}) report=(\S{10,30}) fp=([0-9a-f]{16})$/

/** At most 171 characters; S3 allows 256 (API reference, "CreateJob"). */
export function renderJobDescription(job: JobDescription): string {
  const report = job.reportCreatedAt.toISOString()
  return `s3-encryption-compliance v1 ${job.bucket} ${job.storageClass} report=${report} fp=${job.fingerprint}`
}

/** Undefined for every text this action would not have written. */
export function parseJobDescription(text: string | undefined): JobDescription | undefined {
  const [, bucket, storageClass, report, fingerprint] = FORM.exec(text ?? '') ?? []
  if (!bucket || !storageClass || !report || !fingerprint) return undefined
  const time = Date.parse(report)
  if (Number.isNaN(time)) return undefined
  const description = { bucket, storageClass, reportCreatedAt: new Date(time), fingerprint }
  return renderJobDescription(description) === text ? description : undefined
}
