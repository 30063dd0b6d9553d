// The state of the emulated world: buckets, object versions, jobs, roles, issues, one clock, a fault list, a log.
// Services (s3/, s3-control/, sts/, oidc/, github/) are handlers that use this state; nothing here uses HTTP.

import type { Clock } from './clock.ts'
import type { IamPolicy, IamRole } from './iam/types.ts'
import type { KmsKey } from './kms/key.ts'
import type { Fault, LoggedRequest } from './traffic.ts'
import type { XmlElement } from './xml.ts'

export type EncryptionStatus = 'SSE-S3' | 'SSE-KMS' | 'DSSE-KMS' | 'SSE-C' | 'NOT-SSE'

/** A huge object is a seed and a length: its bytes can be generated again, so it takes no memory. */
export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `length` bytes of the endless stream the seed names, from byte `offset` (0 when absent) on. */
  | { readonly kind: 'seed'; readonly seed: string; readonly length: number; readonly offset?: number | undefined }
  | { readonly kind: 'parts'; readonly parts: readonly Body[] }

export type Encryption = {
  readonly status: EncryptionStatus
  readonly kmsKeyArn?: string | undefined
  readonly bucketKey?: boolean | undefined
  readonly customerKeyMd5?: string | undefined
}

/** Base64 value; a composite one is the checksum of the parts' checksums and ends in `-<parts>`. */
export type Checksum = {
  readonly algorithm: string
  readonly value: string
  readonly type?: 'FULL_OBJECT' | 'COMPOSITE' | undefined
}

/** A text stored with a version of an object (S3 User Guide, "Annotating your objects"). */
export type Annotation = {
  /** 1 byte to 1 MiB of UTF-8. */
  readonly payload: Uint8Array
  /** Without quotes. */
  readonly etag: string
  /** Epoch milliseconds of the emulator's clock. */
  readonly lastModified: number
  readonly checksum: Checksum
}

export type Grant = { readonly grantee: string; readonly permission: string }

/** The duration of an Object Lock, in days or years. */
export type LockDuration = { readonly days: number } | { readonly years: number }

/** The lock of a version. An event hold has no date: its duration starts when it is released. */
export type ObjectLock = {
  readonly mode?: string
  readonly retainUntil?: number
  readonly legalHold?: boolean
  readonly eventHold?: boolean
  readonly eventHoldDuration?: LockDuration
}

export type ObjectVersion = {
  readonly key: string
  /** 'null' for versions written while versioning was not enabled. */
  readonly versionId: string
  readonly isDeleteMarker: boolean
  readonly body: Body
  readonly size: number
  /** Without quotes. */
  readonly etag: string
  /** Epoch milliseconds of the emulator's clock. */
  readonly lastModified: number
  readonly encryption: Encryption
  readonly storageClass: string
  /** Set while an archived object is being restored, or its restored copy exists. */
  readonly restore?: { readonly ongoing: boolean; readonly expiry?: number | undefined } | undefined
  readonly accessTier?: string | undefined
  /**
   * System headers by lower-case name: content-type, cache-control, content-disposition, content-encoding,
   * content-language, expires.
   */
  readonly headers: ReadonlyMap<string, string>
  /** User metadata by lower-case name without the x-amz-meta- prefix. */
  readonly metadata: ReadonlyMap<string, string>
  readonly tags: ReadonlyMap<string, string>
  /** Grants in addition to the owner's FULL_CONTROL; empty means private. */
  readonly grants: readonly Grant[]
  readonly lock?: ObjectLock | undefined
  readonly websiteRedirect?: string | undefined
  /** By name; undefined if there are none. */
  readonly annotations?: ReadonlyMap<string, Annotation> | undefined
  readonly checksum?: Checksum | undefined
  /** Number of multipart parts, undefined for a single PUT. */
  readonly partCount?: number | undefined
  readonly replicationStatus?: string | undefined
  /** Principal ARN that wrote it, `seed`, or `job:<id>`; used by the history checker. */
  readonly writer: string
}

export type InventoryConfiguration = {
  readonly id: string
  readonly enabled: boolean
  readonly includedVersions: 'All' | 'Current'
  readonly frequency: 'Daily' | 'Weekly'
  readonly filterPrefix?: string | undefined
  readonly optionalFields: readonly string[]
  readonly destination: {
    readonly bucket: string
    readonly accountId?: string | undefined
    readonly prefix?: string | undefined
    readonly format: 'CSV' | 'ORC' | 'Parquet'
    readonly encryption?: { readonly kind: 'SSE-S3' } | { readonly kind: 'SSE-KMS'; readonly keyId: string } | undefined
  }
}

