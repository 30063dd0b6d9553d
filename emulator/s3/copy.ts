// Copies an object within S3: what is kept, changed and refused (S3 API Reference, CopyObject). Used by CopyObject and
// by the jobs of Batch Operations.

import { ServiceError } from '../http.ts'
import type { Bucket, Checksum, Encryption, Grant, ObjectVersion, Principal, World } from '../world.ts'
import { authorizeDecrypt, authorizeS3, missingKeyError } from './access.ts'
import { isArchived } from './archive.ts'
import { invalidRequest, noSuchKey } from './call.ts'
import { type ChecksumAlgorithm, computeChecksum, parseChecksumAlgorithm } from './checksum.ts'
import { checkCopySourceConditions, checkWriteConditions } from './conditions.ts'
import { checkCustomerKey, chooseEncryption, type EncryptionRequest, refuseBlockedSseC } from './encryption.ts'
import { currentVersion, findVersion, getBucket } from './state.ts'
import { checkTags } from './tags.ts'
import { authorizeWrite, putSinglePart } from './write.ts'

/** 5 GiB: the maximum size of one copy. */
export const MAX_COPY_BYTES = 5 * 1024 ** 3

export type CopyRequest = {
  readonly sourceBucket: string
  readonly sourceKey: string
  readonly sourceVersionId?: string | undefined
  readonly destinationBucket: string
  readonly destinationKey: string
  readonly principal: Principal | undefined
  /** STANDARD if absent, whatever the source's class. */
  readonly storageClass?: string | undefined
  readonly metadataDirective?: 'COPY' | 'REPLACE' | undefined
  /** System headers and user metadata that a REPLACE writes. */
  readonly newHeaders?: ReadonlyMap<string, string> | undefined
  readonly newMetadata?: ReadonlyMap<string, string> | undefined
  readonly taggingDirective?: 'COPY' | 'REPLACE' | undefined
  readonly newTags?: ReadonlyMap<string, string> | undefined
  /** COPY if absent. */
  readonly annotationDirective?: 'COPY' | 'EXCLUDE' | undefined
  /** The destination bucket's default if absent. */
  readonly encryption?: EncryptionRequest | undefined
  /** MD5 of the customer key of an SSE-C source, and of the key to write with. */
  readonly sourceCustomerKeyMd5?: string | undefined
  readonly customerKeyMd5?: string | undefined
  /** Conditions on the source; dates in epoch milliseconds. */
  readonly sourceIfMatch?: string | undefined
  readonly sourceIfNoneMatch?: string | undefined
  readonly ifUnmodifiedSince?: number | undefined
  readonly ifModifiedSince?: number | undefined
  /** Conditions on the object that the copy would replace. */
  readonly destinationIfMatch?: string | undefined
  readonly destinationIfNoneMatch?: string | undefined
  readonly websiteRedirect?: string | undefined
  readonly acl?: string | undefined
  readonly grants?: readonly Grant[] | undefined
  readonly lock?: ObjectVersion['lock']
  /** The source's if absent. */
  readonly checksumAlgorithm?: ChecksumAlgorithm | undefined
  /** The writer in the history; the principal if absent. */
  readonly writer?: string | undefined
}

export type CopyOutcome = { readonly source: ObjectVersion; readonly version: ObjectVersion }

/** Copies one object and returns what was written. Throws the ServiceError of CopyObject. */
export function makeCopy(world: World, request: CopyRequest): CopyOutcome {
  const destination = getBucket(world, request.destinationBucket)
  const source = readCopySource(world, request)
  const tags = request.taggingDirective === 'REPLACE' ? checkTags(request.newTags ?? new Map()) : source.tags
  const annotations = copyAnnotations(world, source, request)
  const encryption = chooseCopyEncryption(world, destination, request)
  authorizeWrite(world, request.principal, destination, request.destinationKey, {
    encryption,
    askedEncryption: request.encryption,
    askedStorageClass: request.storageClass,
    hasTags: tags.size > 0,
    hasAcl: request.acl !== undefined || (request.grants ?? []).length > 0,
    acl: request.acl,
    lock: request.lock,
    ifMatch: request.destinationIfMatch,
    ifNoneMatch: request.destinationIfNoneMatch,
    copySource: `${request.sourceBucket}/${request.sourceKey}`,
  })
  refuseUnchanged(destination, source, request)
  if (source.size > MAX_COPY_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    )
  }
  checkWriteConditions(
    currentVersion(destination, request.destinationKey),
    { ifMatch: request.destinationIfMatch, ifNoneMatch: request.destinationIfNoneMatch },
    request.destinationKey,
  )
  const replaces = request.metadataDirective === 'REPLACE'
  const version = putSinglePart(world, destination, {
    key: request.destinationKey,
    body: source.body,
    size: source.size,
    encryption,
    storageClass: request.storageClass ?? 'STANDARD',
    headers: replaces ? (request.newHeaders ?? new Map()) : source.headers,
    metadata: replaces ? (request.newMetadata ?? new Map()) : source.metadata,
    tags,
    annotations,
    // Never copied: the ACL, the website redirect, the lock and the restore state.
    grants: request.grants ?? [],
    websiteRedirect: request.websiteRedirect,
    lock: request.lock,
    checksum: copyChecksum(source, request),
    writer: request.writer ?? request.principal?.arn ?? 'anonymous',
  })
  return { source, version }
}

