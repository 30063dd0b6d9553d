// S3 Metadata (S3 User Guide, "Accelerating data discovery with S3 Metadata"): the configuration of a bucket, the state of
// its tables by the emulator's clock, and the rows of its live inventory table.

import { createUuid } from '../inventory/seeded.ts'
import { partitionOf } from '../partition.ts'
import { answerTo } from '../unsettled.ts'
import { type Bucket, type ObjectVersion, serviceState, type World } from '../world.ts'
import { readHistory } from './state.ts'

/** S3 API Reference, "InventoryTableConfigurationResult"; a journal table is never BACKFILLING. */
export type TableStatus = 'CREATING' | 'BACKFILLING' | 'ACTIVE' | 'FAILED'

/** A row of the inventory table, by its documented columns (S3 User Guide, "S3 Metadata live inventory tables schema"). */
export type InventoryTableRow = {
  bucket: string | null
  /** As stored: not URL-encoded. */
  key: string | null
  sequence_number: string | null
  version_id: string | null
  is_delete_marker: boolean | null
  /** 0 for a delete marker. */
  size: bigint | null
  /** Without time zone. Epoch milliseconds. */
  last_modified_date: number | null
  e_tag: string | null
  storage_class: string | null
  is_multipart: boolean | null
  /** NULL for an object that is not encrypted. */
  encryption_status: string | null
  is_bucket_key_enabled: boolean | null
  kms_key_arn: string | null
  checksum_algorithm: string | null
}

export type MetadataTables = {
  /**
   * V1 configurations, from before July 2025, have a journal in a table bucket of the customer and no inventory table
   * (API Reference, "GetBucketMetadataConfiguration").
   */
  version: 'V1' | 'V2'
  /** Epoch milliseconds. */
  createdAt: number
  inventory: 'ENABLED' | 'DISABLED'
  /** How long tables are CREATING, and the inventory table is BACKFILLING after that: 15 minutes to hours. */
  creatingMs: number
  backfillingMs: number
  /** Why a table FAILED, in the words of the API Reference, "ErrorDetails". */
  failure?: { readonly code: string; readonly message: string } | undefined
  /** The inventory table shows events when they are so old; "within one hour". */
  lagMs: number
  /** The key that the tables are encrypted with; they are under SSE-S3 without one (API Reference, "MetadataTableEncryptionConfiguration"). */
  kmsKeyArn?: string | undefined
  /** Changes the rows before a query reads them: what a table that lost or confused something would have. */
  change: (rows: InventoryTableRow[]) => InventoryTableRow[]
}

const MINUTE_MS = 60_000

const configured = (world: World) => serviceState(world, 's3-metadata', () => new Map<string, MetadataTables>())

/** Configures the tables of a bucket, since a day if not said otherwise; CreateBucketMetadataConfiguration is not emulated. */
export function seedMetadataTables(
  world: World,
  bucket: string,
  changes: Partial<MetadataTables> = {},
): MetadataTables {
  const tables: MetadataTables = {
    version: 'V2',
    createdAt: world.clock.now() - 24 * 60 * MINUTE_MS,
    inventory: 'ENABLED',
    creatingMs: 5 * MINUTE_MS,
    backfillingMs: 60 * MINUTE_MS,
    lagMs: 0,
    change: (rows) => rows,
    ...changes,
  }
  configured(world).set(bucket, tables)
  return tables
}

export const findMetadataTables = (world: World, bucket: string): MetadataTables | undefined =>
  configured(world).get(bucket)

/** The bucket whose tables are in a namespace of the table bucket `aws-s3`. */
export function findByNamespace(world: World, namespace: string): Bucket | undefined {
  const names = [...configured(world)].filter(([, { version }]) => version === 'V2').map(([name]) => name)
  return world.buckets.get(names.find((name) => namespaceOf(name).toLowerCase() === namespace) ?? '')
}

/** "b_" and the name of the bucket, dots as underscores ("How metadata tables work"). */
export const namespaceOf = (bucket: string): string => `b_${bucket.replaceAll('.', '_')}`

export type TableName = 'inventory' | 'journal'

