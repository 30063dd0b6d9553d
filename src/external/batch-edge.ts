// S3 Batch Operations and the work location in AWS: implements the functions that src/batch/ needs with the SDK.

import { Readable } from 'node:stream'
import { type CompleteMultipartUploadCommandOutput, PutObjectCommand } from '@aws-sdk/client-s3'
import {
  CreateJobCommand,
  DescribeJobCommand,
  paginateListJobs,
  type S3ControlClient,
  UpdateJobStatusCommand,
} from '@aws-sdk/client-s3-control'
import { Upload } from '@aws-sdk/lib-storage'
import type { BatchDeps, JobManifestUpload } from '../batch/batch-deps.ts'
import type { Fault } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import { createAnnotationCalls } from './annotation-edge.ts'
import { type Attempt, needing } from './attempt.ts'
import { errorNameOf, explainAwsError, httpStatusOf, isThrottling } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { writeThroughConflicts } from './conflict.ts'
import { createReadTags } from './direct-edge.ts'
import { classifyFault } from './faults.ts'
import { createHeadObject, headObject } from './head-object.ts'
import { joinObject } from './join-edge.ts'
import { type ReadTiming, readRest, readRestAsText } from './resuming-read.ts'
import { getObject, toRead } from './s3.ts'

export type BatchEdge = {
  readonly client: S3ControlClient
  readonly account: string
  readonly partition: string
  readonly region: string
  readonly source: BucketHandle
  readonly work: BucketHandle
  readonly timing: ReadTiming
  /** Whether objects are checked with their checksums: under SSE-KMS that needs kms:Decrypt. */
  readonly checksums: boolean
}

type AwsDeps = Pick<
  BatchDeps,
  | 'putJobManifest'
  | 'findJobManifest'
  | 'joinJobManifest'
  | 'createJob'
  | 'describeJob'
  | 'listJobs'
  | 'confirmJob'
  | 'cancelJob'
  | 'readCompletionReportObject'
  | 'headObject'
  | 'headObjectWithChecksum'
  | 'readTags'
  | 'listAnnotations'
  | 'readRecord'
  | 'writeRecordOnce'
>

type JobCalls = Pick<AwsDeps, 'createJob' | 'describeJob' | 'listJobs' | 'confirmJob' | 'cancelJob'>

/** Requests to S3 Control. */
export function createJobCalls({
  client,
  account,
  partition,
  region,
}: Pick<BatchEdge, 'client' | 'account' | 'partition' | 'region'>): JobCalls {
  const jobs = `arn:${partition}:s3:${region}:${account}:job/*`
  const update = async (JobId: string, RequestedJobStatus: 'Ready' | 'Cancelled') => {
    const attempt = needing('ConfirmAndCancelOwnJobs', 's3:UpdateJobStatus', jobs)
    const input = { AccountId: account, JobId, RequestedJobStatus }
    await calling(attempt, () => client.send(new UpdateJobStatusCommand(input)))
  }
  return {
    createJob: async (request) => {
      // CreateJob needs the other two permissions as well; AWS's message names the one that is missing.
      const role = request.RoleArn ?? '*'
      const attempt = needing('CreateJobs', 's3:CreateJob', role, ' (with s3:PutJobTagging and iam:PassRole)')
      const answer = await calling(attempt, () => client.send(new CreateJobCommand(request)))
      if (answer.JobId === undefined)
        throw withFault(new ActionError('REMEDIATION_FAILED', 'CreateJob returned no job id.'), 'ambiguous')
      return answer.JobId
    },
    describeJob: async (jobId) => {
      const attempt = needing('FollowJobs', 's3:DescribeJob', jobs)
      const answer = await calling(attempt, () =>
        client.send(new DescribeJobCommand({ AccountId: account, JobId: jobId })),
      )
      return answer.Job ?? { JobId: jobId }
    },
    listJobs: async function* () {
      const attempt = needing('FindJobs', 's3:ListJobs', '*')
      const pages = paginateListJobs({ client, pageSize: 1000 }, { AccountId: account })[Symbol.asyncIterator]()
      for (;;) {
        const page = await calling(attempt, () => pages.next())
        if (page.done) return
        yield* page.value.Jobs ?? []
      }
    },
    confirmJob: (jobId) => update(jobId, 'Ready'),
    cancelJob: (jobId) => update(jobId, 'Cancelled'),
  }
}

