// Knows what an inventory report is to the rest of the action: parsed once here, trusted afterwards.

import type { Coverage } from './coverage.ts'

export const INVENTORY_FORMATS = ['CSV', 'ORC', 'Parquet'] as const
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number]

/** Where a bucket's reports lie: `s3://destinationBucket/<prefix>/<sourceBucket>/<configurationId>/`. */
export type InventoryLocation = {
  readonly sourceBucket: string
  readonly destinationBucket: string
  /** Account that owns the destination bucket, where the configuration names it. */
  readonly destinationOwner: string | undefined
  readonly configurationId: string
  /** Key prefix of all reports, ending in "/": `<prefix>/<sourceBucket>/<configurationId>/`. */
  readonly prefix: string
  /** From the inventory configuration; undefined when the user gave the location and none could be read. */
  readonly frequency: 'Daily' | 'Weekly' | undefined
  readonly includedVersions: 'All' | 'Current' | undefined
  /** What of the bucket the reports list, and the verdict can so are about. */
  readonly coverage: Coverage
}

export type InventoryFile = {
  /** Key in the destination bucket, raw. */
  readonly key: string
  /** Bytes as stored (compressed). */
  readonly size: number
  /** MD5 of the bytes as stored, 32 lower-case hex digits. */
  readonly md5: string
}

/** The canonical (CSV, "Key") name of each column, lower-cased without underscores: `encryptionstatus`. */
export type ColumnName = string

/** A parsed manifest.json ("inventory manifest", never "manifest" alone). */
export type InventoryManifest = {
  readonly sourceBucket: string
  readonly destinationBucket: string
  /** When the listing started. */
  readonly createdAt: Date
  readonly format: InventoryFormat
  readonly columns: readonly ColumnName[]
  readonly files: readonly InventoryFile[]
}

/** A delivered report whose manifest.checksum was there and right. */
export type InventoryReport = {
  readonly location: InventoryLocation
  readonly manifest: InventoryManifest
  /** Key of manifest.json, its ETag and the MD5 that manifest.checksum vouches for. */
  readonly manifestKey: string
  readonly manifestMd5: string
  /** Dated folder, such as `2026-11-21T01-00Z`. */
  readonly folder: string
  /** When manifest.checksum, which S3 writes last, was there: epoch milliseconds, whole seconds. */
  readonly deliveredAt: number
  /** Age by S3's clock when the report was chosen, milliseconds. */
  readonly ageMs: number
  readonly maxAgeMs: number
  /** Newer folders that were passed over, with the reason, newest first. */
  readonly passedOver: readonly { readonly folder: string; readonly why: string }[]
}
