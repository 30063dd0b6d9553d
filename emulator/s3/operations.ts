// Finds the S3 operation of a request, by method, level and subresource (S3 API Reference, "Actions"), and names those
// that are refused.

import type { EmulatorResponse } from '../http.ts'
import type { BucketCall, S3Call } from './call.ts'
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts'
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts'
import { copyObject } from './operations/copy-object.ts'
import { createBucket } from './operations/create-bucket.ts'
import { createMultipartUpload } from './operations/create-multipart-upload.ts'
import { deleteBucket } from './operations/delete-bucket.ts'
import { deleteBucketEncryption } from './operations/delete-bucket-encryption.ts'
import { deleteBucketInventoryConfiguration } from './operations/delete-bucket-inventory-configuration.ts'
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts'
import { deleteBucketTagging } from './operations/delete-bucket-tagging.ts'
import { deleteObject } from './operations/delete-object.ts'
import { deleteObjectAnnotation } from './operations/delete-object-annotation.ts'
import { deleteObjectTagging } from './operations/delete-object-tagging.ts'
import { deleteObjects } from './operations/delete-objects.ts'
import { deletePublicAccessBlock } from './operations/delete-public-access-block.ts'
import { getBucketAcl } from './operations/get-bucket-acl.ts'
import { getBucketEncryption } from './operations/get-bucket-encryption.ts'
import { getBucketInventoryConfiguration } from './operations/get-bucket-inventory-configuration.ts'
import { getBucketLifecycleConfiguration } from './operations/get-bucket-lifecycle-configuration.ts'
import { getBucketLocation } from './operations/get-bucket-location.ts'
import { getBucketMetadataConfiguration } from './operations/get-bucket-metadata-configuration.ts'
import { getBucketNotificationConfiguration } from './operations/get-bucket-notification-configuration.ts'
import { getBucketOwnershipControls } from './operations/get-bucket-ownership-controls.ts'
import { getBucketPolicy } from './operations/get-bucket-policy.ts'
import { getBucketReplication } from './operations/get-bucket-replication.ts'
import { getBucketTagging } from './operations/get-bucket-tagging.ts'
import { getBucketVersioning } from './operations/get-bucket-versioning.ts'
import { getBucketWebsite } from './operations/get-bucket-website.ts'
import { getObject } from './operations/get-object.ts'
import { getObjectAcl } from './operations/get-object-acl.ts'
import { getObjectAnnotation } from './operations/get-object-annotation.ts'
import { getObjectAttributes } from './operations/get-object-attributes.ts'
import { getObjectLegalHold } from './operations/get-object-legal-hold.ts'
import { getObjectLockConfiguration } from './operations/get-object-lock-configuration.ts'
import { getObjectRetention } from './operations/get-object-retention.ts'
import { getObjectTagging } from './operations/get-object-tagging.ts'
import { getPublicAccessBlock } from './operations/get-public-access-block.ts'
import { headBucket } from './operations/head-bucket.ts'
import { headObject } from './operations/head-object.ts'
import { listBucketInventoryConfigurations } from './operations/list-bucket-inventory-configurations.ts'
import { listBuckets } from './operations/list-buckets.ts'
import { listMultipartUploads } from './operations/list-multipart-uploads.ts'
import { listObjectAnnotations } from './operations/list-object-annotations.ts'
import { listObjectVersions } from './operations/list-object-versions.ts'
import { listObjects } from './operations/list-objects.ts'
import { listObjectsV2 } from './operations/list-objects-v2.ts'
import { listParts } from './operations/list-parts.ts'
import { putBucketEncryption } from './operations/put-bucket-encryption.ts'
import { putBucketInventoryConfiguration } from './operations/put-bucket-inventory-configuration.ts'
import { putBucketLifecycleConfiguration } from './operations/put-bucket-lifecycle-configuration.ts'
import { putBucketOwnershipControls } from './operations/put-bucket-ownership-controls.ts'
import { putBucketPolicy } from './operations/put-bucket-policy.ts'
import { putBucketTagging } from './operations/put-bucket-tagging.ts'
import { putBucketVersioning } from './operations/put-bucket-versioning.ts'
import { putObject } from './operations/put-object.ts'
import { putObjectAcl } from './operations/put-object-acl.ts'
import { putObjectAnnotation } from './operations/put-object-annotation.ts'
import { putObjectLegalHold } from './operations/put-object-legal-hold.ts'
import { putObjectLockConfiguration } from './operations/put-object-lock-configuration.ts'
import { putObjectRetention } from './operations/put-object-retention.ts'
import { putObjectTagging } from './operations/put-object-tagging.ts'
import { putPublicAccessBlock } from './operations/put-public-access-block.ts'
import { selectObjectContent } from './operations/select-object-content.ts'
import { uploadPart } from './operations/upload-part.ts'
import { uploadPartCopy } from './operations/upload-part-copy.ts'

