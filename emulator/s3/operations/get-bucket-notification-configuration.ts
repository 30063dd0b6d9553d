// GetBucketNotificationConfiguration (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { partitionOf } from '../../partition.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/**
 * One topic if the world says so; otherwise an empty configuration, never 404 (API reference,
 * "GetBucketNotificationConfiguration"). No event is ever sent.
 */
export function getBucketNotificationConfiguration(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketNotification')
  const { bucket } = call
  const topic = element('TopicConfiguration', [
    element('Id', 'seeded'),
    element('Topic', `arn:${partitionOf(call.world)}:sns:${bucket.region}:${bucket.owner}:seeded`),
    element('Event', 's3:ObjectCreated:*'),
  ])
  return answerXml(element('NotificationConfiguration', bucket.notifications ? [topic] : []))
}
