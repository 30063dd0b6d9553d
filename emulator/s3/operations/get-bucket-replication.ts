// GetBucketReplication (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { bucketArn, partitionOf } from '../../partition.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** One replication rule if the world says so; otherwise 404. Nothing is actually replicated. */
export function getBucketReplication(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetReplicationConfiguration')
  const { bucket } = call
  if (!bucket.replication) {
    throw new ServiceError(
      404,
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
      { BucketName: bucket.name },
    )
  }
  const kms = bucket.replicationOfKms
  const rule = element('Rule', [
    element('ID', 'seeded'),
    element('Priority', 1),
    element('Status', 'Enabled'),
    element('Filter', [element('Prefix', '')]),
    element('DeleteMarkerReplication', [element('Status', 'Disabled')]),
    kms && element('SourceSelectionCriteria', [element('SseKmsEncryptedObjects', [element('Status', 'Enabled')])]),
    element('Destination', [
      element('Bucket', bucketArn(call.world, `${bucket.name}-replica`)),
      kms?.replicaKey === undefined
        ? undefined
        : element('EncryptionConfiguration', [element('ReplicaKmsKeyID', kms.replicaKey)]),
    ]),
  ])
  const role = `arn:${partitionOf(call.world)}:iam::${bucket.owner}:role/replication`
  return answerXml(element('ReplicationConfiguration', [element('Role', role), rule]))
}
