// Finds the inventory configuration of a request, and renders it (S3 API Reference, "InventoryConfiguration").

import { ServiceError } from '../http.ts'
import { bucketArn } from '../partition.ts'
import type { InventoryConfiguration, World } from '../world.ts'
import { element, type XmlElement } from '../xml.ts'
import { type BucketCall, invalidArgument } from './call.ts'

/** The id in the query, or 400. */
export function readConfigurationId(call: BucketCall): string {
  const id = call.query.get('id')
  if (id === null || !/^[\w.-]{1,64}$/.test(id)) {
    throw invalidArgument('The specified inventory configuration id is invalid.', 'id', id ?? 'null')
  }
  return id
}

/** The configuration of a request, or 404 NoSuchConfiguration. */
export function findConfiguration(call: BucketCall): InventoryConfiguration {
  const found = call.bucket.inventory.get(readConfigurationId(call))
  if (found !== undefined) return found
  throw new ServiceError(404, 'NoSuchConfiguration', 'The specified configuration does not exist.')
}

/** `<InventoryConfiguration>`. */
export function renderConfiguration(world: World, configuration: InventoryConfiguration): XmlElement {
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
