// Knows what the batch domain needs from outside, as a record of functions: S3, S3 Control, a clock, and a listener.

import type { CreateJobCommandInput, JobDescriptor, JobListDescriptor } from '@aws-sdk/client-s3-control'
import type { AnnotationEntry, ObjectLook, Tags } from '../objects/object-look.ts'
import type { Timing } from '../time/retry.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** A job manifest on its way to the work location. */
export type JobManifestUpload = {
  readonly bucket: string
  readonly key: string
  readonly bytes: number
  /** Size of the parts of a multipart upload; up to so many bytes are put in one piece. */
  readonly partBytes: number
  /** The bytes from the start, as often as asked. */
  readonly body: () => AsyncIterable<Uint8Array>
}

/** One DescribeJob response of a running job. */
export type JobProgress = {
  readonly jobId: string
  readonly bucket: string
  readonly storageClass: string
  /** S3's word. */
  readonly status: string
  readonly tasksDone: number
  /** Rows of the job manifest, or what S3 says. */
  readonly tasksTotal: number
  readonly tasksFailed: number
  /** Since the first DescribeJob response of this run; undefined until two responses differ. */
  readonly tasksPerSecond: number | undefined
  readonly secondsLeft: number | undefined
}

/** S3 Control: the jobs of one account and Region. */
export type JobCalls = {
  /** CreateJob; the job's id. Retries inside keep the ClientRequestToken. */
  readonly createJob: (request: CreateJobCommandInput) => Promise<string>
  /** DescribeJob. */
  readonly describeJob: (jobId: string) => Promise<JobDescriptor>
  /** ListJobs, every page and every status. */
  readonly listJobs: () => AsyncIterable<JobListDescriptor>
  /** UpdateJobStatus with `Ready`. */
  readonly confirmJob: (jobId: string) => Promise<void>
  /** UpdateJobStatus with `Cancelled`. */
  readonly cancelJob: (jobId: string) => Promise<void>
}

/** What is in the work location. */
export type WorkFiles = {
  /**
   * Uploads the job manifest, in parts of exactly `partBytes`, with `If-None-Match: *` and an explicit
   * `ServerSideEncryption: AES256` (a CSV under SSE-KMS is refused; S3 User Guide, "Creating an S3 Batch Operations job").
   * If the object is there already its ETag is returned instead: the key is the content's hash, so an orphan of an earlier
   * run may be reused. The caller compares the ETag with the one it expects.
   */
  readonly putJobManifest: (upload: JobManifestUpload) => Promise<{ readonly etag: string }>
  /** GetObject of a part of a completion report in the work location; the body, whole or an error. */
  readonly readCompletionReportObject: (bucket: string, key: string) => Promise<AsyncIterable<Uint8Array>>
  /** A small text in the work location; undefined when there is none. */
  readonly readRecord: (key: string) => Promise<string | undefined>
  /** Puts a small text into the work location on condition that none is there; the one that is there afterwards. */
  readonly writeRecordOnce: (key: string, text: string) => Promise<string>
}

/** Objects of the source bucket, as they are now. */
export type ObjectReads = {
  /** HeadObject of the current version in the source bucket; undefined when there is none. */
  readonly headObject: (key: EncodedKey) => Promise<ObjectLook | undefined>
  /** The same with the checksum, where the jobs' role may ask for it. */
  readonly headObjectWithChecksum: (key: EncodedKey) => Promise<ObjectLook | undefined>
  /** GetObjectTagging, in the source bucket. */
  readonly readTags: (key: EncodedKey) => Promise<Tags>
  /** ListObjectAnnotations, in the source bucket; none where the Region or service does not have them. */
  readonly listAnnotations: (key: EncodedKey) => Promise<readonly AnnotationEntry[]>
}

/** Who hears of what happens. */
export type Listeners = {
  /** Called with each id, created or attached, before the job is first polled. */
  readonly onJobCreated: (jobId: string) => void
  readonly onProgress: (progress: JobProgress) => void
  /** Something a person should know. The text may hold untrusted parts. */
  readonly warn: (message: string) => void
}

/** Everything at once, as the course of a remediation hands it on. Errors carry the `Fault` that says what they mean for the next step. */
export type BatchDeps = JobCalls & WorkFiles & ObjectReads & Timing & Listeners
