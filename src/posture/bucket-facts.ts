// Defines the settings of a bucket that a plan must take into account.

/** The settings of the source bucket, read once before a plan is made. */
export type BucketFacts = {
  readonly versioning: 'Enabled' | 'Suspended' | 'Unversioned'
  readonly defaultEncryption:
    | { readonly algorithm: 'AES256' }
    | {
        readonly algorithm: 'aws:kms' | 'aws:kms:dsse'
        readonly kmsKeyArn: string | undefined
        readonly bucketKey: boolean
      }
  /** False if Object Ownership is "Bucket owner enforced": then ACLs have no effect and none can be lost. */
  readonly aclsEnabled: boolean
  readonly objectLockEnabled: boolean
  /** Object Lock default for new versions: copies with a default event hold cannot be deleted until it is released. */
  readonly defaultLock?: 'none' | 'retention' | 'event-hold' | undefined
  /** False if GetBucketEncryption found none; `defaultEncryption` is then what S3 applies automatically. */
  readonly hasEncryptionConfiguration: boolean
  readonly replicates: boolean
  /** Destination buckets of the enabled replication rules. */
  readonly replicaBuckets: readonly string[]
  /** What a copy triggers. `unknown`: the role is not allowed to read it, and the plan says so. */
  readonly lifecycle: 'some' | 'none' | 'unknown'
  readonly notifications: 'some' | 'none' | 'unknown'
  /** Whether the bucket is a website: only then do redirects work (S3 User Guide, "Configuring a webpage redirect"). */
  readonly website: 'some' | 'none' | 'unknown'
  /** Whether server access logs are delivered here; `none` if this was not read because the target is SSE-S3. */
  readonly accessLogs: 'some' | 'none' | 'unknown'
}
