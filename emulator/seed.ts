// Creates states that no API allows: objects that are not encrypted, dates in the past, archived tiers, given version
// ids. Everything goes through the store, so that it appears in listings and history.

import { createHash } from 'node:crypto'
import type { KmsKey } from './kms/key.ts'
import { partitionOf } from './partition.ts'
import { makeAnnotation } from './s3/annotations.ts'
import { bodyLength, bytesBody, seededBody } from './s3/body.ts'
import { resolveKmsKey } from './s3/encryption.ts'
import { createBucketState } from './s3/new-bucket.ts'
import { getBucket, putDeleteMarker, putVersion } from './s3/state.ts'
import { singlePartEtag } from './s3/write.ts'
import type {
  Body,
  Bucket,
  Credential,
  Encryption,
  EncryptionStatus,
  Grant,
  InventoryConfiguration,
  ObjectVersion,
  Principal,
  World,
} from './world.ts'

const SEED_WRITER = 'seed'
const NOTHING: ReadonlyMap<string, string> = new Map()
const NO_GRANTS: readonly Grant[] = []

type Pairs = ReadonlyMap<string, string> | Readonly<Record<string, string>>

export type BucketSeed = Partial<Omit<Bucket, 'name' | 'inventory' | 'uploads' | 'objects' | 'defaultEncryption'>> & {
  readonly name: string
  readonly inventory?: readonly InventoryConfiguration[] | undefined
  /** Counts as set explicitly (`explicit`) unless specified otherwise. */
  readonly defaultEncryption?: Bucket['defaultEncryption'] | undefined
}

/** Adds a bucket with the defaults of new ones and the given changes; replaces one of the same name. */
export function seedBucket(world: World, seed: BucketSeed): Bucket {
  const { name, region, owner, createdAt, inventory, defaultEncryption, ...settings } = seed
  const bucket: Bucket = {
    ...createBucketState(world, name, { ...definedOnly({ region, owner, createdAt }) }),
    ...settings,
    inventory: new Map((inventory ?? []).map((configuration) => [configuration.id, configuration])),
    ...(defaultEncryption === undefined ? {} : { defaultEncryption: { explicit: true, ...defaultEncryption } }),
  }
  world.buckets.set(name, bucket)
  return bucket
}

export type ObjectSeed = {
  readonly key: string
  /** The bytes; if absent, the object has `size` (0) bytes generated from a seed of bucket, key and size. */
  readonly body?: string | Uint8Array | Body | undefined
  readonly size?: number | undefined
  /** NOT-SSE if absent, which only this module can create. */
  readonly status?: EncryptionStatus | undefined
  /** ARN, id, or absent for the AWS managed key; for SSE-KMS and DSSE-KMS. */
  readonly kmsKeyArn?: string | undefined
  readonly bucketKey?: boolean | undefined
  /** Base64 MD5 of the customer key of an SSE-C object. */
  readonly customerKeyMd5?: string | undefined
  readonly storageClass?: string | undefined
  /** Epoch milliseconds; the world's time if absent. */
  readonly lastModified?: number | undefined
  /** Without the prefix x-amz-meta-. */
  readonly metadata?: Pairs | undefined
  /** System headers by lower-case name. */
  readonly headers?: Pairs | undefined
  readonly tags?: Pairs | undefined
  readonly grants?: readonly Grant[] | undefined
  readonly lock?: ObjectVersion['lock']
  /** `null` for a version from before versioning; if absent, the bucket assigns one. */
  readonly versionId?: string | undefined
  readonly restore?: ObjectVersion['restore']
  /** As in the inventory: FREQUENT, INFREQUENT, ARCHIVE_INSTANT_ACCESS, ARCHIVE, DEEP_ARCHIVE. */
  readonly accessTier?: string | undefined
  readonly websiteRedirect?: string | undefined
  /** Texts by name. */
  readonly annotations?: Pairs | undefined
  readonly checksum?: ObjectVersion['checksum']
  /** Makes it a multipart object, with an ETag that ends in this number. */
  readonly partCount?: number | undefined
  readonly etag?: string | undefined
  readonly replicationStatus?: string | undefined
  /** The writer in the history; `seed` if absent. */
  readonly writer?: string | undefined
}

