// GetObjectAttributes (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeDecrypt, authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall, invalidArgument, parseVersionId, versionHeader } from '../call.ts'
import { checkCustomerKey, parseCustomerKey } from '../encryption.ts'
import { readRequestedVersion, versionedAction } from '../object-reads.ts'

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']

/** The attributes requested by the header `x-amz-object-attributes`. */
export function getObjectAttributes(call: BucketCall): EmulatorResponse {
  const { bucket, headers, key, principal, world } = call
  const asked = (headers['x-amz-object-attributes'] ?? '').split(',').map((name) => name.trim())
  for (const name of asked) {
    if (!ATTRIBUTES.includes(name))
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', name)
  }
  const version = readRequestedVersion(call, 'GetObject')
  authorizeS3(world, principal, versionedAction('GetObjectAttributes', parseVersionId(call.query)), { bucket, key })
  checkCustomerKey(version.encryption, parseCustomerKey(headers))
  authorizeDecrypt(world, principal, bucket, version.encryption)
  const { checksum } = version
  const parts: Record<string, ReturnType<typeof element> | undefined> = {
    ETag: element('ETag', version.etag),
    Checksum:
      checksum === undefined
        ? undefined
        : element('Checksum', [
            element(`Checksum${checksum.algorithm}`, checksum.value),
            element('ChecksumType', checksum.type),
          ]),
    ObjectParts:
      version.partCount === undefined ? undefined : element('ObjectParts', [element('PartsCount', version.partCount)]),
    StorageClass: element('StorageClass', version.storageClass),
    ObjectSize: element('ObjectSize', version.size),
  }
  return answerXml(
    element(
      'GetObjectAttributesResponse',
      ATTRIBUTES.filter((name) => asked.includes(name)).map((name) => parts[name]),
    ),
    { 'last-modified': new Date(version.lastModified).toUTCString(), ...versionHeader(bucket, version) },
  )
}
