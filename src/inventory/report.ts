// Defines an inventory report for the rest of the action: parsed once here, trusted afterwards.

import type { Coverage } from './coverage.ts'

export const INVENTORY_FORMATS = ['CSV', 'ORC', 'Parquet'] as const
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number]

/** Where a bucket's reports are: `s3://destinationBucket/<prefix>/<sourceBucket>/<configurationId>/`. */
export type InventoryLocation = {
  readonly sourceBucket: string
  readonly destinationBucket: string
  /** Account that owns the destination bucket, if the configuration names it. */
  readonly destinationOwner: string | undefined
  readonly configurationId: string
  /** Key prefix of all reports, ending in "/": `<prefix>/<sourceBucket>/<configurationId>/`. */
  readonly prefix: string
  /** From the inventory configuration; undefined if the user gave the location and no configuration could be read. */
  readonly frequency: 'Daily' | 'Weekly' | undefined
  readonly includedVersions: 'All' | 'Current' | undefined
  /** The part of the bucket that the reports list, and that the verdict can cover. */
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

/** The canonical (CSV, "Key") name of a column, in lower case without underscores: `encryptionstatus`. */
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

/** A delivered report whose manifest.checksum exists and matches. */
export type InventoryReport = {
  readonly location: InventoryLocation
  readonly manifest: InventoryManifest
  /** Key of manifest.json, its ETag, and the MD5 in manifest.checksum. */
  readonly manifestKey: string
  readonly manifestMd5: string
  /** Dated folder, such as `2026-11-21T01-00Z`. */
  readonly folder: string
  /** When manifest.checksum, which S3 writes last, was written: epoch milliseconds, whole seconds. */
  readonly deliveredAt: number
  /** Age by S3's clock when the report was chosen, in milliseconds. */
  readonly ageMs: number
  readonly maxAgeMs: number
  /** Newer folders that were skipped, with the reason, newest first. */
  readonly passedOver: readonly { readonly folder: string; readonly why: string }[]
}
