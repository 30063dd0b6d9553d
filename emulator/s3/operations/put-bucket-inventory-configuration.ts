// PutBucketInventoryConfiguration (S3 API Reference). emulator/inventory creates the reports.

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { INVENTORY_FIELDS } from '../../inventory/columns.ts'
import { bucketArn } from '../../partition.ts'
import type { InventoryConfiguration, World } from '../../world.ts'
import { child, children, childText, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { type BucketCall, invalidArgument } from '../call.ts'
import { readConfigurationId } from '../inventory-configurations.ts'

const MAX_CONFIGURATIONS = 1000

/** As in the SDK's model of November 2026. */
const OPTIONAL_FIELDS: readonly string[] = [...INVENTORY_FIELDS, 'LifecycleExpirationDate']

/** Adds or replaces the configuration given in the query; the body must have the same id. */
export function putBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'PutInventoryConfiguration', { bucket })
  const configuration = parseConfiguration(world, parseXml(call.request.body))
  const id = readConfigurationId(call)
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
