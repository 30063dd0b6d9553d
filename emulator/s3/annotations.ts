// Knows annotations: named texts beside a version of an object (S3 User Guide, "Annotating your objects"; S3 API Reference,
// PutObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations, DeleteObjectAnnotation).

import { createHash } from 'node:crypto'
import { type EmulatorResponse, ServiceError } from '../http.ts'
import { type Annotation, type ObjectVersion, serviceState, type World } from '../world.ts'
import { element } from '../xml.ts'
import { authorizeDecrypt, authorizeEncrypt } from './access.ts'
import { bytesBody } from './body.ts'
import { computeChecksum, parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from './checksum.ts'
import { renderEncryptionHeaders } from './encryption.ts'
import { getObject } from './get-object.ts'
import { readRequestedVersion } from './object-reads.ts'
import { answerXml, type BucketCall, invalidArgument, invalidRequest, parseCount, writerOf } from './request.ts'
import { changeVersion } from './store.ts'

const MAX_ANNOTATIONS = 1000
const MAX_NAME_BYTES = 512
const MAX_PAYLOAD_BYTES = 1024 ** 2
/** Letters of any language, digits, `_`, `.` and `-`; never `aws` or `s3` first, in whatever case. */
const NAME = /^(?!aws|s3)[\p{L}\p{M}\p{Nd}_.-]+$/iu

export type AnnotationSettings = {
  /**
   * What a Region without annotations answers. "Annotating your objects" names two such Regions and no answer:
   * UNCONFIRMED. `ignored`: the query parameter means nothing, and the request is a GET of the object itself.
   */
  absentAs: undefined | 'ignored' | { readonly status: number; readonly code: string }
  /** Entries on a page at most, whatever is asked for: pages without a thousand annotations. */
  pageSize: number
}

/** Tests change it in place. */
export function annotationSettings(world: World): AnnotationSettings {
  return serviceState<AnnotationSettings>(world, 's3-annotations', () => ({
    absentAs: undefined,
    pageSize: MAX_ANNOTATIONS,
  }))
}

/** Keeps a text as S3 does; without a checksum sent it has one by CRC-64/NVME ("Annotating your objects", "Checksums"). */
export function makeAnnotation(world: World, payload: Uint8Array, checksum?: Annotation['checksum']): Annotation {
  return {
    payload,
    etag: createHash('md5').update(payload).digest('hex'),
    lastModified: world.clock.now(),
    checksum: checksum ?? {
      algorithm: 'CRC64NVME',
      value: computeChecksum('CRC64NVME', [payload]),
      type: 'FULL_OBJECT',
    },
  }
}

/** Creates or replaces one. The object keeps its ETag and date. */
export function putObjectAnnotation(call: BucketCall): EmulatorResponse {
  refuseWhereAbsent(call)
  const { bucket, headers, principal, request, world } = call
  const version = readRequestedVersion(call, 'PutObjectAnnotation')
  const name = readName(call)
  refuseChangedObject(call, version)
  const payload = request.body
  checkPayload(payload)
  // "Annotating your objects", "Encryption": SSE-C is not supported; others inherit the object's encryption.
  if (version.encryption.status === 'SSE-C') {
    throw invalidRequest('Annotations are not supported for objects encrypted with SSE-C')
  }
  authorizeEncrypt(world, principal, bucket, version.encryption)
  verifyContentMd5(headers, payload)
  const asked = headers['x-amz-sdk-checksum-algorithm']
  const algorithm = asked === undefined ? undefined : parseChecksumAlgorithm(asked)
  const annotation = makeAnnotation(world, payload, verifyChecksum(headers, bytesBody(payload), algorithm))
  const annotations = new Map(version.annotations).set(name, annotation)
  if (annotations.size > MAX_ANNOTATIONS) {
    throw new ServiceError(
      400,
      'AnnotationLimitExceeded',
      'The request would exceed the maximum number of annotations allowed per object.',
    )
  }
  changeVersion(world, bucket, version, { annotations }, writerOf(call))
  const result = element('PutObjectAnnotationOutput', [element('Key', call.key), element('AnnotationName', name)])
  return answerXml(result, describe(version, annotation))
}

/** The text of one. */
export function getObjectAnnotation(call: BucketCall): EmulatorResponse {
  const absent = answerWhereAbsent(call)
  if (absent !== undefined) return absent
  const version = readRequestedVersion(call, 'GetObjectAnnotation')
  const annotation = findAnnotation(call, version)
  authorizeDecrypt(call.world, call.principal, call.bucket, version.encryption)
  const { checksum, lastModified, payload } = annotation
  const isAsked = call.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED'
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'last-modified': new Date(lastModified).toUTCString(),
      ...describe(version, annotation),
      ...(isAsked
        ? {
            [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
            'x-amz-checksum-type': 'FULL_OBJECT',
          }
        : {}),
    },
    body: payload,
  }
}

