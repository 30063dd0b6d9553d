// GetObjectLockConfiguration (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element, type XmlElement } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { type DefaultLock, renderDuration } from '../object-lock.ts'

/** 404 if Object Lock was never enabled. */
export function getObjectLockConfiguration({ bucket, principal, world }: BucketCall): EmulatorResponse {
  authorizeS3(world, principal, 'GetBucketObjectLockConfiguration', { bucket })
  if (!bucket.objectLockEnabled) {
    throw new ServiceError(
      404,
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
      { BucketName: bucket.name },
    )
  }
  return answerXml(
    element('ObjectLockConfiguration', [element('ObjectLockEnabled', 'Enabled'), renderRule(bucket.defaultLock)]),
  )
}

function renderRule(defaults: DefaultLock | undefined): XmlElement | undefined {
  if (defaults === undefined) return undefined
  const { retention, eventHold } = defaults
  const period = retention === undefined ? [] : renderDuration('', retention.period).children
  return element('Rule', [
    element('DefaultRetention', [
      element('Mode', retention?.mode),
      ...period,
      eventHold === undefined ? undefined : renderDuration('DefaultEventHold', eventHold),
    ]),
  ])
}