export const tableBucketArn = (world: World, { owner, region }: Bucket, name = 'aws-s3'): string =>
  `arn:${partitionOf(world)}:s3tables:${region}:${owner}:bucket/${name}`

export const tableArn = (world: World, bucket: Bucket, table: TableName): string =>
  `${tableBucketArn(world, bucket)}/table/${createUuid(`${table} table of ${bucket.name}`)}`

/** The status of a table now. */
export function statusOf(world: World, tables: MetadataTables, table: TableName): TableStatus {
  if (tables.failure !== undefined) return 'FAILED'
  const age = world.clock.now() - tables.createdAt
  if (age < tables.creatingMs) return 'CREATING'
  return table === 'inventory' && age < tables.creatingMs + tables.backfillingMs ? 'BACKFILLING' : 'ACTIVE'
}

/** Events until this time are in the inventory table, epoch milliseconds. */
function coalescedUntil(world: World, { createdAt, creatingMs, lagMs }: MetadataTables): number {
  return Math.max(world.clock.now() - lagMs, createdAt + creatingMs)
}

/**
 * The property of the journal table in seconds: a time before which every record is in the inventory table. Its unit, and
 * what it says about a bucket without new records, are UNCONFIRMED.
 */
export function oldestUncoalesced(world: World, bucket: Bucket): string | undefined {
  const tables = findMetadataTables(world, bucket.name)
  if (tables === undefined) return undefined
  const until = coalescedUntil(world, tables)
  const events = readHistory(world).filter(({ at, bucket: name }) => name === bucket.name && at <= until)
  const isQuiet = answerTo(world, 'quiet-journal')
  if (isQuiet === 'leaves-it-out') return undefined
  const time = isQuiet === 'stays' ? (events.at(-1)?.at ?? tables.createdAt) : until
  return String(answerTo(world, 'oldest-record-time') === 'seconds' ? Math.floor(time / 1000) : time)
}

/** The rows of the inventory table: every version of the bucket, as of the last event that is in it. */
export function inventoryRows(world: World, bucket: Bucket, tables: MetadataTables): readonly InventoryTableRow[] {
  const until = coalescedUntil(world, tables)
  const renews = answerTo(world, 'metadata-sequence') === 'renewed'
  const versions = new Map<string, { readonly version: ObjectVersion; readonly sequence: number }>()
  for (const [sequence, entry] of readHistory(world).entries()) {
    const { at, kind, version } = entry
    if (entry.bucket !== bucket.name || at > until) continue
    const id = `${version.versionId} ${version.key}`
    const known = versions.get(id)
    if (kind === 'removed') versions.delete(id)
    else if (kind === 'written') versions.set(id, { version, sequence })
    else if (known !== undefined) versions.set(id, { version, sequence: renews ? sequence : known.sequence })
  }
  return tables.change([...versions.values()].map(({ version, sequence }) => toRow(bucket, version, sequence)))
}

function toRow(bucket: Bucket, version: ObjectVersion, sequence: number): InventoryTableRow {
  const { encryption, isDeleteMarker } = version
  const isKms = encryption.status === 'SSE-KMS' || encryption.status === 'DSSE-KMS'
  return {
    bucket: bucket.name,
    key: version.key,
    // "A lexicographically larger sequence number is more recent."
    sequence_number: sequence.toString(16).toUpperCase().padStart(18, '0'),
    version_id: version.versionId,
    is_delete_marker: isDeleteMarker,
    size: BigInt(version.size),
    last_modified_date: version.lastModified,
    e_tag: isDeleteMarker ? null : version.etag,
    storage_class: isDeleteMarker ? null : version.storageClass,
    is_multipart: isDeleteMarker ? null : version.etag.includes('-'),
    encryption_status: isDeleteMarker || encryption.status === 'NOT-SSE' ? null : encryption.status,
    is_bucket_key_enabled: isKms ? (encryption.bucketKey ?? false) : null,
    kms_key_arn: isKms ? (encryption.kmsKeyArn ?? null) : null,
    checksum_algorithm: null,
  }
}