/** Names in the order of their UTF-8 bytes, up to 1,000 a page. */
export function listObjectAnnotations(call: BucketCall): EmulatorResponse {
  const absent = answerWhereAbsent(call)
  if (absent !== undefined) return absent
  const { query, world } = call
  const version = readRequestedVersion(call, 'ListObjectAnnotations')
  const prefix = query.get('annotation-prefix') ?? ''
  const after = readToken(query.get('continuation-token'))
  const count = Math.min(
    parseCount(query, 'max-annotation-results', MAX_ANNOTATIONS),
    annotationSettings(world).pageSize,
  )
  const all = [...(version.annotations ?? [])]
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .filter(([name]) => name.startsWith(prefix))
  const rest = after === undefined ? all : all.slice(all.findIndex(([name]) => name === after) + 1)
  const page = rest.slice(0, count)
  const last = rest.length > page.length ? page.at(-1)?.[0] : undefined
  const entries = page.map(([name, { checksum, etag, lastModified, payload }]) =>
    element('AnnotationEntry', [
      element('AnnotationName', name),
      element('LastModified', new Date(lastModified).toISOString()),
      element('ETag', `"${etag}"`),
      element('ChecksumAlgorithm', checksum.algorithm),
      element('Size', payload.length),
    ]),
  )
  return answerXml(
    element('ListObjectAnnotationsOutput', [
      element('Annotations', entries),
      element('Bucket', call.bucket.name),
      element('Key', call.key),
      element('AnnotationPrefix', prefix),
      element('MaxAnnotationResults', count),
      element('AnnotationCount', page.length),
      element('NextContinuationToken', last === undefined ? undefined : Buffer.from(last).toString('base64url')),
    ]),
    { 'x-amz-object-version-id': version.versionId },
  )
}

/** Removes one for good: annotations have no history. */
export function deleteObjectAnnotation(call: BucketCall): EmulatorResponse {
  refuseWhereAbsent(call)
  const version = readRequestedVersion(call, 'DeleteObjectAnnotation')
  refuseChangedObject(call, version)
  const annotations = new Map(version.annotations)
  annotations.delete(readName(call))
  const left = annotations.size === 0 ? undefined : annotations
  changeVersion(call.world, call.bucket, version, { annotations: left }, writerOf(call))
  return { status: 204, headers: { 'x-amz-object-version-id': version.versionId } }
}

/** A read where the world has no annotations: an error, or the object itself. */
function answerWhereAbsent(call: BucketCall): EmulatorResponse | undefined {
  if (annotationSettings(call.world).absentAs === 'ignored') return getObject(call)
  refuseWhereAbsent(call)
  return undefined
}

function refuseWhereAbsent({ world }: BucketCall): void {
  const { absentAs } = annotationSettings(world)
  if (absentAs === undefined) return
  const { status, code } = absentAs === 'ignored' ? { status: 501, code: 'NotImplemented' } : absentAs
  throw new ServiceError(status, code, 'Annotations are not available in this Region.')
}

function readName({ query }: BucketCall): string {
  const name = query.get('annotationName') ?? ''
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new ServiceError(400, 'AnnotationNameTooLong', 'The annotation name exceeds 512 bytes.')
  }
  if (NAME.test(name)) return name
  throw new ServiceError(400, 'InvalidAnnotationName', 'The annotation name you provided is invalid.')
}

function findAnnotation(call: BucketCall, { annotations }: ObjectVersion): Annotation {
  const found = annotations?.get(readName(call))
  if (found !== undefined) return found
  throw new ServiceError(404, 'NoSuchAnnotation', 'The specified annotation does not exist on this object.')
}

/** `x-amz-object-if-match` is about the ETag of the object, never about the annotation. */
function refuseChangedObject({ headers }: BucketCall, { etag }: ObjectVersion): void {
  const condition = headers['x-amz-object-if-match']
  if (condition === undefined || condition.replaceAll('"', '') === etag) return
  throw new ServiceError(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: 'x-amz-object-if-match',
  })
}

function checkPayload(payload: Uint8Array): void {
  if (payload.length === 0) throw invalidRequest('The annotation payload must be at least 1 byte')
  if (payload.length > MAX_PAYLOAD_BYTES) {
    throw new ServiceError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(payload)
  } catch {
    throw new ServiceError(415, 'UnsupportedMediaType', 'The annotation payload is not valid UTF-8 encoded text.')
  }
}

function readToken(token: string | null): string | undefined {
  if (token === null) return undefined
  const name = Buffer.from(token, 'base64url').toString()
  if (name === '') throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
  return name
}

function describe(version: ObjectVersion, { etag }: Annotation): Record<string, string> {
  return {
    etag: `"${etag}"`,
    'x-amz-object-version-id': version.versionId,
    ...renderEncryptionHeaders(version.encryption),
  }
}
