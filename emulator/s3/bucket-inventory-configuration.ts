// PutBucketInventoryConfiguration, Get…, List… and Delete… (S3 API Reference). Reports are made in emulator/inventory.

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { bucketArn } from '../partition.ts'
import type { InventoryConfiguration, World } from '../world.ts'
import { child, children, childText, element, malformedXml, parseXml, type XmlElement } from '../xml.ts'
import { authorizeS3 } from './access.ts'
import { answerXml, type BucketCall, invalidArgument } from './request.ts'

const PAGE_SIZE = 100
const MAX_CONFIGURATIONS = 1000
/** As the SDK's model lists them in November 2026. */
const OPTIONAL_FIELDS = [
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'ObjectLockEventHoldStatus',
  'ObjectLockEventHoldDuration',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
  'LifecycleExpirationDate',
]

/** Adds or replaces the configuration the query names; the body must carry the same id. */
export function putBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'PutInventoryConfiguration', { bucket })
  const configuration = parseConfiguration(world, parseXml(call.request.body))
  const id = readId(call)
  if (configuration.id !== id) throw invalidArgument('Inventory configuration id does not match the request', 'id', id)
  if (!bucket.inventory.has(id) && bucket.inventory.size >= MAX_CONFIGURATIONS) {
    throw new ServiceError(
      400,
      'TooManyConfigurations',
      'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.',
    )
  }
  bucket.inventory.set(id, configuration)
  return { status: 204 }
}

/** One configuration, or 404 NoSuchConfiguration. */
export function getBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetInventoryConfiguration', { bucket: call.bucket })
  return answerXml(renderConfiguration(call.world, findConfiguration(call)))
}

/** All of them, 100 a page, by id. Asks for the same permission as Get. */
export function listBucketInventoryConfigurations(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetInventoryConfiguration', { bucket: call.bucket })
  const token = call.query.get('continuation-token')
  const after = token === null ? '' : decodeToken(token)
  const left = [...call.bucket.inventory.values()]
    .filter((configuration) => configuration.id > after)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = left.slice(0, PAGE_SIZE)
  const isTruncated = left.length > page.length
  return answerXml(
    element('ListInventoryConfigurationsResult', [
      element('ContinuationToken', token ?? undefined),
      ...page.map((configuration) => renderConfiguration(call.world, configuration)),
      element('IsTruncated', isTruncated),
      element('NextContinuationToken', isTruncated ? encodeToken(page.at(-1)?.id ?? '') : undefined),
    ]),
  )
}

/** Removes one configuration, or 404. */
export function deleteBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'PutInventoryConfiguration', { bucket: call.bucket })
  call.bucket.inventory.delete(findConfiguration(call).id)
  return { status: 204 }
}

function readId(call: BucketCall): string {
  const id = call.query.get('id')
  if (id === null || !/^[\w.-]{1,64}$/.test(id)) {
    throw invalidArgument('The specified inventory configuration id is invalid.', 'id', id ?? 'null')
  }
  return id
}

function findConfiguration(call: BucketCall): InventoryConfiguration {
  const found = call.bucket.inventory.get(readId(call))
  if (found !== undefined) return found
  throw new ServiceError(404, 'NoSuchConfiguration', 'The specified configuration does not exist.')
}

function parseConfiguration(world: World, root: XmlElement): InventoryConfiguration {
  const id = childText(root, 'Id')
  const enabled = childText(root, 'IsEnabled')
  const optionalFields = children(child(root, 'OptionalFields'), 'Field').map((field) => field.text)
  if (id === undefined || (enabled !== 'true' && enabled !== 'false')) throw malformedXml()
  if (optionalFields.some((field) => !OPTIONAL_FIELDS.includes(field))) throw malformedXml()
  return {
    id,
    enabled: enabled === 'true',
    includedVersions: parseWord(childText(root, 'IncludedObjectVersions'), ['All', 'Current']),
    frequency: parseWord(childText(child(root, 'Schedule'), 'Frequency'), ['Daily', 'Weekly']),
    filterPrefix: childText(child(root, 'Filter'), 'Prefix'),
    optionalFields,
    destination: parseDestination(world, child(child(root, 'Destination'), 'S3BucketDestination')),
  }
}

function parseDestination(world: World, node: XmlElement | undefined): InventoryConfiguration['destination'] {
  const arn = childText(node, 'Bucket')
  const prefix = bucketArn(world, '')
  if (arn?.startsWith(prefix) !== true) {
    throw invalidArgument('Invalid bucket ARN.', 'Bucket', arn ?? 'null')
  }
  const encryption = child(node, 'Encryption')
  const keyId = childText(child(encryption, 'SSE-KMS'), 'KeyId')
  return {
    bucket: arn.slice(prefix.length),
    accountId: childText(node, 'AccountId'),
    prefix: childText(node, 'Prefix'),
    format: parseWord(childText(node, 'Format'), ['CSV', 'ORC', 'Parquet']),
    encryption:
      keyId !== undefined
        ? { kind: 'SSE-KMS', keyId }
        : child(encryption, 'SSE-S3') === undefined
          ? undefined
          : { kind: 'SSE-S3' },
  }
}

function parseWord<T extends string>(text: string | undefined, words: readonly T[]): T {
  const found = words.find((word) => word === text)
  if (found === undefined) throw malformedXml()
  return found
}

function renderConfiguration(world: World, configuration: InventoryConfiguration): XmlElement {
  const { destination, filterPrefix, optionalFields } = configuration
  const { encryption } = destination
  return element('InventoryConfiguration', [
    element('Id', configuration.id),
    element('IsEnabled', configuration.enabled),
    filterPrefix === undefined ? undefined : element('Filter', [element('Prefix', filterPrefix)]),
    element('Destination', [
      element('S3BucketDestination', [
        element('Format', destination.format),
        element('AccountId', destination.accountId),
        element('Bucket', bucketArn(world, destination.bucket)),
        element('Prefix', destination.prefix),
        encryption === undefined ? undefined : element('Encryption', [renderReportEncryption(encryption)]),
      ]),
    ]),
    element('Schedule', [element('Frequency', configuration.frequency)]),
    element('IncludedObjectVersions', configuration.includedVersions),
    optionalFields.length === 0
      ? undefined
      : element(
          'OptionalFields',
          optionalFields.map((field) => element('Field', field)),
        ),
  ])
}

function renderReportEncryption(
  encryption: NonNullable<InventoryConfiguration['destination']['encryption']>,
): XmlElement {
  if (encryption.kind === 'SSE-S3') return element('SSE-S3', '')
  return element('SSE-KMS', [element('KeyId', encryption.keyId)])
}

function encodeToken(id: string): string {
  return Buffer.from(`after:${id}`).toString('base64')
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (text.startsWith('after:')) return text.slice('after:'.length)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
}
