// Reads and writes the Description of this action's jobs: used to find them, never as proof of anything.

export type JobDescription = {
  readonly bucket: string
  readonly storageClass: string
  /** When the inventory report's listing started. */
  readonly reportCreatedAt: Date
  /** 16 hex digits, equal for equal plans. In format 1 they include the work location. */
  readonly fingerprint: string
  readonly format: 1 | 2
}

const FORM = /^s3-encryption-compliance v([12]) (\S{1,63}) ([A-Z_]{1,32}) report=(\S{10,30}) fp=([0-9a-f]{16})$/

/** At most 171 characters; S3 allows 256 (API reference, "CreateJob"). */
export function renderJobDescription(job: JobDescription): string {
  const report = job.reportCreatedAt.toISOString()
  return `s3-encryption-compliance v${job.format} ${job.bucket} ${job.storageClass} report=${report} fp=${job.fingerprint}`
}

/** Undefined for any text that this action would not have written. */
export function parseJobDescription(text: string | undefined): JobDescription | undefined {
  const [, version, bucket, storageClass, report, fingerprint] = FORM.exec(text ?? '') ?? []
  if (!version || !bucket || !storageClass || !report || !fingerprint) return undefined
  const time = Date.parse(report)
  if (Number.isNaN(time)) return undefined
  const format = version === '1' ? 1 : 2
  const description = { bucket, storageClass, reportCreatedAt: new Date(time), fingerprint, format } as const
  return renderJobDescription(description) === text ? description : undefined
}
