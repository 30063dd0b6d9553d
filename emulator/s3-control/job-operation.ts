// The operations that a job can run on each object, as in CreateJob (S3 API Reference, "JobOperation" and its types).

import { ServiceError } from '../http.ts'
import { child, children, childText, type XmlElement } from '../xml.ts'
import {
  badRequest,
  listItems,
  optionalBoolean,
  optionalInteger,
  optionalText,
  optionalTime,
  parseBucketArn,
  parseTagList,
  requiredText,
} from './fields.ts'

export type CopyOperation = {
  readonly name: 'S3PutObjectCopy'
  readonly targetBucket: string
  readonly targetKeyPrefix: string
  readonly storageClass: string | undefined
  readonly metadataDirective: 'COPY' | 'REPLACE'
  /** Undefined: everything is copied. */
  readonly newMetadata: NewObjectMetadata | undefined
  /** Undefined: the source's tags are copied. */
  readonly newTags: ReadonlyMap<string, string> | undefined
  /** COPY if absent (botocore 1.44.8, S3CopyObjectOperation). */
  readonly annotationDirective: 'COPY' | 'EXCLUDE' | undefined
  readonly kmsKeyId: string | undefined
  readonly bucketKey: boolean | undefined
  readonly modifiedSince: number | undefined
  readonly unmodifiedSince: number | undefined
}

export type NewObjectMetadata = {
  readonly sseAlgorithm: 'AES256' | 'KMS' | undefined
  /** By lower-case header name. */
  readonly headers: ReadonlyMap<string, string>
  readonly userMetadata: ReadonlyMap<string, string> | undefined
}

export type JobOperation =
  | CopyOperation
  | { readonly name: 'S3UpdateObjectEncryption'; readonly kmsKeyArn: string; readonly bucketKey: boolean }
  | { readonly name: 'S3InitiateRestoreObject'; readonly days: number | undefined; readonly tier: string }
  | { readonly name: 'S3PutObjectTagging'; readonly tags: ReadonlyMap<string, string> }
  | { readonly name: 'S3DeleteObjectTagging' }
  | { readonly name: 'S3ComputeObjectChecksum' }
  | {
      readonly name: 'LambdaInvoke'
      readonly functionArn: string
      readonly version: '1.0' | '2.0'
      readonly userArguments: ReadonlyMap<string, string>
    }

const ALL_OPERATIONS = [
  'LambdaInvoke',
  'S3PutObjectCopy',
  'S3PutObjectAcl',
  'S3PutObjectTagging',
  'S3DeleteObjectTagging',
  'S3InitiateRestoreObject',
  'S3PutObjectLegalHold',
  'S3PutObjectRetention',
  'S3ReplicateObject',
  'S3ComputeObjectChecksum',
  'S3UpdateObjectEncryption',
]

/** Without REDUCED_REDUNDANCY (S3 API Reference, "S3CopyObjectOperation", "JobManifestGeneratorFilter"). */
export const COPY_CLASSES = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]

/** Members that are not emulated, and must not be ignored silently. */
const COPY_REFUSED = [
  'CannedAccessControlList',
  'AccessControlGrants',
  'RequesterPays',
  'RedirectLocation',
  'ObjectLockLegalHoldStatus',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ChecksumAlgorithm',
]

const METADATA_HEADERS: readonly (readonly [string, string])[] = [
  ['CacheControl', 'cache-control'],
  ['ContentDisposition', 'content-disposition'],
  ['ContentEncoding', 'content-encoding'],
  ['ContentLanguage', 'content-language'],
  ['ContentType', 'content-type'],
  ['HttpExpiresDate', 'expires'],
]

/** Reads `<Operation>`: exactly one member; 501 for operations that the emulator cannot run. */
export function parseOperation(operation: XmlElement | undefined): JobOperation {
  if (operation === undefined) throw badRequest('Missing required field: Operation')
  const node = operation.children[0]
  if (node === undefined || operation.children.length !== 1 || !ALL_OPERATIONS.includes(node.name)) {
    throw badRequest(`Operation must hold exactly one of ${ALL_OPERATIONS.join(', ')}`)
  }
  switch (node.name) {
    case 'S3PutObjectCopy':
      return parseCopy(node)
    case 'S3UpdateObjectEncryption':
      return parseUpdateEncryption(node)
    case 'S3InitiateRestoreObject':
      return parseRestore(node)
    case 'S3PutObjectTagging':
      return { name: node.name, tags: parseTagList(listItems(node, 'TagSet', 'S3Tag') ?? [], 10) }
    case 'S3DeleteObjectTagging':
      return { name: node.name }
    case 'S3ComputeObjectChecksum':
      return parseComputeChecksum(node)
    case 'LambdaInvoke':
      return parseLambdaInvoke(node)
    default:
      throw new ServiceError(
        501,
        'NotImplemented',
        `The emulator cannot run the Batch Operations operation ${node.name}`,
      )
  }
}

function parseAnnotationDirective(node: XmlElement): CopyOperation['annotationDirective'] {
  const value = optionalText(node, 'AnnotationDirective', { oneOf: ['COPY', 'EXCLUDE'] })
  return value === 'COPY' || value === 'EXCLUDE' ? value : undefined
}

