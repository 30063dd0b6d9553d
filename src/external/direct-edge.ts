// Direct copies in AWS: implements the functions that src/direct/ needs with the SDK, for one source bucket.

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectTaggingCommand,
  ListPartsCommand,
  type ListPartsCommandInput,
  type Part,
  type S3Client,
  type StorageClass,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import type { DirectDeps, RecordedUpload, Written } from '../direct/direct-deps.ts'
import { isLocked, listLostLocks } from '../findings/object-lock.ts'
import type { Tags } from '../objects/object-look.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { absentAs404, calling, sendUntilDoubtful } from './faults.ts'
import { createHeadObject, type LookOptions } from './head-object.ts'
import { readLock } from './lock-edge.ts'
import { CHECKSUM_FIELDS, quoteEtag, toVersionId } from './look-edge.ts'
import { nameEncryption, restate, sendHeader } from './object-headers.ts'
import type { ActionOf, Sid } from './permissions.ts'

type ObjectCalls = Omit<
  DirectDeps,
  | 'listAnnotations'
  | 'readAnnotation'
  | 'writeAnnotation'
  | 'listRecordedUploads'
  | 'recordUpload'
  | 'settleUpload'
  | 'keepAnnotation'
  | 'readKeptAnnotation'
  | 'now'
  | 'sleep'
  | 'random'
  | 'onProgress'
>

/** S3 copies up to 5 GiB before it responds; a call that takes longer is retried. */
const COPY_TIMEOUT_MS = 15 * 60 * 1000

const DIRECT_LOOKS = { looking: 'LookAtObjectsToCopy', checksums: true } as const satisfies LookOptions

/** How requests name the objects of one bucket, and the permissions that they need. */
function createNames(source: BucketHandle) {
  const { owner } = source
  const about = <S extends Sid>(sid: S, permission: ActionOf<S>, key: EncodedKey, also?: string) =>
    needing(sid, permission, `${bucketArn(source)}/${key}`, also)
  const named = (key: EncodedKey) => ({ Bucket: source.bucket, Key: decodeKey(key), ExpectedBucketOwner: owner })
  return {
    about,
    toWrite: (key: EncodedKey, also: string) => about('CopyObjectsOntoThemselves', 's3:PutObject', key, also),
    named,
    ofUpload: (upload: RecordedUpload) => ({ ...named(upload.key), UploadId: upload.uploadId }),
    // S3 API Reference, "CopyObject": the source must be URL-encoded, which our encoded keys are.
    copied: (key: EncodedKey, etag: string) => ({
      CopySource: `${source.bucket}/${key}`,
      CopySourceIfMatch: etag,
      ExpectedSourceBucketOwner: owner,
    }),
  }
}
type Names = ReturnType<typeof createNames>

/**
 * The functions of `DirectDeps` for the objects of a bucket. Errors carry the fault and whether they may have acted.
 */
export function createObjectCalls(
  source: BucketHandle,
  { locks = false }: Pick<LookOptions, 'locks'> = {},
): ObjectCalls {
  const { client } = source
  const names = createNames(source)
  return {
    headObject: createHeadObject(source, { ...DIRECT_LOOKS, locks }),
    listLocksLeftOn: async (key, versionId, signal) => {
      if (!locks || versionId === undefined) return []
      const lock = await absentAs404(() => readLock(source, key, versionId, signal))
      if (lock === undefined || !isLocked(lock)) return []
      return listLostLocks(lock, await readLock(source, key, undefined, signal))
    },
    readTags: createReadTags(source, 'LookAtObjectsToCopy'),
    copyObject: createCopyObject(client, names),
    createUpload: createCreateUpload(client, names),
    copyPart: createCopyPart(client, names),
    listParts: createListParts(client, names),
    completeUpload: createCompleteUpload(client, names),
    abortUpload: async (upload) => {
      const attempt = names.about('CopyObjectsOntoThemselves', 's3:AbortMultipartUpload', upload.key)
      const command = new AbortMultipartUploadCommand(names.ofUpload(upload))
      await absentAs404(() => calling(attempt, () => client.send(command)))
    },
  }
}

const createCopyObject =
  (client: S3Client, { named, copied, toWrite }: Names): ObjectCalls['copyObject'] =>
  async (key, look, target, signal) => {
    const command = new CopyObjectCommand({
      ...named(key),
      ...copied(key, look.etag),
      IfMatch: look.etag,
      MetadataDirective: 'COPY',
      TaggingDirective: 'COPY',
      StorageClass: look.storageClass as StorageClass,
      WebsiteRedirectLocation: look.websiteRedirect,
      ...nameEncryption(target),
    })
    sendUntilDoubtful(command)
    const attempt = toWrite(key, ' (with s3:GetObject, and the tagging permissions for tagged objects)')
    const answer = await calling(attempt, () => client.send(command, within(signal, COPY_TIMEOUT_MS)))
    const sourceVersionId = toVersionId(answer.CopySourceVersionId)
    return { ...toWritten(answer.CopyObjectResult?.ETag, answer.VersionId), sourceVersionId }
  }

