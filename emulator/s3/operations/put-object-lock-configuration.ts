// PutObjectLockConfiguration (S3 API Reference), including default event holds (SDK model of November 2026,
// "DefaultRetention").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { child, childText, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { checkMode, type DefaultLock, parseLockDuration } from '../object-lock.ts'

/** Enables Object Lock in a versioned bucket, and sets or removes the defaults for new versions. */
export function putObjectLockConfiguration({ bucket, principal, request, world }: BucketCall): EmulatorResponse {
  authorizeS3(world, principal, 'PutBucketObjectLockConfiguration', { bucket })
  const root = parseXml(request.body)
  if (childText(root, 'ObjectLockEnabled') !== 'Enabled') throw malformedXml()
  const defaultLock = readRule(child(root, 'Rule'))
  if (bucket.versioning !== 'Enabled') {
    throw new ServiceError(
      409,
      'InvalidBucketState',
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    )
  }
  bucket.objectLockEnabled = true
  bucket.defaultLock = defaultLock
  return { status: 200 }
}

/** "You can set one or both": retention with its period, and a default event hold. */
function readRule(rule: XmlElement | undefined): DefaultLock | undefined {
  if (rule === undefined) return undefined
  const defaults = child(rule, 'DefaultRetention')
  const mode = childText(defaults, 'Mode')
  const period = readDuration(defaults)
  const eventHold = readDuration(child(defaults, 'DefaultEventHold'))
  if ((mode === undefined) !== (period === undefined)) throw malformedXml()
  if (mode === undefined && eventHold === undefined) throw malformedXml()
  if (mode !== undefined) checkMode(mode)
  return {
    ...(mode === undefined || period === undefined ? {} : { retention: { mode, period } }),
    ...(eventHold === undefined ? {} : { eventHold }),
  }
}

const readDuration = (node: XmlElement | undefined): ReturnType<typeof parseLockDuration> =>
  parseLockDuration({ days: childText(node, 'Days'), years: childText(node, 'Years') })
