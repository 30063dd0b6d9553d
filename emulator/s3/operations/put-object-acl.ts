// PutObjectAcl (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { parseXml } from '../../xml.ts'
import { aclNotSupported, parseAccessControlPolicy, parseGrantHeaders } from '../acl.ts'
import type { BucketCall } from '../call.ts'
import { changeSetting } from '../object-changes.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Replaces the grants, from headers or from the body. */
export function putObjectAcl(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectAcl')
  const { bucket, request } = call
  if (request.body.length === 0)
    return changeSetting(call, version, { grants: parseGrantHeaders(call.headers, bucket) })
  const grants = parseAccessControlPolicy(parseXml(request.body), bucket.owner)
  if (bucket.ownership === 'BucketOwnerEnforced' && grants.length > 0) throw aclNotSupported()
  return changeSetting(call, version, { grants })
}