type Level = 'service' | 'bucket' | 'object'

export type S3Operation = { readonly name: string } & (
  | { readonly needsBucket: false; readonly handle: (call: S3Call) => EmulatorResponse }
  | { readonly needsBucket: true; readonly handle: (call: BucketCall) => EmulatorResponse | Promise<EmulatorResponse> }
)

/** The parts of a request that determine its operation. */
export type Shape = {
  readonly method: string
  readonly level: Level
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
}

/** `METHOD level`, then the query parameters and `@header`s a request must have; the first matching row is used. */
type Row = readonly [
  request: string,
  name: string,
  handle: (call: BucketCall) => EmulatorResponse | Promise<EmulatorResponse>,
]

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
  ['GET bucket lifecycle', 'GetBucketLifecycleConfiguration', getBucketLifecycleConfiguration],
  ['PUT bucket lifecycle', 'PutBucketLifecycleConfiguration', putBucketLifecycleConfiguration],
  ['GET bucket notification', 'GetBucketNotificationConfiguration', getBucketNotificationConfiguration],
  ['GET bucket metadataConfiguration', 'GetBucketMetadataConfiguration', getBucketMetadataConfiguration],
  ['GET bucket acl', 'GetBucketAcl', getBucketAcl],
  ['GET bucket website', 'GetBucketWebsite', getBucketWebsite],
  ['GET bucket policy', 'GetBucketPolicy', getBucketPolicy],
  ['PUT bucket policy', 'PutBucketPolicy', putBucketPolicy],
  ['DELETE bucket policy', 'DeleteBucketPolicy', deleteBucketPolicy],
  ['GET bucket publicAccessBlock', 'GetPublicAccessBlock', getPublicAccessBlock],
  ['PUT bucket publicAccessBlock', 'PutPublicAccessBlock', putPublicAccessBlock],
  ['DELETE bucket publicAccessBlock', 'DeletePublicAccessBlock', deletePublicAccessBlock],
  ['GET bucket tagging', 'GetBucketTagging', getBucketTagging],
  ['PUT bucket tagging', 'PutBucketTagging', putBucketTagging],
  ['DELETE bucket tagging', 'DeleteBucketTagging', deleteBucketTagging],
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
  ['POST object select', 'SelectObjectContent', selectObjectContent],
  ['POST object uploads', 'CreateMultipartUpload', createMultipartUpload],
  ['PUT object partNumber uploadId @x-amz-copy-source', 'UploadPartCopy', uploadPartCopy],
  ['PUT object partNumber uploadId', 'UploadPart', uploadPart],
  ['POST object uploadId', 'CompleteMultipartUpload', completeMultipartUpload],
  ['DELETE object uploadId', 'AbortMultipartUpload', abortMultipartUpload],
  ['GET object uploadId', 'ListParts', listParts],
  ['PUT object @x-amz-copy-source', 'CopyObject', copyObject],
  ['GET object', 'GetObject', getObject],
  ['HEAD object', 'HeadObject', headObject],
  ['PUT object', 'PutObject', putObject],
  ['DELETE object', 'DeleteObject', deleteObject],
]

