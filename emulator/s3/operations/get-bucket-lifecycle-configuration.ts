// GetBucketLifecycleConfiguration (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/**
 * The rules that were put, or one rule if the world says so; otherwise 404 (API reference,
 * "GetBucketLifecycleConfiguration"). Rules have no effect in the emulator.
 */
export function getBucketLifecycleConfiguration(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetLifecycleConfiguration')
  const { bucket } = call
  if (!bucket.lifecycle) {
    throw new ServiceError(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', {
      BucketName: bucket.name,
    })
  }
  const { rules, minimumSize } = bucket.lifecycleConfiguration ?? { rules: [SEEDED], minimumSize: DEFAULT_MINIMUM }
  const headers = { 'x-amz-transition-default-minimum-object-size': minimumSize }
  return answerXml(element('LifecycleConfiguration', rules), headers)
}

/** S3 API Reference, "GetBucketLifecycleConfiguration": the default since September 2024. */
const DEFAULT_MINIMUM = 'all_storage_classes_128K'

const SEEDED = element('Rule', [
  element('ID', 'seeded'),
  element('Filter', [element('Prefix', '')]),
  element('Status', 'Enabled'),
  element('Transition', [element('Days', 30), element('StorageClass', 'STANDARD_IA')]),
])