function parseCopy(node: XmlElement): CopyOperation {
  const refused = COPY_REFUSED.find((name) => child(node, name) !== undefined)
  if (refused !== undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulator cannot run S3PutObjectCopy with ${refused}`)
  }
  const target = optionalText(node, 'TargetResource', { min: 1, max: 128, pattern: /^arn:[^:]+:.*/ })
  // A real service returned 500 on every retry (aws/aws-sdk-java-v2 issue 3085).
  if (target === undefined)
    throw new ServiceError(500, 'InternalError', 'We encountered an internal error. Please try again.')
  const newTags = listItems(node, 'NewObjectTagging', 'S3Tag')
  const directive = optionalText(node, 'MetadataDirective', { oneOf: ['COPY', 'REPLACE'] })
  return {
    name: 'S3PutObjectCopy',
    targetBucket: parseBucketArn(target, 'TargetResource'),
    targetKeyPrefix: optionalText(node, 'TargetKeyPrefix', { min: 1, max: 1024 }) ?? '',
    storageClass: optionalText(node, 'StorageClass', { oneOf: COPY_CLASSES }),
    metadataDirective: directive === 'REPLACE' ? 'REPLACE' : 'COPY',
    newMetadata: parseNewMetadata(child(node, 'NewObjectMetadata')),
    newTags: newTags === undefined ? undefined : parseTagList(newTags, 10),
    annotationDirective: parseAnnotationDirective(node),
    kmsKeyId: optionalText(node, 'SSEAwsKmsKeyId', { min: 1, max: 2000 }),
    bucketKey: optionalBoolean(node, 'BucketKeyEnabled'),
    modifiedSince: optionalTime(node, 'ModifiedSinceConstraint'),
    unmodifiedSince: optionalTime(node, 'UnModifiedSinceConstraint'),
  }
}

function parseNewMetadata(node: XmlElement | undefined): NewObjectMetadata | undefined {
  if (node === undefined) return undefined
  const algorithm = optionalText(node, 'SSEAlgorithm', { oneOf: ['AES256', 'KMS'] })
  const headers = METADATA_HEADERS.flatMap(([name, header]): [string, string][] => {
    const value = childText(node, name)
    return value === undefined ? [] : [[header, value]]
  })
  const entries = child(node, 'UserMetadata')
  return {
    sseAlgorithm: algorithm === 'AES256' || algorithm === 'KMS' ? algorithm : undefined,
    headers: new Map(headers),
    userMetadata: entries === undefined ? undefined : parseEntries(entries),
  }
}

/** Maps are serialized as `<entry><key>…</key><value>…</value></entry>`. */
function parseEntries(node: XmlElement): ReadonlyMap<string, string> {
  return new Map(
    children(node, 'entry').map((entry) => [requiredText(entry, 'key').toLowerCase(), requiredText(entry, 'value')]),
  )
}

/** S3 User Guide, "Updating object encryption": SSE-KMS only, by the full ARN of a key, never an alias. */
function parseUpdateEncryption(node: XmlElement): JobOperation {
  const kms = child(child(node, 'ObjectEncryption'), 'SSE-KMS')
  if (kms === undefined) throw badRequest('S3UpdateObjectEncryption needs ObjectEncryption with SSE-KMS')
  return {
    name: 'S3UpdateObjectEncryption',
    kmsKeyArn: requiredText(kms, 'KMSKeyArn', { min: 1, max: 2048, pattern: /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/ }),
    bucketKey: optionalBoolean(kms, 'BucketKeyEnabled') ?? false,
  }
}

/** API reference, "S3ComputeObjectChecksumOperation": both members are optional. */
function parseComputeChecksum(node: XmlElement): JobOperation {
  const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'MD5', 'SHA1', 'SHA256']
  optionalText(node, 'ChecksumAlgorithm', { oneOf: algorithms })
  optionalText(node, 'ChecksumType', { oneOf: ['FULL_OBJECT', 'COMPOSITE'] })
  return { name: 'S3ComputeObjectChecksum' }
}

/**
 * API reference, "LambdaInvokeOperation": the default of the version, and which of them has user arguments. Their limits
 * are those of the SDK's model ("UserArguments": 10 of 64 and 1,024 characters).
 */
function parseLambdaInvoke(node: XmlElement): JobOperation {
  const functionArn = requiredText(node, 'FunctionArn', { min: 1, max: 1024, pattern: FUNCTION_ARN })
  const version = optionalText(node, 'InvocationSchemaVersion', { oneOf: ['1.0', '2.0'] }) === '2.0' ? '2.0' : '1.0'
  const given = child(node, 'UserArguments')
  const userArguments = new Map(
    children(given ?? node, 'entry').map((entry) => [
      requiredText(entry, 'key', { min: 1, max: 64 }),
      requiredText(entry, 'value', { max: 1024 }),
    ]),
  )
  if (userArguments.size > 10) throw badRequest('UserArguments may have at most 10 entries')
  if (given !== undefined && version !== '2.0') throw badRequest('UserArguments need InvocationSchemaVersion 2.0')
  return { name: 'LambdaInvoke', functionArn, version, userArguments }
}

/** Botocore's model, "FunctionArnString": more than a full ARN is accepted there, and not emulated. */
const FUNCTION_ARN = /^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?$/

function parseRestore(node: XmlElement): JobOperation {
  return {
    name: 'S3InitiateRestoreObject',
    days: optionalInteger(node, 'ExpirationInDays', 1, 2_147_483_647),
    tier: optionalText(node, 'GlacierJobTier', { oneOf: ['BULK', 'STANDARD'] }) ?? 'STANDARD',
  }
}