export type MultipartUpload = {
  readonly uploadId: string
  readonly key: string
  readonly initiated: number
  /** Everything that CreateMultipartUpload set for the finished object. */
  readonly template: Omit<
    ObjectVersion,
    'versionId' | 'body' | 'size' | 'etag' | 'lastModified' | 'isDeleteMarker' | 'partCount'
  >
  readonly parts: Map<
    number,
    {
      readonly body: Body
      readonly etag: string
      readonly size: number
      readonly lastModified: number
      readonly checksum?: Checksum | undefined
    }
  >
}

export type Bucket = {
  readonly name: string
  readonly region: string
  /** Owner's 12-digit account. */
  readonly owner: string
  readonly createdAt: number
  versioning: 'Unversioned' | 'Enabled' | 'Suspended'
  defaultEncryption: {
    algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse'
    kmsKeyArn?: string
    bucketKey: boolean
    /** Set once a default was set explicitly; then a copy onto itself is allowed without requesting a change. */
    explicit?: boolean
  }
  ownership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'
  objectLockEnabled: boolean
  /** The lock of new versions that do not request their own. */
  defaultLock?:
    | {
        readonly retention?: { readonly mode: string; readonly period: LockDuration }
        readonly eventHold?: LockDuration
      }
    | undefined
  /** SSE-C writes are refused by default since April 2026 (S3 User Guide, "Default SSE-C setting FAQ"). */
  blockSseC: boolean
  /** Set for a Requester Pays bucket. */
  requesterPays?: boolean
  policy?: IamPolicy | undefined
  tags?: ReadonlyMap<string, string> | undefined
  /** The settings of Block Public Access that are on; undefined if they were removed. They have no effect. */
  publicAccessBlock?: ReadonlySet<string> | undefined
  replication: boolean
  /** Whether the replication rule takes objects under KMS keys, and the key of their replicas. */
  replicationOfKms?: { readonly replicaKey?: string } | undefined
  /** Whether the bucket has a lifecycle rule. It has no effect. */
  lifecycle: boolean
  /** The rules as they were put; undefined for the one that the world invents where `lifecycle` is set. */
  lifecycleConfiguration?: { readonly rules: readonly XmlElement[]; readonly minimumSize: string } | undefined
  /** Whether the bucket has event notifications. None is ever sent. */
  notifications: boolean
  /** Whether the bucket is a website. It is not served. */
  website: boolean
  /** In addition to the owner's; only non-empty if ACLs are enabled. */
  grants: readonly Grant[]
  inventory: Map<string, InventoryConfiguration>
  uploads: Map<string, MultipartUpload>
  /** Versions of each key, oldest first; the last one is current. */
  objects: Map<string, ObjectVersion[]>
}

export type Principal = {
  /** `arn:aws:sts::111122223333:assumed-role/scan/session`, `arn:aws:iam::111122223333:root`, … */
  readonly arn: string
  readonly account: string
  /** Its policies; undefined for an account's root, who may do everything in its account. */
  readonly policies?: readonly IamPolicy[] | undefined
  /** The session policy given when the session began. */
  readonly sessionPolicy?: IamPolicy | undefined
}

export type Credential = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly expiration?: number | undefined
  readonly principal: Principal
}

export type World = {
  readonly clock: Clock
  /** The account that owns everything by default. */
  readonly account: string
  readonly region: string
  readonly buckets: Map<string, Bucket>
  readonly kmsKeys: Map<string, KmsKey>
  readonly roles: Map<string, IamRole>
  /** By access key id. */
  readonly credentials: Map<string, Credential>
  readonly log: LoggedRequest[]
  readonly faults: Fault[]
  /**
   * State of services that keep their own (jobs, issues, OIDC keys), by service name; each service defines its type.
   */
  readonly services: Map<string, unknown>
}

/** The state of one service, created on first use. */
export function serviceState<T>(world: World, name: string, create: () => T): T {
  const found = world.services.get(name) as T | undefined
  if (found !== undefined) return found
  const made = create()
  world.services.set(name, made)
  return made
}
