// CreateJob requests in which S3 generates the job manifest itself (S3 API Reference, "S3JobManifestGenerator",
// "JobManifestGeneratorFilter").

import { ServiceError } from '../http.ts'
import type { EncryptionStatus } from '../world.ts'
import { child, children, type XmlElement } from '../xml.ts'
import {
  badRequest,
  checkText,
  listItems,
  optionalBoolean,
  optionalInteger,
  optionalText,
  optionalTime,
  parseBucketArn,
  requiredText,
} from './fields.ts'
import { COPY_CLASSES } from './job-operation.ts'

export type EncryptionFilter = {
  readonly status: EncryptionStatus
  readonly kmsKeyArn: string | undefined
  readonly bucketKey: boolean | undefined
}

export type ManifestFilter = {
  readonly createdAfter: number | undefined
  readonly createdBefore: number | undefined
  readonly prefix: string | undefined
  readonly suffix: string | undefined
  readonly substring: string | undefined
  readonly largerThan: number | undefined
  readonly smallerThan: number | undefined
  /** Empty: every class. */
  readonly storageClasses: readonly string[]
  readonly encryption: EncryptionFilter | undefined
}

export type ManifestGenerator = {
  readonly sourceBucket: string
  readonly expectedOwner: string | undefined
  readonly output:
    | { readonly bucket: string; readonly prefix: string | undefined; readonly expectedOwner: string | undefined }
    | undefined
  readonly filter: ManifestFilter
}

const ACCOUNT = { pattern: /^\d{12}$/ }
const ENCRYPTION_ELEMENTS: ReadonlyMap<string, EncryptionStatus> = new Map([
  ['SSE-S3', 'SSE-S3'],
  ['SSE-KMS', 'SSE-KMS'],
  ['DSSE-KMS', 'DSSE-KMS'],
  ['SSE-C', 'SSE-C'],
  ['NOT-SSE', 'NOT-SSE'],
])

/** Reads `<ManifestGenerator>`. */
export function parseManifestGenerator(node: XmlElement): ManifestGenerator {
  const generator = child(node, 'S3JobManifestGenerator')
  if (generator === undefined) throw badRequest('ManifestGenerator must hold an S3JobManifestGenerator')
  const enabled = optionalBoolean(generator, 'EnableManifestOutput')
  if (enabled === undefined) throw badRequest('Missing required field: EnableManifestOutput')
  const location = child(generator, 'ManifestOutputLocation')
  if (enabled !== (location !== undefined)) {
    throw badRequest('ManifestOutputLocation must be given exactly when EnableManifestOutput is true')
  }
  return {
    sourceBucket: parseSourceBucket(requiredText(generator, 'SourceBucket', { min: 1, max: 128 })),
    expectedOwner: optionalText(generator, 'ExpectedBucketOwner', ACCOUNT),
    output: location === undefined ? undefined : parseOutput(location),
    filter: parseFilter(child(generator, 'Filter')),
  }
}

/** S3 User Guide, "Creating an S3 Batch Operations job": no job manifest is generated from a directory bucket. */
function parseSourceBucket(arn: string): string {
  const bucket = parseBucketArn(arn, 'SourceBucket')
  if (bucket.endsWith('--x-s3')) throw badRequest('SourceBucket must be a general purpose bucket')
  return bucket
}

function parseOutput(node: XmlElement): ManifestGenerator['output'] {
  requiredText(node, 'ManifestFormat', { oneOf: ['S3InventoryReport_CSV_20211130'] })
  const [encryption, another] = child(node, 'ManifestEncryption')?.children ?? []
  if (encryption?.name === 'SSE-KMS') {
    throw new ServiceError(501, 'NotImplemented', 'The emulator cannot write generated job manifests with SSE-KMS')
  }
  if (another !== undefined || (encryption !== undefined && encryption.name !== 'SSE-S3')) {
    throw badRequest('ManifestEncryption must hold SSE-S3 or SSE-KMS')
  }
  return {
    bucket: parseBucketArn(requiredText(node, 'Bucket', { min: 1, max: 128 }), 'Bucket'),
    prefix: optionalText(node, 'ManifestPrefix', { min: 1, max: 512 }),
    expectedOwner: optionalText(node, 'ExpectedManifestBucketOwner', ACCOUNT),
  }
}

function parseFilter(node: XmlElement | undefined): ManifestFilter {
  const refused = ['EligibleForReplication', 'ObjectReplicationStatuses'].find(
    (name) => child(node, name) !== undefined,
  )
  if (refused !== undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulator cannot filter a generated job manifest by ${refused}`)
  }
  const names = child(node, 'KeyNameConstraint')
  return {
    createdAfter: optionalTime(node, 'CreatedAfter'),
    createdBefore: optionalTime(node, 'CreatedBefore'),
    prefix: parseOnlyOne(names, 'MatchAnyPrefix'),
    suffix: parseOnlyOne(names, 'MatchAnySuffix'),
    substring: parseOnlyOne(names, 'MatchAnySubstring'),
    largerThan: optionalInteger(node, 'ObjectSizeGreaterThanBytes', 0, Number.MAX_SAFE_INTEGER),
    smallerThan: optionalInteger(node, 'ObjectSizeLessThanBytes', 0, Number.MAX_SAFE_INTEGER),
    storageClasses: (listItems(node, 'MatchAnyStorageClass') ?? []).map((item) =>
      checkText(item.text, 'MatchAnyStorageClass', { oneOf: COPY_CLASSES }),
    ),
    encryption: parseEncryption(child(node, 'MatchAnyObjectEncryption')),
  }
}

/** These lists are documented to have exactly one string. */
function parseOnlyOne(node: XmlElement | undefined, name: string): string | undefined {
  const list = child(node, name)
  if (list === undefined) return undefined
  const [item] = list.children
  if (item === undefined || list.children.length !== 1) throw badRequest(`${name} must hold exactly one string`)
  return checkText(item.text, name, { min: 1, max: 1024 })
}

/** The only list whose items are not `<member>`: exactly one `<ObjectEncryption>`. */
function parseEncryption(list: XmlElement | undefined): EncryptionFilter | undefined {
  if (list === undefined) return undefined
  const [item] = children(list, 'ObjectEncryption')
  const [kind] = item?.children ?? []
  const status = ENCRYPTION_ELEMENTS.get(kind?.name ?? '')
  if (status === undefined || list.children.length !== 1 || item?.children.length !== 1) {
    throw badRequest('MatchAnyObjectEncryption must hold exactly one ObjectEncryption with one kind of encryption')
  }
  return {
    status,
    kmsKeyArn: optionalText(kind, 'KmsKeyArn', { min: 20, max: 2048 }),
    bucketKey: optionalBoolean(kind, 'BucketKeyEnabled'),
  }
}
