// The state of a new bucket (S3 User Guide, "Default settings for your general purpose buckets").

import type { Bucket, World } from '../world.ts'
import { PUBLIC_ACCESS_FLAGS } from './public-access.ts'

/** A new bucket: unversioned, SSE-S3 by default, ACLs disabled, SSE-C blocked. */
export function createBucketState(
  world: World,
  name: string,
  settings: Partial<Pick<Bucket, 'region' | 'owner' | 'createdAt'>> = {},
): Bucket {
  return {
    name,
    region: settings.region ?? world.region,
    owner: settings.owner ?? world.account,
    createdAt: settings.createdAt ?? world.clock.now(),
    versioning: 'Unversioned',
    defaultEncryption: { algorithm: 'AES256', bucketKey: false },
    ownership: 'BucketOwnerEnforced',
    objectLockEnabled: false,
    blockSseC: true,
    // S3 User Guide, "Blocking public access to your Amazon S3 storage": all on for new buckets since April 2023.
    publicAccessBlock: new Set(PUBLIC_ACCESS_FLAGS),
    replication: false,
    lifecycle: false,
    website: false,
    grants: [],
    notifications: false,
    inventory: new Map(),
    uploads: new Map(),
    objects: new Map(),
  }
}
