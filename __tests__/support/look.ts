// An object as HeadObject shows it: plain, unencrypted, and with nothing that a copy could lose.

import type { ObjectLook } from '../../src/objects/object-look.ts'

export function makeLook(change: Partial<ObjectLook> = {}): ObjectLook {
  return {
    etag: '"00000000000000000000000000000000"',
    versionId: undefined,
    lastModified: 0,
    size: 1,
    storageClass: 'STANDARD',
    headers: new Map(),
    metadata: new Map(),
    hiddenMetadata: 0,
    websiteRedirect: undefined,
    tagCount: undefined,
    checksum: undefined,
    archived: false,
    restoring: false,
    lock: 'unknown',
    encryption: 'NOT-SSE',
    kmsKeyArn: undefined,
    bucketKey: false,
    ...change,
  }
}