/** Writes a version as if it had always existed. Older versions of a key must be seeded before newer ones. */
export function seedObject(world: World, bucket: Bucket | string, seed: ObjectSeed): ObjectVersion {
  const target = typeof bucket === 'string' ? getBucket(world, bucket) : bucket
  const body = toBody(target, seed)
  const encryption = toEncryption(world, target, seed)
  return putVersion(world, target, {
    key: seed.key,
    body,
    size: bodyLength(body),
    etag: seed.etag ?? chooseEtag(body, encryption, seed),
    encryption,
    storageClass: seed.storageClass ?? 'STANDARD',
    headers: toMap(seed.headers),
    metadata: toMap(seed.metadata),
    tags: toMap(seed.tags),
    grants: seed.grants ?? NO_GRANTS,
    lock: seed.lock,
    restore: seed.restore,
    accessTier: seed.accessTier,
    websiteRedirect: seed.websiteRedirect,
    annotations: seedAnnotations(world, seed.annotations),
    checksum: seed.checksum,
    partCount: seed.partCount,
    replicationStatus: seed.replicationStatus,
    versionId: seed.versionId,
    lastModified: seed.lastModified,
    writer: seed.writer ?? SEED_WRITER,
  })
}

/** Adds a delete marker as the current version of a key; dates in epoch milliseconds. */
export function seedDeleteMarker(
  world: World,
  bucket: Bucket | string,
  marker: { readonly key: string; readonly versionId?: string; readonly lastModified?: number },
): ObjectVersion {
  const { key, ...rest } = marker
  const target = typeof bucket === 'string' ? getBucket(world, bucket) : bucket
  return putDeleteMarker(world, target, key, { writer: SEED_WRITER, ...rest })
}

/** Adds a KMS key: by default a customer managed, enabled, symmetric one of the world's account and Region. */
export function seedKmsKey(
  world: World,
  seed: Partial<KmsKey> & { readonly id?: string; readonly region?: string } = {},
): KmsKey {
  const account = seed.account ?? world.account
  const id = seed.id ?? createUuid(`kms key ${world.kmsKeys.size} of ${account}`)
  const key: KmsKey = {
    arn: seed.arn ?? `arn:${partitionOf(world)}:kms:${seed.region ?? world.region}:${account}:key/${id}`,
    account,
    state: seed.state ?? 'Enabled',
    usage: seed.usage ?? 'ENCRYPT_DECRYPT',
    spec: seed.spec ?? 'SYMMETRIC_DEFAULT',
    manager: seed.manager ?? 'CUSTOMER',
    policy: seed.policy,
  }
  world.kmsKeys.set(key.arn, key)
  return key
}

/** Adds an access key; without a principal it is that of the account's root, who may do everything in it. */
export function seedCredential(world: World, seed: Partial<Credential> = {}): Credential {
  const principal: Principal = seed.principal ?? {
    arn: `arn:${partitionOf(world)}:iam::${world.account}:root`,
    account: world.account,
  }
  const suffix = String(world.credentials.size + 1).padStart(8, '0')
  const credential: Credential = {
    accessKeyId: seed.accessKeyId ?? `AKIAEMULATOR${suffix}`,
    secretAccessKey:
      seed.secretAccessKey ?? `EMULATORsecret${createUuid(`${principal.arn} ${suffix}`).replaceAll('-', '')}`,
    sessionToken: seed.sessionToken,
    expiration: seed.expiration,
    principal,
  }
  world.credentials.set(credential.accessKeyId, credential)
  return credential
}

function toBody(bucket: Bucket, seed: ObjectSeed): Body {
  if (seed.body === undefined) return seededBody(`${bucket.name}/${seed.key}/${seed.size ?? 0}`, seed.size ?? 0)
  return typeof seed.body === 'object' && 'kind' in seed.body ? seed.body : bytesBody(seed.body)
}

function toEncryption(world: World, bucket: Bucket, seed: ObjectSeed): Encryption {
  const status = seed.status ?? 'NOT-SSE'
  if (status === 'SSE-C') return { status, customerKeyMd5: seed.customerKeyMd5 }
  if (status !== 'SSE-KMS' && status !== 'DSSE-KMS') return { status }
  return {
    status,
    kmsKeyArn: resolveKmsKey(world, bucket.region, bucket.owner, seed.kmsKeyArn),
    bucketKey: seed.bucketKey ?? false,
  }
}

function chooseEtag(body: Body, encryption: Encryption, seed: ObjectSeed): string {
  const etag = singlePartEtag(body, encryption, seed.key)
  return seed.partCount === undefined ? etag : `${etag}-${seed.partCount}`
}

function seedAnnotations(world: World, texts: Pairs | undefined): ObjectVersion['annotations'] {
  if (texts === undefined) return undefined
  const pairs = [...toMap(texts)].map(([name, text]) => [name, makeAnnotation(world, Buffer.from(text))] as const)
  return pairs.length === 0 ? undefined : new Map(pairs)
}

function toMap(pairs: Pairs | undefined): ReadonlyMap<string, string> {
  if (pairs === undefined) return NOTHING
  return pairs instanceof Map ? pairs : new Map(Object.entries(pairs))
}

function createUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

function definedOnly<T extends object>(record: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}
