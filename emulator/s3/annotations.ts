// Annotations: named texts of an object version (S3 User Guide, "Annotating your objects"; S3 API Reference,
// PutObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations, DeleteObjectAnnotation).

import { createHash } from 'node:crypto'
import { type EmulatorResponse, ServiceError } from '../http.ts'
import { type Annotation, type ObjectVersion, serviceState, type World } from '../world.ts'
import type { BucketCall } from './call.ts'
import { computeChecksum } from './checksum.ts'
import { renderEncryptionHeaders } from './encryption.ts'
import { getObject } from './operations/get-object.ts'

export const MAX_ANNOTATIONS = 1000

const MAX_NAME_BYTES = 512

/** Letters of any language, digits, `_`, `.` and `-`; must not start with `aws` or `s3` in any case. */
const NAME = /^(?!aws|s3)[\p{L}\p{M}\p{Nd}_.-]+$/iu

export type AnnotationSettings = {
  /**
   * The response of a Region without annotations. "Annotating your objects" names two such Regions, but no response:
   * UNCONFIRMED. `ignored`: the query parameter has no effect, and the request is a GET of the object itself.
   */
  absentAs: undefined | 'ignored' | { readonly status: number; readonly code: string }
  /**
   * Maximum number of entries on a page, whatever is requested: allows several pages without a thousand annotations.
   */
  pageSize: number
}

/** Tests change the settings in place. */
export function annotationSettings(world: World): AnnotationSettings {
  return serviceState<AnnotationSettings>(world, 's3-annotations', () => ({
    absentAs: undefined,
    pageSize: MAX_ANNOTATIONS,
  }))
}

/**
 * Stores a text as S3 does; if no checksum was sent, it gets a CRC-64/NVME ("Annotating your objects", "Checksums").
 */
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

/** The response to a read if the world has no annotations: an error, or the object itself. */
export function answerWhereAbsent(call: BucketCall): EmulatorResponse | undefined {
  if (annotationSettings(call.world).absentAs === 'ignored') return getObject(call)
  refuseWhereAbsent(call)
  return undefined
}

/** Throws the error of a Region without annotations, if the world is one. */
export function refuseWhereAbsent({ world }: BucketCall): void {
  const { absentAs } = annotationSettings(world)
  if (absentAs === undefined) return
  const { status, code } = absentAs === 'ignored' ? { status: 501, code: 'NotImplemented' } : absentAs
  throw new ServiceError(status, code, 'Annotations are not available in this Region.')
}

/** The name in the query, or 400. */
export function readName({ query }: BucketCall): string {
  const name = query.get('annotationName') ?? ''
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new ServiceError(400, 'AnnotationNameTooLong', 'The annotation name exceeds 512 bytes.')
  }
  if (NAME.test(name)) return name
  throw new ServiceError(400, 'InvalidAnnotationName', 'The annotation name you provided is invalid.')
}

/** `x-amz-object-if-match` refers to the ETag of the object, never to that of the annotation. */
export function refuseChangedObject({ headers }: BucketCall, { etag }: ObjectVersion): void {
  const condition = headers['x-amz-object-if-match']
  if (condition === undefined || condition.replaceAll('"', '') === etag) return
  throw new ServiceError(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: 'x-amz-object-if-match',
  })
}

/** The headers about an annotation and the version it belongs to. */
export function describe(version: ObjectVersion, { etag }: Annotation): Record<string, string> {
  return {
    etag: `"${etag}"`,
    'x-amz-object-version-id': version.versionId,
    ...renderEncryptionHeaders(version.encryption),
  }
}
