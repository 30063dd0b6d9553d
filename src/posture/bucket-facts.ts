// Knows the settings of a bucket that a plan must take into account.

/** What the source bucket says of itself, read once before a plan is made. */
export type BucketFacts = {
  readonly versioning: 'Enabled' | 'Suspended' | 'Unversioned'
  readonly defaultEncryption:
    | { readonly algorithm: 'AES256' }
    | {
        readonly algorithm: 'aws:kms' | 'aws:kms:dsse'
        readonly kmsKeyArn: string | undefined
        readonly bucketKey: boolean
      }
  /** False where Object Ownership is "Bucket owner enforced": then ACLs have no effect and none can be lost. */
  readonly aclsEnabled: boolean
  readonly objectLockEnabled: boolean
  /** What Object Lock gives every new version: a copy with a default event hold cannot be deleted until somebody releases it. */
  readonly defaultLock?: 'none' | 'retention' | 'event-hold' | undefined
  /** False where GetBucketEncryption found none; `defaultEncryption` is then what S3 does automatically. */
  readonly hasEncryptionConfiguration: boolean
  readonly replicates: boolean
  /** Destination buckets of the enabled replication rules. */
  readonly replicaBuckets: readonly string[]
  /** What a copy triggers. `unknown`: the role is not allowed to read it, and the plan says so. */
  readonly lifecycle: 'some' | 'none' | 'unknown'
  readonly notifications: 'some' | 'none' | 'unknown'
  /** Whether the bucket is a website: only there a redirect of an object has an effect (S3 User Guide, "Configuring a webpage redirect"). */
  readonly website: 'some' | 'none' | 'unknown'
  /** Whether server access logs are delivered here; `none` if this was not read, because the target is SSE-S3. */
  readonly accessLogs: 'some' | 'none' | 'unknown'
}