const createCreateUpload =
  (client: S3Client, { named, toWrite }: Names): ObjectCalls['createUpload'] =>
  async (key, template) => {
    const command = new CreateMultipartUploadCommand({ ...named(key), ...restate(template) })
    const expires = template.source.headers.get('expires')
    // The SDK accepts only a Date; S3 stores whatever text was sent.
    if (expires !== undefined) sendHeader(command, 'expires', expires)
    const attempt = toWrite(key, ' (with s3:PutObjectTagging for tagged objects)')
    const { UploadId } = await calling(attempt, () => client.send(command))
    if (UploadId !== undefined) return UploadId
    throw new ActionError('REMEDIATION_FAILED', 'CreateMultipartUpload returned no upload id.')
  }

const createCopyPart =
  (client: S3Client, { ofUpload, copied, toWrite }: Names): ObjectCalls['copyPart'] =>
  async (upload, range, look, signal) => {
    const command = new UploadPartCopyCommand({
      ...ofUpload(upload),
      ...copied(upload.key, look.etag),
      PartNumber: range.number,
      CopySourceRange: `bytes=${range.first}-${range.last}`,
    })
    const attempt = toWrite(upload.key, ' (with s3:GetObject)')
    const answer = await calling(attempt, () => client.send(command, within(signal, COPY_TIMEOUT_MS)))
    return {
      number: range.number,
      etag: quoteEtag(answer.CopyPartResult?.ETag),
      size: range.last - range.first + 1,
      checksum: answer.CopyPartResult?.[fieldOf(look.checksum?.algorithm)],
    }
  }

const createListParts =
  (client: S3Client, { ofUpload, about }: Names): ObjectCalls['listParts'] =>
  async (upload, checksum) => {
    const attempt = about('CopyObjectsOntoThemselves', 's3:ListMultipartUploadParts', upload.key)
    const parts = await absentAs404(() => calling(attempt, () => listAllParts(client, ofUpload(upload))))
    return parts?.map((part) => ({
      number: part.PartNumber ?? 0,
      etag: quoteEtag(part.ETag),
      size: part.Size ?? 0,
      checksum: part[fieldOf(checksum)],
    }))
  }

const createCompleteUpload =
  (client: S3Client, { ofUpload, toWrite }: Names): ObjectCalls['completeUpload'] =>
  async (upload, parts, look, signal) => {
    const field = fieldOf(look.checksum?.algorithm)
    const Parts = parts.map((part) => ({ PartNumber: part.number, ETag: part.etag, [field]: part.checksum }))
    const command = new CompleteMultipartUploadCommand({
      ...ofUpload(upload),
      IfMatch: look.etag,
      MpuObjectSize: look.size,
      ChecksumType: look.checksum?.type,
      MultipartUpload: { Parts },
    })
    const attempt = toWrite(upload.key, ' (with s3:GetObject)')
    const answer = await calling(attempt, () => client.send(command, within(signal, COPY_TIMEOUT_MS)))
    return toWritten(answer.ETag, answer.VersionId)
  }

/** GetObjectTagging, allowed by the statement `reading`. */
export function createReadTags(
  { client, bucket, owner, partition }: BucketHandle,
  reading: 'LookAtObjectsToCopy' | 'CompareTagsAndAnnotationsOfCanaries',
) {
  return async (key: EncodedKey, signal?: AbortSignal): Promise<Tags> => {
    const command = new GetObjectTaggingCommand({ Bucket: bucket, Key: decodeKey(key), ExpectedBucketOwner: owner })
    const attempt = needing(reading, 's3:GetObjectTagging', `${bucketArn({ partition, bucket })}/${key}`)
    const answer = await calling(attempt, () => client.send(command, within(signal)))
    return new Map((answer.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']))
  }
}

/** Every page. S3 returns a next marker on the last page, too, so the SDK's paginator would never end. */
async function listAllParts(client: S3Client, input: ListPartsCommandInput): Promise<Part[]> {
  const parts: Part[] = []
  let marker: string | undefined
  do {
    const page = await client.send(new ListPartsCommand({ ...input, PartNumberMarker: marker }))
    parts.push(...(page.Parts ?? []))
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined
  } while (marker !== undefined)
  return parts
}

/** The field of part results with the value of an algorithm; for no algorithm, a field that is never set. */
function fieldOf(algorithm: string | undefined) {
  return CHECKSUM_FIELDS.get(algorithm ?? '') ?? 'ChecksumCRC64NVME'
}

function toWritten(etag: string | undefined, versionId: string | undefined): Written {
  return { etag: quoteEtag(etag), versionId: toVersionId(versionId), sourceVersionId: undefined }
}

function within(signal: AbortSignal | undefined, requestTimeout?: number) {
  return {
    ...(signal === undefined ? {} : { abortSignal: signal }),
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
  }
}
