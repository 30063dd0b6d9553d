// Parses the inventory manifest (manifest.json) and checks that it is valid and belongs to the expected bucket.

import { ActionError, type ErrorCode } from '../words/errors.ts'
import { encodeText, say } from '../words/outside-text.ts'
import { parseFileSchema } from './columns.ts'
import { addEncryptionStatusCommand, parseBucketArn } from './location.ts'
import {
  type ColumnName,
  INVENTORY_FORMATS,
  type InventoryFile,
  type InventoryFormat,
  type InventoryManifest,
} from './report.ts'

/** What the manifest must agree with. */
type ExpectedReport = {
  readonly sourceBucket: string
  readonly destinationBucket: string
  readonly configurationId: string
  /** Key prefix that all files must have, ending in "/". */
  readonly prefix: string
  /** The service's clock, epoch milliseconds. */
  readonly now: number
}

/** S3 Inventory was announced in December 2016; an older time means seconds taken for milliseconds, or damage. */
const EARLIEST_CREATION = Date.UTC(2016, 0, 1)
const MAX_CLOCK_SKEW_MS = 15 * 60_000

/**
 * Parses manifest.json and checks every claim that the scan relies on (S3 User Guide, "Locating your inventory list").
 * @throws ActionError WRONG_BUCKET, NO_ENCRYPTION_STATUS, or UNREADABLE for anything else that is invalid
 */
export function parseInventoryManifest(bytes: Uint8Array, expected: ExpectedReport): InventoryManifest {
  const manifest = parseManifest(bytes, expected)
  checkColumns(manifest.columns, expected)
  return manifest
}

/**
 * The same for the job manifest that S3 generates for a Batch Operations job, in the form of an inventory report. With a
 * column of versions it could list noncurrent ones, so only Bucket and Key are accepted.
 * @throws ActionError WRONG_BUCKET or UNREADABLE
 */
export function parseGeneratedManifest(
  bytes: Uint8Array,
  expected: Omit<ExpectedReport, 'configurationId'>,
): InventoryManifest {
  const manifest = parseManifest(bytes, expected)
  const columns = [...manifest.columns].sort().join()
  if (manifest.format === 'CSV' && columns === 'bucket,key') return manifest
  throw refuse(say`lists the columns ${columns} in ${manifest.format}; accepted are bucket and key in CSV`)
}

function parseManifest(bytes: Uint8Array, expected: Omit<ExpectedReport, 'configurationId'>): InventoryManifest {
  const fields = parseJsonObject(bytes)
  const sourceBucket = requireText(fields, 'sourceBucket')
  if (sourceBucket !== expected.sourceBucket) {
    throw refuse(say`describes bucket "${sourceBucket}", not ${expected.sourceBucket}`, 'WRONG_BUCKET')
  }
  const destination = requireText(fields, 'destinationBucket')
  if (parseBucketArn(destination) !== expected.destinationBucket) {
    throw refuse(say`was written for destination "${destination}", not ${expected.destinationBucket}`, 'WRONG_BUCKET')
  }
  const createdAt = parseCreationTime(requireText(fields, 'creationTimestamp'), expected.now)
  const format = parseFormat(requireText(fields, 'fileFormat'))
  const columns = parseFileSchema(format, requireText(fields, 'fileSchema'))
  if (columns === undefined) throw refuse(`has a fileSchema that is not one of ${format}`)
  const files = parseFiles(fields.get('files'), expected.prefix)
  return { sourceBucket, destinationBucket: expected.destinationBucket, createdAt, format, columns, files }
}

/**
 * The MD5 in manifest.checksum: 32 hex digits, optionally surrounded by white space.
 * @returns lower case, or undefined if the text is not an MD5
 */
export function parseManifestChecksum(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1').trim()
  return isMd5(text) ? text.toLowerCase() : undefined
}

function refuse(what: string, code: ErrorCode = 'UNREADABLE', hint?: string): ActionError {
  return new ActionError(code, `The inventory manifest ${what}.`, hint === undefined ? {} : { hint })
}

function parseJsonObject(bytes: Uint8Array): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value))
  } catch (cause) {
    throw new ActionError('UNREADABLE', 'The inventory manifest is not JSON.', { cause })
  }
  throw refuse('is not a JSON object')
}

function requireText(fields: ReadonlyMap<string, unknown>, name: string): string {
  const value = fields.get(name)
  if (typeof value !== 'string' || value === '') throw refuse(`has no text in "${name}"`)
  return value
}

function parseCreationTime(text: string, now: number): Date {
  const time = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(time >= EARLIEST_CREATION)) {
    throw refuse(say`has creationTimestamp "${text}", which is not a time in epoch milliseconds`)
  }
  if (time > now + MAX_CLOCK_SKEW_MS) {
    throw refuse(
      `has creationTimestamp "${encodeText(text)}", which is in the future (S3's clock: ${new Date(now).toISOString()})`,
    )
  }
  return new Date(time)
}

function parseFormat(text: string): InventoryFormat {
  const format = INVENTORY_FORMATS.find((known) => known === text)
  if (format === undefined)
    throw refuse(`has fileFormat "${encodeText(text)}"; known are ${INVENTORY_FORMATS.join(', ')}`)
  return format
}

function checkColumns(columns: readonly ColumnName[], expected: ExpectedReport): void {
  const has = new Set(columns)
  if (!has.has('bucket') || !has.has('key')) throw refuse('lists no Bucket or no Key column')
  if (has.has('versionid') !== has.has('islatest') || has.has('versionid') !== has.has('isdeletemarker')) {
    throw refuse(
      'lists some of VersionId, IsLatest and IsDeleteMarker, but not all: current objects cannot be identified',
    )
  }
  if (!has.has('encryptionstatus')) {
    const hint = `Add the field; the next report will contain it: ${addEncryptionStatusCommand(expected.sourceBucket, expected.configurationId)}`
    throw refuse('lists no EncryptionStatus column', 'NO_ENCRYPTION_STATUS', hint)
  }
}

function parseFiles(value: unknown, prefix: string): readonly InventoryFile[] {
  if (!Array.isArray(value)) throw refuse('has no list "files"')
  const keys = new Set<string>()
  return value.map((entry: unknown, index) => {
    const file = parseFile(entry, `file ${index + 1} of ${value.length}`, prefix)
    if (keys.has(file.key)) throw refuse(say`lists the file ${file.key} twice`)
    keys.add(file.key)
    return file
  })
}

function parseFile(entry: unknown, which: string, prefix: string): InventoryFile {
  const { key, size, MD5checksum: md5 } = (entry ?? {}) as Record<string, unknown>
  if (typeof key !== 'string' || key === '') throw refuse(`has no key for ${which}`)
  // S3's samples show more than one layout below the prefix, so nothing more is required of the path.
  if (!key.startsWith(prefix) || key.length === prefix.length || key.slice(prefix.length).includes('..')) {
    throw refuse(say`names the file "${key}", which is not under ${prefix}`)
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw refuse(`has no size for ${which}`)
  if (typeof md5 !== 'string' || !isMd5(md5)) throw refuse(`has no MD5checksum of 32 hexadecimal digits for ${which}`)
  return { key, size, md5: md5.toLowerCase() }
}

function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text)
}