/** The functions of `BatchDeps` that call AWS. Errors carry the `fault` that says whether a retry can help. */
export function createBatchDeps(edge: BatchEdge): AwsDeps {
  const lookAs = (checksums: boolean) => createHeadObject(edge.source, { looking: 'VerifyObjects', checksums })
  const annotations = createAnnotationCalls(edge.source, 'CompareTagsAndAnnotationsOfCanaries', edge.timing)
  return {
    ...createJobCalls(edge),
    putJobManifest: (upload) => putJobManifest(edge, upload),
    joinJobManifest: (join) => classifying(() => joinObject(edge.work, join)),
    findJobManifest: (key) => classifying(() => headObject(edge.work, key, { attempt: toRead(edge.work, key) })),
    readCompletionReportObject: async (bucket, key) => {
      const work = { ...edge.work, bucket }
      const found = await classifying(() => getObject(work, key))
      if (found !== undefined) return classifyingEach(readRest(work, key, found, edge.timing))
      throw withFault(new ActionError('REMEDIATION_FAILED', `s3://${bucket}/${key} does not exist.`), 'not-found')
    },
    headObject: lookAs(false),
    headObjectWithChecksum: lookAs(edge.checksums),
    readTags: createReadTags(edge.source, 'CompareTagsAndAnnotationsOfCanaries'),
    listAnnotations: (key) => annotations.listAnnotations(key),
    ...createRecordCalls(edge),
  }
}

/** Small text objects in the work location. */
export const createRecordCalls = (place: RecordPlace): Pick<AwsDeps, 'readRecord' | 'writeRecordOnce'> => ({
  readRecord: (key) => readRecord(place, key),
  writeRecordOnce: (key, text) => writeRecordOnce(place, key, text),
})

const toWrite = (work: BucketHandle, key: string) =>
  needing('WriteJobManifestsReadCompletionReports', 's3:PutObject', `${bucketArn(work)}/${key}`)

/**
 * Uploads a job manifest, in parts if it is large. SSE-S3 is set explicitly because S3 refuses a job manifest under
 * SSE-KMS, which could be the bucket's default (S3 User Guide, "Creating an S3 Batch Operations job").
 */
async function putJobManifest({ work, timing }: RecordPlace, upload: JobManifestUpload): Promise<{ etag: string }> {
  const attempt = toWrite(work, upload.key)
  const begin = () =>
    new Upload({
      client: work.client,
      partSize: upload.partBytes,
      queueSize: 2,
      params: {
        Bucket: upload.bucket,
        Key: upload.key,
        Body: Readable.from(upload.body()),
        ContentType: 'text/csv',
        ServerSideEncryption: 'AES256',
        ExpectedBucketOwner: work.owner,
        IfNoneMatch: '*',
      },
    })
  try {
    const answer: CompleteMultipartUploadCommandOutput = await writeThroughConflicts(() => begin().done(), timing.sleep)
    return { etag: answer.ETag ?? '' }
  } catch (error) {
    // 412: written by an earlier run, or by an attempt whose response was lost. NoSuchUpload: the same, for a multipart
    // upload.
    const mayBeThere = httpStatusOf(error) === 412 || errorNameOf(error) === 'NoSuchUpload'
    const found = mayBeThere ? await headObject(work, upload.key, { attempt: toRead(work, upload.key) }) : undefined
    if (found === undefined) throw explainFault(error, attempt)
    return found
  }
}

type RecordPlace = Pick<BatchEdge, 'work' | 'timing'>

async function readRecord({ work, timing }: RecordPlace, key: string): Promise<string | undefined> {
  return await classifying(async () => {
    const found = await getObject(work, key)
    return found && (await readRestAsText(work, key, found, timing))
  })
}

/** SSE-S3 is set explicitly, so that reading it needs no key, whatever the bucket's default. */
async function writeRecordOnce(place: RecordPlace, key: string, text: string): Promise<string> {
  const { work } = place
  const attempt = toWrite(work, key)
  const input = {
    Bucket: work.bucket,
    Key: key,
    Body: text,
    ContentType: 'application/json',
    ServerSideEncryption: 'AES256' as const,
    ExpectedBucketOwner: work.owner,
    IfNoneMatch: '*',
  }
  try {
    await writeThroughConflicts(() => work.client.send(new PutObjectCommand(input)), place.timing.sleep)
    return text
  } catch (error) {
    // 412: written by another run, or by an attempt whose response was lost.
    const found = httpStatusOf(error) === 412 ? await readRecord(place, key) : undefined
    if (found === undefined) throw explainFault(error, attempt)
    return found
  }
}

async function calling<T>(attempt: Attempt, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw explainFault(error, attempt)
  }
}

/** For calls that explain their errors themselves: adds the fault. */
async function classifying<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw withFault(error as Error, faultOfJobs(error instanceof ActionError ? error.cause : error))
  }
}

/** The same for streams. */
async function* classifyingEach(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    const isPassing = error instanceof ActionError && error.code === 'SERVICE_UNAVAILABLE'
    throw withFault(error as Error, isPassing ? 'ambiguous' : undefined)
  }
}

function explainFault(error: unknown, attempt: Attempt): Error {
  return withFault(explainAwsError(error, attempt), faultOfJobs(error))
}

function withFault<E extends Error>(error: E, fault: Fault | undefined): E {
  return Object.assign(error, { fault })
}

/** A 503 of S3 Control or of a read has had no effect, whatever its name. */
const faultOfJobs = (error: unknown) => (isThrottling(error) ? 'throttled' : classifyFault(error))