/** The parts of a request that decide which version is read, by whom, and on what conditions. */
export type CopySource = Pick<
  CopyRequest,
  | 'sourceBucket'
  | 'sourceKey'
  | 'sourceVersionId'
  | 'principal'
  | 'sourceCustomerKeyMd5'
  | 'sourceIfMatch'
  | 'sourceIfNoneMatch'
  | 'ifModifiedSince'
  | 'ifUnmodifiedSince'
> & {
  /** A copy reads the tags, too, unless it replaces them; UploadPartCopy never does. */
  readonly taggingDirective?: 'COPY' | 'REPLACE' | undefined
}

/** The version that a copy reads, after all checks. */
export function readCopySource(world: World, request: CopySource): ObjectVersion {
  const { principal, sourceKey: key, sourceVersionId: versionId } = request
  const bucket = getBucket(world, request.sourceBucket)
  const ending = versionId === undefined ? '' : 'Version'
  authorizeS3(world, principal, `GetObject${ending}`, { bucket, key })
  const source = findVersion(bucket, key, versionId)
  if (source === undefined || (source.isDeleteMarker && versionId === undefined)) {
    throw missingKeyError(world, principal, bucket, noSuchKey(key, versionId))
  }
  if (source.isDeleteMarker) {
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.')
  }
  if (request.taggingDirective !== 'REPLACE' && source.tags.size > 0) {
    authorizeS3(world, principal, `GetObject${ending}Tagging`, { bucket, key })
  }
  checkCopySourceConditions(source, {
    ifMatch: request.sourceIfMatch,
    ifNoneMatch: request.sourceIfNoneMatch,
    ifModifiedSince: request.ifModifiedSince,
    ifUnmodifiedSince: request.ifUnmodifiedSince,
  })
  if (isArchived(source, world.clock.now())) {
    throw new ServiceError(403, 'InvalidObjectState', "Operation is not valid for the source object's storage class", {
      StorageClass: source.storageClass,
    })
  }
  checkCustomerKey(source.encryption, request.sourceCustomerKeyMd5)
  authorizeDecrypt(world, principal, bucket, source.encryption)
  return source
}

/**
 * A copy onto itself must request a change. An explicit encryption, class, redirect or REPLACE counts as one, even if
 * it equals the current one; so does a source that is not SSE-S3, a default encryption that was set explicitly, and a
 * source version id.
 */
function refuseUnchanged(destination: Bucket, source: ObjectVersion, request: CopyRequest): void {
  if (request.sourceBucket !== request.destinationBucket || request.sourceKey !== request.destinationKey) return
  const asksForChange =
    request.metadataDirective === 'REPLACE' ||
    request.storageClass !== undefined ||
    request.websiteRedirect !== undefined ||
    request.encryption !== undefined ||
    request.customerKeyMd5 !== undefined ||
    request.sourceVersionId !== undefined ||
    destination.defaultEncryption.explicit === true ||
    source.encryption.status !== 'SSE-S3'
  if (asksForChange) return
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  )
}

function chooseCopyEncryption(world: World, destination: Bucket, request: CopyRequest): Encryption {
  if (request.customerKeyMd5 !== undefined) {
    refuseBlockedSseC(destination)
    return { status: 'SSE-C', customerKeyMd5: request.customerKeyMd5 }
  }
  return chooseEncryption(world, destination, request.encryption, request.principal)
}

/**
 * S3 API Reference, "CopyObject": COPY needs s3:GetObjectAnnotation on the source and s3:PutObjectAnnotation on the
 * destination. That the version forms are needed if the source has a version id is inferred from those of tags.
 */
function copyAnnotations(world: World, source: ObjectVersion, request: CopyRequest): ObjectVersion['annotations'] {
  if (request.annotationDirective === 'EXCLUDE' || source.annotations === undefined) return undefined
  const { principal, sourceKey: key } = request
  const ending = request.sourceVersionId === undefined ? '' : 'Version'
  const from = { bucket: getBucket(world, request.sourceBucket), key }
  const to = { bucket: getBucket(world, request.destinationBucket), key: request.destinationKey }
  authorizeS3(world, principal, `GetObject${ending}Annotation`, from)
  authorizeS3(world, principal, 'PutObjectAnnotation', to)
  return source.annotations
}

/** The algorithm is kept; a composite value becomes that of the whole object, which a copy writes in one piece. */
function copyChecksum(source: ObjectVersion, request: CopyRequest): Checksum | undefined {
  const { checksum } = source
  const algorithm = request.checksumAlgorithm ?? checksum?.algorithm
  if (algorithm === undefined) return undefined
  if (checksum?.algorithm === algorithm && checksum.type !== 'COMPOSITE') return checksum
  return { algorithm, value: computeChecksum(parseChecksumAlgorithm(algorithm), source.body), type: 'FULL_OBJECT' }
}
