// What batch/ needs from outside, as a record of functions: S3, S3 Control, a clock, and a listener.

import type { CreateJobCommandInput, JobDescriptor, JobListDescriptor } from '@aws-sdk/client-s3-control'
import type { ByteRange, StoredFile } from '../findings/row-part.ts'
import type { AnnotationEntry, ObjectLook, Tags } from '../objects/object-look.ts'
import type { Timing } from '../time/retry.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** A job manifest to upload to the work location. */
export type JobManifestUpload = {
  readonly bucket: string
  readonly key: string
  readonly bytes: number
  /** Part size of a multipart upload; up to this many bytes are uploaded with a single PutObject. */
  readonly partBytes: number
  /** Streams the bytes from the start, each time it is called. */
  readonly body: () => AsyncIterable<Uint8Array>
}

/** Bytes that S3 copies from a file, all of them or a range, or bytes that the runner sends. */
export type JoinedPart =
  | { readonly from: StoredFile; readonly range: ByteRange | undefined }
  | { readonly read: () => Promise<Uint8Array> }

/** A job manifest that S3 joins in the work location. */
export type JobManifestJoin = {
  readonly key: string
  readonly bytes: number
  readonly metadata: Readonly<Record<string, string>>
  readonly parts: readonly JoinedPart[]
}

/** One DescribeJob response of a running job. */
export type JobProgress = {
  readonly jobId: string
  readonly bucket: string
  readonly storageClass: string
  /** The status as S3 returns it. */
  readonly status: string
  readonly tasksDone: number
  /** Rows of the job manifest, or the total that S3 reports. */
  readonly tasksTotal: number
  readonly tasksFailed: number
  /** Since the first DescribeJob response of this run; undefined until two responses differ. */
  readonly tasksPerSecond: number | undefined
  readonly secondsLeft: number | undefined
}

/** S3 Control: the jobs of one account and Region. */
export type JobCalls = {
  /** CreateJob; returns the job's id. Retries inside use the same ClientRequestToken. */
  readonly createJob: (request: CreateJobCommandInput) => Promise<string>
  /** DescribeJob. */
  readonly describeJob: (jobId: string) => Promise<JobDescriptor>
  /** ListJobs: every page, every status. */
  readonly listJobs: () => AsyncIterable<JobListDescriptor>
  /** UpdateJobStatus with `Ready`. */
  readonly confirmJob: (jobId: string) => Promise<void>
  /** UpdateJobStatus with `Cancelled`. */
  readonly cancelJob: (jobId: string) => Promise<void>
}

/** The objects in the work location. */
export type WorkFiles = {
  /**
   * Uploads the job manifest, in parts of exactly `partBytes`, with `If-None-Match: *` and an explicit
   * `ServerSideEncryption: AES256` (a CSV under SSE-KMS is refused; S3 User Guide, "Creating an S3 Batch Operations
   * job"). If the object exists, its ETag is returned instead: its key is the hash of its content, so an orphan of an
   * earlier run may be reused. The caller compares the ETag with the expected one.
   */
  readonly putJobManifest: (upload: JobManifestUpload) => Promise<{ readonly etag: string }>
  /**
   * Joins the parts with UploadPartCopy, each on condition of the file's ETag, and `If-None-Match: *`; ends unfinished
   * uploads of the key before. If the object exists with these bytes and this metadata, its ETag is returned: another run
   * was faster, or an answer was lost. @throws ActionError if it exists otherwise, or is not under SSE-S3
   */
  readonly joinJobManifest: (join: JobManifestJoin) => Promise<{ readonly etag: string }>
  /** HeadObject of a job manifest in the work location; undefined if it does not exist. */
  readonly findJobManifest: (key: string) => Promise<{ readonly etag: string } | undefined>
  /** GetObject of one object of a completion report in the work location. Returns the complete body, or throws. */
  readonly readCompletionReportObject: (bucket: string, key: string) => Promise<AsyncIterable<Uint8Array>>
  /** Reads a small text object in the work location; undefined if it does not exist. */
  readonly readRecord: (key: string) => Promise<string | undefined>
  /**
   * Writes a small text object to the work location if it does not exist. Returns the text that is there afterwards.
   */
  readonly writeRecordOnce: (key: string, text: string) => Promise<string>
}

/** Reads the current objects of the source bucket. */
export type ObjectReads = {
  /** HeadObject of the current version in the source bucket; undefined if it does not exist. */
  readonly headObject: (key: EncodedKey) => Promise<ObjectLook | undefined>
  /** The same with the checksum, if the jobs' role may request it. */
  readonly headObjectWithChecksum: (key: EncodedKey) => Promise<ObjectLook | undefined>
  /** GetObjectTagging in the source bucket. */
  readonly readTags: (key: EncodedKey) => Promise<Tags>
  /** ListObjectAnnotations in the source bucket; empty if the Region or service does not support annotations. */
  readonly listAnnotations: (key: EncodedKey) => Promise<readonly AnnotationEntry[]>
}

/** Callbacks for progress and warnings. */
export type Listeners = {
  /** Called with each job id, created or attached, before the first poll of the job. */
  readonly onJobCreated: (jobId: string) => void
  readonly onProgress: (progress: JobProgress) => void
  /** A message for a person. The text may contain untrusted parts. */
  readonly warn: (message: string) => void
}

/** All of the above, as a remediation passes it on. Errors carry the `Fault` that decides the next step. */
export type BatchDeps = JobCalls & WorkFiles & ObjectReads & Timing & Listeners
