// PutBucketLifecycleConfiguration (S3 API Reference). Rules have no effect in the emulator.

import type { EmulatorResponse } from '../../http.ts'
import { child, children, childText, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { type BucketCall, invalidArgument } from '../call.ts'

const MAX_RULES = 1000
const MINIMUM_SIZES = ['all_storage_classes_128K', 'varies_by_storage_class']
/** A rule has at least one of them. */
const ACTIONS = [
  'AbortIncompleteMultipartUpload',
  'Expiration',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'Transition',
]

/**
 * Replaces all rules. Without its header the minimum size is the default again, which is why whoever changes rules must
 * send it back.
 */
export function putBucketLifecycleConfiguration(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutLifecycleConfiguration')
  const rules = children(parseXml(call.request.body), 'Rule')
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml()
  for (const rule of rules) checkRule(rule)
  const ids = rules.map((rule) => childText(rule, 'ID')).filter((id) => id !== undefined)
  if (new Set(ids).size !== ids.length) throw invalidArgument('Rule ID must be unique.', 'ID', ids.join())
  const minimumSize = call.headers['x-amz-transition-default-minimum-object-size'] ?? MINIMUM_SIZES[0] ?? ''
  if (!MINIMUM_SIZES.includes(minimumSize)) throw invalidArgument('Invalid value.', 'minimum size', minimumSize)
  call.bucket.lifecycle = true
  call.bucket.lifecycleConfiguration = { rules, minimumSize }
  return { status: 200, headers: { 'x-amz-transition-default-minimum-object-size': minimumSize } }
}

/** S3 API Reference, "LifecycleRule": an id of at most 255 characters, a status, a filter or prefix, and an action. */
function checkRule(rule: XmlElement): void {
  const status = childText(rule, 'Status')
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml()
  if ((childText(rule, 'ID') ?? '').length > 255) throw invalidArgument('ID length should not exceed 255.', 'ID', '')
  const hasFilter = child(rule, 'Filter') !== undefined || childText(rule, 'Prefix') !== undefined
  if (!hasFilter || !rule.children.some(({ name }) => ACTIONS.includes(name))) throw malformedXml()
}
