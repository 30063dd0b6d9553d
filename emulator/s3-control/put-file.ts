// Writes a job's own files (completion reports and generated job manifests) with the batch role, and with SSE-S3
// whatever the bucket's default is (S3 User Guide, "Completion reports").

import { bytesBody } from '../s3/body.ts'
import { authorizeWrite, putSinglePart } from '../s3/write.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import type { Job } from './job.ts'

/** Writes an object for a job; throws 403 AccessDenied if its role lacks the permission. */
export function putJobFile(
  world: World,
  job: Job,
  principal: Principal | undefined,
  target: { readonly bucket: Bucket; readonly key: string },
  content: Uint8Array | string,
): ObjectVersion {
  const { bucket, key } = target
  const encryption = { status: 'SSE-S3' as const }
  authorizeWrite(world, principal, bucket, key, {
    encryption,
    askedEncryption: { algorithm: 'AES256' },
    askedStorageClass: undefined,
    hasTags: false,
    hasAcl: false,
  })
  return putSinglePart(world, bucket, {
    key,
    body: bytesBody(content),
    size: Buffer.byteLength(content),
    encryption,
    storageClass: 'STANDARD',
    headers: new Map([['content-type', 'binary/octet-stream']]),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: `job:${job.id}`,
  })
}
