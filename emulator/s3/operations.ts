// Knows which request is which S3 operation, by method, level and subresource (S3 API Reference, "Actions"), and the
// names of those that are refused.

import type { EmulatorResponse } from '../http.ts'
import {
  deleteObjectAnnotation,
  getObjectAnnotation,
  listObjectAnnotations,
  putObjectAnnotation,
} from './annotations.ts'
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './bucket-encryption.ts'
import {
  deleteBucketInventoryConfiguration,
  getBucketInventoryConfiguration,
  listBucketInventoryConfigurations,
  putBucketInventoryConfiguration,
} from './bucket-inventory-configuration.ts'
import { getObjectLockConfiguration, putObjectLockConfiguration } from './bucket-object-lock.ts'
import {
  deleteBucketPolicy,
  getBucketAcl,
  getBucketLifecycle,
  getBucketNotification,
  getBucketOwnershipControls,
  getBucketPolicy,
  getBucketReplication,
  getBucketVersioning,
  getBucketWebsite,
  putBucketOwnershipControls,
  putBucketPolicy,
  putBucketVersioning,
} from './bucket-settings.ts'
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts'
import { completeMultipartUpload } from './complete-multipart-upload.ts'
import { handleCopyObject } from './copy-object.ts'
import { abortMultipartUpload, createMultipartUpload } from './create-multipart-upload.ts'
import { deleteObject, deleteObjects } from './delete-object.ts'
import { getObject, headObject } from './get-object.ts'
import { getObjectAttributes } from './get-object-attributes.ts'
import { listObjectVersions } from './list-object-versions.ts'
import { listObjects, listObjectsV2 } from './list-objects.ts'
import { listMultipartUploads, listParts } from './list-parts.ts'
import {
  deleteObjectTagging,
  getObjectAcl,
  getObjectLegalHold,
  getObjectRetention,
  getObjectTagging,
  putObjectAcl,
  putObjectLegalHold,
  putObjectRetention,
  putObjectTagging,
} from './object-settings.ts'
import { putObject } from './put-object.ts'
import type { BucketCall, S3Call } from './request.ts'
import { uploadPart, uploadPartCopy } from './upload-part.ts'

type Level = 'service' | 'bucket' | 'object'

export type S3Operation = { readonly name: string } & (
  | { readonly needsBucket: false; readonly handle: (call: S3Call) => EmulatorResponse }
  | { readonly needsBucket: true; readonly handle: (call: BucketCall) => EmulatorResponse }
)

/** The parts of a request that decide. */
export type Shape = {
  readonly method: string
  readonly level: Level
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
}

/** `METHOD level`, then the query parameters and `@header`s a request must have; the first row that fits counts. */
type Row = readonly [request: string, name: string, handle: (call: BucketCall) => EmulatorResponse]

const ROWS: readonly Row[] = [
  ['HEAD bucket', 'HeadBucket', headBucket],
  ['GET bucket location', 'GetBucketLocation', getBucketLocation],
  ['GET bucket versioning', 'GetBucketVersioning', getBucketVersioning],
  ['PUT bucket versioning', 'PutBucketVersioning', putBucketVersioning],
  ['GET bucket encryption', 'GetBucketEncryption', getBucketEncryption],
  ['PUT bucket encryption', 'PutBucketEncryption', putBucketEncryption],
  ['DELETE bucket encryption', 'DeleteBucketEncryption', deleteBucketEncryption],
  ['GET bucket ownershipControls', 'GetBucketOwnershipControls', getBucketOwnershipControls],
  ['PUT bucket ownershipControls', 'PutBucketOwnershipControls', putBucketOwnershipControls],
  ['GET bucket object-lock', 'GetObjectLockConfiguration', getObjectLockConfiguration],
  ['PUT bucket object-lock', 'PutObjectLockConfiguration', putObjectLockConfiguration],
  ['GET bucket replication', 'GetBucketReplication', getBucketReplication],
  ['GET bucket lifecycle', 'GetBucketLifecycleConfiguration', getBucketLifecycle],
  ['GET bucket notification', 'GetBucketNotificationConfiguration', getBucketNotification],
  ['GET bucket acl', 'GetBucketAcl', getBucketAcl],
  ['GET bucket website', 'GetBucketWebsite', getBucketWebsite],
  ['GET bucket policy', 'GetBucketPolicy', getBucketPolicy],
  ['PUT bucket policy', 'PutBucketPolicy', putBucketPolicy],
  ['DELETE bucket policy', 'DeleteBucketPolicy', deleteBucketPolicy],
  ['GET bucket inventory id', 'GetBucketInventoryConfiguration', getBucketInventoryConfiguration],
  ['GET bucket inventory', 'ListBucketInventoryConfigurations', listBucketInventoryConfigurations],
  ['PUT bucket inventory', 'PutBucketInventoryConfiguration', putBucketInventoryConfiguration],
  ['DELETE bucket inventory', 'DeleteBucketInventoryConfiguration', deleteBucketInventoryConfiguration],
  ['GET bucket versions', 'ListObjectVersions', listObjectVersions],
  ['GET bucket uploads', 'ListMultipartUploads', listMultipartUploads],
  ['GET bucket list-type', 'ListObjectsV2', listObjectsV2],
  ['POST bucket delete', 'DeleteObjects', deleteObjects],
  ['GET bucket', 'ListObjects', listObjects],
  ['DELETE bucket', 'DeleteBucket', deleteBucket],
  ['GET object tagging', 'GetObjectTagging', getObjectTagging],
  ['PUT object tagging', 'PutObjectTagging', putObjectTagging],
  ['DELETE object tagging', 'DeleteObjectTagging', deleteObjectTagging],
  ['GET object acl', 'GetObjectAcl', getObjectAcl],
  ['PUT object acl', 'PutObjectAcl', putObjectAcl],
  ['GET object retention', 'GetObjectRetention', getObjectRetention],
  ['PUT object retention', 'PutObjectRetention', putObjectRetention],
  ['GET object legal-hold', 'GetObjectLegalHold', getObjectLegalHold],
  ['PUT object legal-hold', 'PutObjectLegalHold', putObjectLegalHold],
  ['GET object attributes', 'GetObjectAttributes', getObjectAttributes],
  ['GET object annotation annotationName', 'GetObjectAnnotation', getObjectAnnotation],
  ['GET object annotation', 'ListObjectAnnotations', listObjectAnnotations],
  ['PUT object annotation', 'PutObjectAnnotation', putObjectAnnotation],
  ['DELETE object annotation', 'DeleteObjectAnnotation', deleteObjectAnnotation],
  ['POST object uploads', 'CreateMultipartUpload', createMultipartUpload],
  ['PUT object partNumber uploadId @x-amz-copy-source', 'UploadPartCopy', uploadPartCopy],
  ['PUT object partNumber uploadId', 'UploadPart', uploadPart],
  ['POST object uploadId', 'CompleteMultipartUpload', completeMultipartUpload],
  ['DELETE object uploadId', 'AbortMultipartUpload', abortMultipartUpload],
  ['GET object uploadId', 'ListParts', listParts],
  ['PUT object @x-amz-copy-source', 'CopyObject', handleCopyObject],
  ['GET object', 'GetObject', getObject],
  ['HEAD object', 'HeadObject', headObject],
  ['PUT object', 'PutObject', putObject],
  ['DELETE object', 'DeleteObject', deleteObject],
]

