// GetBucketMetadataConfiguration (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { answerTo } from '../../unsettled.ts'
import { element, type XmlElement } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'
import {
  findMetadataTables,
  type MetadataTables,
  namespaceOf,
  statusOf,
  type TableName,
  tableArn,
  tableBucketArn,
} from '../metadata-tables.ts'

/**
 * The configuration and the state of its tables, for V1 and V2. "The IAM policy action name is the same for the V1 and
 * V2 API operations." The code of the 404 is UNCONFIRMED.
 */
export function getBucketMetadataConfiguration(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketMetadataTableConfiguration')
  const { bucket, world } = call
  const tables = findMetadataTables(world, bucket.name)
  if (tables === undefined) {
    throw new ServiceError(404, answerTo(world, 'no-metadata'), 'The metadata configuration does not exist', {
      BucketName: bucket.name,
    })
  }
  const isV1 = tables.version === 'V1'
  const content = [
    element('DestinationResult', [
      element('TableBucketType', isV1 ? 'customer' : 'aws'),
      element('TableBucketArn', tableBucketArn(world, bucket, isV1 ? 'metadata' : 'aws-s3')),
      element('TableNamespace', isV1 ? 'aws_s3_metadata' : namespaceOf(bucket.name)),
    ]),
    element('JournalTableConfigurationResult', [
      ...describeTable(call, tables, 'journal'),
      element('RecordExpiration', [element('Expiration', 'DISABLED')]),
    ]),
    ...(isV1 ? [] : [describeInventory(call, tables)]),
  ]
  return answerXml(element('GetBucketMetadataConfigurationResult', [element('MetadataConfigurationResult', content)]))
}

function describeInventory(call: BucketCall, tables: MetadataTables): XmlElement {
  const state = element('ConfigurationState', tables.inventory)
  const isEnabled = tables.inventory === 'ENABLED'
  return element('InventoryTableConfigurationResult', [
    state,
    ...(isEnabled ? describeTable(call, tables, 'inventory') : []),
  ])
}

function describeTable({ bucket, world }: BucketCall, tables: MetadataTables, table: TableName): XmlElement[] {
  const { failure } = tables
  return [
    element('TableStatus', statusOf(world, tables, table)),
    ...(failure === undefined
      ? []
      : [element('Error', [element('ErrorCode', failure.code), element('ErrorMessage', failure.message)])]),
    element('TableName', table),
    element('TableArn', tableArn(world, bucket, table)),
  ]
}