const OF_BUCKETS = ROWS.map(([request, name, handle]) => {
  const [method, level, ...needs] = request.split(' ')
  return { method, level, needs, operation: { name, needsBucket: true, handle } as const }
})
const LIST_BUCKETS: S3Operation = { name: 'ListBuckets', needsBucket: false, handle: listBuckets }
const CREATE_BUCKET: S3Operation = { name: 'CreateBucket', needsBucket: false, handle: createBucket }

export const OPERATIONS: readonly S3Operation[] = [
  LIST_BUCKETS,
  CREATE_BUCKET,
  ...OF_BUCKETS.map(({ operation }) => operation),
]

/** Subresources that are not emulated. A request for one must not be treated as a plain read or write. */
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
  ['metadataInventoryTable', 'UpdateBucketMetadataInventoryTableConfiguration'],
  ['metadataJournalTable', 'UpdateBucketMetadataJournalTableConfiguration'],
  ['metadataTable', 'BucketMetadataTableConfiguration'],
  ['metrics', 'BucketMetricsConfiguration'],
  ['notification', 'BucketNotificationConfiguration'],
  ['policyStatus', 'BucketPolicyStatus'],
  ['replication', 'BucketReplication'],
  ['renameObject', 'RenameObject'],
  ['requestPayment', 'BucketRequestPayment'],
  ['restore', 'RestoreObject'],
  ['session', 'CreateSession'],
  ['torrent', 'ObjectTorrent'],
  ['website', 'BucketWebsite'],
])
const METHOD_VERBS: ReadonlyMap<string, string> = new Map([
  ['GET', 'Get'],
  ['PUT', 'Put'],
  ['DELETE', 'Delete'],
])
/** Subresources of the table above: a request for one with an unsupported method is refused, too. */
const KNOWN_SUBRESOURCES = new Set(
  OF_BUCKETS.flatMap(({ needs }) => needs).filter(
    (need) => !need.startsWith('@') && !['id', 'partNumber', 'list-type', 'annotationName'].includes(need),
  ),
)

/** The operation of a request; undefined if it is not emulated. */
export function findOperation(shape: Shape): S3Operation | undefined {
  if (shape.level === 'service') {
    return shape.method === 'GET' ? LIST_BUCKETS : undefined
  }
  const subresource = [...shape.query.keys()].find((name) => REFUSED.has(name) || KNOWN_SUBRESOURCES.has(name))
  if (shape.level === 'bucket' && shape.method === 'PUT' && subresource === undefined) {
    return CREATE_BUCKET
  }
  const found = OF_BUCKETS.find(
    ({ method, level, needs }) =>
      method === shape.method && level === shape.level && needs.every((need) => has(shape, need)),
  )
  const isPlain = found?.needs.every((need) => need.startsWith('@') || need === 'list-type') === true
  return isPlain && subresource !== undefined ? undefined : found?.operation
}

/** AWS's name of the operation; for a refused one, as precisely as possible. */
export function nameOperation(shape: Shape): string {
  const found = findOperation(shape)
  if (found !== undefined) return found.name
  const subresource = [...shape.query.keys()].find((name) => REFUSED.has(name))
  const noun = REFUSED.get(subresource ?? '')
  if (noun === undefined)
    return `${shape.method} ${shape.level}${[...shape.query.keys()].map((name) => ` ?${name}`).join('')}`
  // Names that begin with a verb are already complete.
  return /^(Update|Rename|Restore|Select|Create)/.test(noun)
    ? noun
    : `${METHOD_VERBS.get(shape.method) ?? shape.method}${noun}`
}

function has(shape: Shape, need: string): boolean {
  return need.startsWith('@') ? shape.headers[need.slice(1)] !== undefined : shape.query.has(need)
}
