// Direct copies in AWS: implements the functions that src/direct/ needs with the SDK, for one source bucket.

import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
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
import type { DirectDeps, RecordedUpload, UploadTemplate, Written } from '../direct/direct-deps.ts'
import { isLocked, listLostLocks } from '../findings/object-lock.ts'
import type { Tags } from '../objects/object-look.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { absentAs404, calling, sendUntilDoubtful } from './faults.ts'
import { createHeadObject, type LookOptions } from './head-object.ts'
import { readLock } from './lock-edge.ts'
import { CHECKSUM_FIELDS, quoteEtag, toVersionId } from './look-edge.ts'
import { type ActionOf, needing, type Sid } from './permissions.ts'

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

/**
 * The functions of `DirectDeps` for the objects of a bucket. Errors carry the fault and whether they may have acted.
 */
export function createObjectCalls(
  source: BucketHandle,
  { locks = false }: Pick<LookOptions, 'locks'> = {},
): ObjectCalls {
  const { client, owner } = source
  const named = (key: EncodedKey) => ({ Bucket: source.bucket, Key: decodeKey(key), ExpectedBucketOwner: owner })
  // S3 API Reference, "CopyObject": the source must be URL-encoded, which our encoded keys are.
  const copied = (key: EncodedKey, etag: string) => ({
    CopySource: `${source.bucket}/${key}`,
    CopySourceIfMatch: etag,
    ExpectedSourceBucketOwner: owner,
  })
  const about = <S extends Sid>(sid: S, permission: ActionOf<S>, key: EncodedKey, also?: string) =>
    needing(sid, permission, `${bucketArn(source)}/${key}`, also)
  const toWrite = (key: EncodedKey, also: string) => about('CopyObjectsOntoThemselves', 's3:PutObject', key, also)
  const ofUpload = (upload: RecordedUpload) => ({ ...named(upload.key), UploadId: upload.uploadId })
  return {
    headObject: createHeadObject(source, { ...DIRECT_LOOKS, locks }),
    listLocksLeftOn: async (key, versionId, signal) => {
      if (!locks || versionId === undefined) return []
      const lock = await absentAs404(() => readLock(source, key, versionId, signal))
      if (lock === undefined || !isLocked(lock)) return []
      return listLostLocks(lock, await readLock(source, key, undefined, signal))
    },
    copyObject: async (key, look, target, signal) => {
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
      return {
        ...toWritten(answer.CopyObjectResult?.ETag, answer.VersionId),
        sourceVersionId: toVersionId(answer.CopySourceVersionId),
      }
    },
    readTags: createReadTags(source, 'LookAtObjectsToCopy'),
    createUpload: async (key, template) => {
      const command = new CreateMultipartUploadCommand({ ...named(key), ...restate(template) })
      const expires = template.source.headers.get('expires')
      // The SDK accepts only a Date; S3 stores whatever text was sent.
      if (expires !== undefined) sendHeader(command, 'expires', expires)
      const attempt = toWrite(key, ' (with s3:PutObjectTagging for tagged objects)')
      const { UploadId } = await calling(attempt, () => client.send(command))
      if (UploadId !== undefined) return UploadId
      throw new ActionError('REMEDIATION_FAILED', 'CreateMultipartUpload returned no upload id.')
    },
    copyPart: async (upload, range, look, signal) => {
      const command = new UploadPartCopyCommand({
        ...ofUpload(upload),
        ...copied(upload.key, look.etag),
        PartNumber: range.number,
        CopySourceRange: `bytes=${range.first}-${range.last}`,
      })
      const attempt = toWrite(upload.key, ' (with s3:GetObject)')
      const { CopyPartResult: part } = await calling(attempt, () =>
        client.send(command, within(signal, COPY_TIMEOUT_MS)),
      )
      return {
        number: range.number,
        etag: quoteEtag(part?.ETag),
        size: range.last - range.first + 1,
        checksum: part?.[fieldOf(look.checksum?.algorithm)],
      }
    },
    listParts: async (upload, checksum) =>
      await absentAs404(() =>
        calling(about('CopyObjectsOntoThemselves', 's3:ListMultipartUploadParts', upload.key), async () => {
          const parts = await listAllParts(client, ofUpload(upload))
          return parts.map((part) => ({
            number: part.PartNumber ?? 0,
            etag: quoteEtag(part.ETag),
            size: part.Size ?? 0,
            checksum: part[fieldOf(checksum)],
          }))
        }),
      ),
    completeUpload: async (upload, parts, look, signal) => {
      const field = fieldOf(look.checksum?.algorithm)
      const command = new CompleteMultipartUploadCommand({
        ...ofUpload(upload),
        IfMatch: look.etag,
        MpuObjectSize: look.size,
        ChecksumType: look.checksum?.type,
        MultipartUpload: {
          Parts: parts.map((part) => ({ PartNumber: part.number, ETag: part.etag, [field]: part.checksum })),
        },
      })
      const attempt = toWrite(upload.key, ' (with s3:GetObject)')
      const answer = await calling(attempt, () => client.send(command, within(signal, COPY_TIMEOUT_MS)))
      return toWritten(answer.ETag, answer.VersionId)
    },
    abortUpload: async (upload) => {
      const command = new AbortMultipartUploadCommand(ofUpload(upload))
      await absentAs404(() =>
        calling(about('CopyObjectsOntoThemselves', 's3:AbortMultipartUpload', upload.key), () => client.send(command)),
      )
    },
  }
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

/** All properties that an upload sets for the new object. */
function restate({ source, tags, target }: UploadTemplate) {
  const { headers, checksum } = source
  return {
    CacheControl: headers.get('cache-control'),
    ContentDisposition: headers.get('content-disposition'),
    ContentEncoding: headers.get('content-encoding'),
    ContentLanguage: headers.get('content-language'),
    ContentType: headers.get('content-type'),
    Metadata: Object.fromEntries(source.metadata),
    StorageClass: source.storageClass as StorageClass,
    WebsiteRedirectLocation: source.websiteRedirect,
    ...(tags.size === 0 ? {} : { Tagging: renderTags(tags) }),
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: checksum.algorithm as ChecksumAlgorithm, ChecksumType: checksum.type }),
    ...nameEncryption(target),
  }
}

/** Tags as URL query parameters; `%20` is a space for every parser, `+` is not. */
function renderTags(tags: ReadonlyMap<string, string>): string {
  return [...tags].map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&')
}

function nameEncryption(target: TargetEncryption) {
  if (target.status === 'SSE-S3') return { ServerSideEncryption: 'AES256' as const }
  return {
    ServerSideEncryption: 'aws:kms' as const,
    SSEKMSKeyId: target.kmsKeyArn,
    BucketKeyEnabled: target.bucketKey,
  }
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

function sendHeader(command: CreateMultipartUploadCommand, name: string, value: string): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      const { headers } = args.request as { headers: Record<string, string> }
      headers[name] = value
      return await next(args)
    },
    { step: 'build', name: 'sendHeader' },
  )
}
