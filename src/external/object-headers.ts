// Knows the request headers that give a new object the properties of the one it replaces, and its encryption.

import type { ChecksumAlgorithm, CreateMultipartUploadCommand, StorageClass } from '@aws-sdk/client-s3'
import type { UploadTemplate } from '../direct/direct-deps.ts'
import type { TargetEncryption } from '../words/encryption.ts'

/** All properties that an upload sets for the new object. */
export function restate({ source, tags, target }: UploadTemplate) {
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

/** The encryption headers of a request that writes an object. */
export function nameEncryption(target: TargetEncryption) {
  if (target.status === 'SSE-S3') return { ServerSideEncryption: 'AES256' as const }
  return {
    ServerSideEncryption: 'aws:kms' as const,
    SSEKMSKeyId: target.kmsKeyArn,
    BucketKeyEnabled: target.bucketKey,
  }
}

/** Sends a header as it is, where the SDK would convert its value. */
export function sendHeader(command: CreateMultipartUploadCommand, name: string, value: string): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      const { headers } = args.request as { headers: Record<string, string> }
      headers[name] = value
      return await next(args)
    },
    { step: 'build', name: 'sendHeader' },
  )
}