const OPERATIONS = ROWS.map(([request, name, handle]) => {
  const [method, level, ...needs] = request.split(' ')
  return { method, level, needs, operation: { name, needsBucket: true, handle } as const }
})

/** Subresources the emulator does not have. A request for one must not be taken for a plain read or write. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['accelerate', 'BucketAccelerateConfiguration'],
  ['acl', 'BucketAcl'],
  ['analytics', 'BucketAnalyticsConfiguration'],
  ['cors', 'BucketCors'],
  ['encryption', 'UpdateObjectEncryption'],
  ['intelligent-tiering', 'BucketIntelligentTieringConfiguration'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['logging', 'BucketLogging'],
  ['metadataConfiguration', 'BucketMetadataConfiguration'],
  ['metadataTable', 'BucketMetadataTableConfiguration'],
  ['metrics', 'BucketMetricsConfiguration'],
  ['notification', 'BucketNotificationConfiguration'],
  ['policyStatus', 'BucketPolicyStatus'],
  ['publicAccessBlock', 'PublicAccessBlock'],
  ['replication', 'BucketReplication'],
  ['renameObject', 'RenameObject'],
  ['requestPayment', 'BucketRequestPayment'],
  ['restore', 'RestoreObject'],
  ['select', 'SelectObjectContent'],
  ['session', 'CreateSession'],
  ['tagging', 'BucketTagging'],
  ['torrent', 'ObjectTorrent'],
  ['website', 'BucketWebsite'],
])
const METHOD_VERBS: ReadonlyMap<string, string> = new Map([
  ['GET', 'Get'],
  ['PUT', 'Put'],
  ['DELETE', 'Delete'],
])
/** Subresources of the table above: asking for one with a method it does not have is refused as well. */
const KNOWN_SUBRESOURCES = new Set(
  OPERATIONS.flatMap(({ needs }) => needs).filter(
    (need) => !need.startsWith('@') && !['id', 'partNumber', 'list-type', 'annotationName'].includes(need),
  ),
)

/** The operation a request is; undefined when the emulator has none for it. */
export function findOperation(shape: Shape): S3Operation | undefined {
  if (shape.level === 'service') {
    return shape.method === 'GET' ? { name: 'ListBuckets', needsBucket: false, handle: listBuckets } : undefined
  }
  const subresource = [...shape.query.keys()].find((name) => REFUSED.has(name) || KNOWN_SUBRESOURCES.has(name))
  if (shape.level === 'bucket' && shape.method === 'PUT' && subresource === undefined) {
    return { name: 'CreateBucket', needsBucket: false, handle: createBucket }
  }
  const found = OPERATIONS.find(
    ({ method, level, needs }) =>
      method === shape.method && level === shape.level && needs.every((need) => has(shape, need)),
  )
  const isPlain = found?.needs.every((need) => need.startsWith('@') || need === 'list-type') === true
  return isPlain && subresource !== undefined ? undefined : found?.operation
}

/** AWS's name of the operation, also of one that is refused, as well as it can be told. */
export function nameOperation(shape: Shape): string {
  const found = findOperation(shape)
  if (found !== undefined) return found.name
  const subresource = [...shape.query.keys()].find((name) => REFUSED.has(name))
  const noun = REFUSED.get(subresource ?? '')
  if (noun === undefined)
    return `${shape.method} ${shape.level}${[...shape.query.keys()].map((name) => ` ?${name}`).join('')}`
  // Those that begin with a verb are whole names already.
  return /^(Update|Rename|Restore|Select|Create)/.test(noun)
    ? noun
    : `${METHOD_VERBS.get(shape.method) ?? shape.method}${noun}`
}

function has(shape: Shape, need: string): boolean {
  return need.startsWith('@') ? shape.headers[need.slice(1)] !== undefined : shape.query.has(need)
}
