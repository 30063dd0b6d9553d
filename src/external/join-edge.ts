// Joins files to one object inside S3: UploadPartCopy from files of queries into the work location.

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import type { JobManifestJoin, JoinedPart } from '../batch/batch-deps.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { ActionError } from '../words/errors.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { absentAs404, calling } from './faults.ts'
import { headObject } from './head-object.ts'
import { toRead } from './s3.ts'

/** S3 copies up to 5 GiB before it responds. */
const COPY_TIMEOUT_MS = 15 * 60 * 1000
const PARTS_AT_ONCE = 4

export async function joinObject(work: BucketHandle, join: JobManifestJoin): Promise<{ readonly etag: string }> {
  const there = await findJoined(work, join)
  if (there !== undefined) return there
  await endUnfinished(work, join.key)
  const uploadId = await begin(work, join)
  try {
    await complete(work, join, uploadId, await sendParts(work, join, uploadId))
  } catch (error) {
    // Another run was faster, or the answer was lost: then it is there.
    const found = await findJoined(work, join).catch(() => undefined)
    if (found !== undefined) return found
    await abort(work, join.key, uploadId).catch(() => {})
    throw error
  }
  // An upload whose answer was lost was begun twice.
  await endUnfinished(work, join.key)
  const made = await findJoined(work, join)
  if (made !== undefined) return made
  throw new ActionError('REMEDIATION_FAILED', `The job manifest ${at(work, join)} is gone again.`)
}

const at = ({ bucket }: BucketHandle, { key }: JobManifestJoin) => `s3://${bucket}/${key}`
const toWrite = (work: BucketHandle, key: string, also = '') =>
  needing('WriteJobManifestsReadCompletionReports', 's3:PutObject', `${bucketArn(work)}/${key}`, also)

/** The object, if it is there. @throws ActionError if it is another one than was joined */
async function findJoined(work: BucketHandle, join: JobManifestJoin): Promise<{ readonly etag: string } | undefined> {
  const found = await headObject(work, join.key, { attempt: toRead(work, join.key) })
  if (found === undefined) return undefined
  const why = findFlaw(found, join)
  if (why === undefined) return { etag: found.etag }
  throw new ActionError('REMEDIATION_FAILED', `The job manifest ${at(work, join)} ${why}.`, {
    hint: 'No job was started. Check who else can write to the work location, then remove the object.',
  })
}

function findFlaw({ size, encryption, metadata }: ObjectLook, join: JobManifestJoin): string | undefined {
  if (size !== join.bytes) return `has ${size} bytes, and its files have ${join.bytes}`
  if (encryption !== 'SSE-S3') return `is encrypted with ${encryption}, which S3 Batch Operations does not read`
  const other = Object.entries(join.metadata).find(([name, value]) => metadata.get(name) !== value)
  return other === undefined ? undefined : 'was not joined from these rows'
}

/** Those of runs that were killed. Their parts cost until they are ended. */
async function endUnfinished(work: BucketHandle, key: string): Promise<void> {
  const command = new ListMultipartUploadsCommand({
    Bucket: work.bucket,
    Prefix: key,
    ExpectedBucketOwner: work.owner,
  })
  const attempt = needing('FindQueryResults', 's3:ListBucketMultipartUploads', bucketArn(work))
  const { Uploads = [] } = await calling(attempt, () => work.client.send(command))
  for (const { Key, UploadId } of Uploads) if (Key === key && UploadId !== undefined) await abort(work, key, UploadId)
}

async function abort(work: BucketHandle, Key: string, UploadId: string): Promise<void> {
  const command = new AbortMultipartUploadCommand({
    Bucket: work.bucket,
    Key,
    UploadId,
    ExpectedBucketOwner: work.owner,
  })
  const attempt = needing(
    'WriteJobManifestsReadCompletionReports',
    's3:AbortMultipartUpload',
    `${bucketArn(work)}/${Key}`,
  )
  await absentAs404(() => calling(attempt, () => work.client.send(command)))
}

/** SSE-S3, whatever the files are under: S3 refuses a job manifest under SSE-KMS. */
async function begin(work: BucketHandle, { key, metadata }: JobManifestJoin): Promise<string> {
  const command = new CreateMultipartUploadCommand({
    Bucket: work.bucket,
    Key: key,
    ContentType: 'text/csv',
    ServerSideEncryption: 'AES256',
    Metadata: { ...metadata },
    ExpectedBucketOwner: work.owner,
  })
  const { UploadId } = await calling(toWrite(work, key), () => work.client.send(command))
  if (UploadId !== undefined) return UploadId
  throw new ActionError('REMEDIATION_FAILED', 'CreateMultipartUpload returned no upload id.')
}

type Sent = { readonly PartNumber: number; readonly ETag: string | undefined }

async function sendParts(work: BucketHandle, { key, parts }: JobManifestJoin, uploadId: string): Promise<Sent[]> {
  const sent: Sent[] = []
  await forEachAtOnce([...parts.entries()], PARTS_AT_ONCE, async ([index, part]) => {
    const PartNumber = index + 1
    const of = { Bucket: work.bucket, Key: key, UploadId: uploadId, PartNumber, ExpectedBucketOwner: work.owner }
    sent.push({ PartNumber, ETag: await sendPart(work, part, of) })
  })
  return sent.sort((a, b) => a.PartNumber - b.PartNumber)
}

type PartOf = {
  Bucket: string
  Key: string
  UploadId: string
  PartNumber: number
  ExpectedBucketOwner: string | undefined
}

async function sendPart(work: BucketHandle, part: JoinedPart, of: PartOf): Promise<string | undefined> {
  if ('read' in part) {
    const Body = await part.read()
    const { ETag } = await calling(toWrite(work, of.Key), () =>
      work.client.send(new UploadPartCommand({ ...of, Body })),
    )
    return ETag
  }
  const { from, range } = part
  const command = new UploadPartCopyCommand({
    ...of,
    CopySource: `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`,
    CopySourceIfMatch: from.etag,
    CopySourceRange: range && `bytes=${range.start}-${range.end - 1}`,
    ExpectedSourceBucketOwner: work.owner,
  })
  const options = { requestTimeout: COPY_TIMEOUT_MS }
  const attempt = toWrite(work, of.Key, ` (with s3:GetObject on arn:${work.partition}:s3:::${from.bucket}/${from.key})`)
  const { CopyPartResult } = await calling(attempt, () => work.client.send(command, options))
  return CopyPartResult?.ETag
}

async function complete(work: BucketHandle, { key, bytes }: JobManifestJoin, UploadId: string, Parts: Sent[]) {
  const command = new CompleteMultipartUploadCommand({
    Bucket: work.bucket,
    Key: key,
    UploadId,
    MultipartUpload: { Parts },
    MpuObjectSize: bytes,
    IfNoneMatch: '*',
    ExpectedBucketOwner: work.owner,
  })
  await calling(toWrite(work, key), () => work.client.send(command, { requestTimeout: COPY_TIMEOUT_MS }))
}
