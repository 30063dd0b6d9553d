// Finds the newest inventory report that was delivered completely, and checks whether it is recent enough.

import { createHash } from 'node:crypto'
import { ActionError, type InsufficientDataReason } from '../words/errors.ts'
import { parseInventoryManifest, parseManifestChecksum } from './manifest.ts'
import type { InventoryLocation, InventoryReport } from './report.ts'
import type { ObjectStore } from './store.ts'

const HOUR_MS = 3_600_000
/** A daily report can be two days old, a weekly one nine: one late delivery, plus the time that a delivery takes. */
const MAX_DAILY_AGE_MS = 48 * HOUR_MS
const MAX_WEEKLY_AGE_MS = 9 * 24 * HOUR_MS
/** Longer gaps between folders mean a weekly schedule. */
const WEEKLY_GAP_MS = 84 * HOUR_MS
/** Maximum number of folders checked; more incomplete ones in a row mean that delivery is broken. */
const MAX_FOLDERS_TRIED = 16
/** Enough for about 80,000 files of 5 million rows each. */
const MAX_MANIFEST_BYTES = 16 * 2 ** 20
const MAX_CHECKSUM_BYTES = 1024

/** A dated folder, such as `2026-11-21T01-00Z`: when the listing started. */
type Folder = { readonly name: string; readonly time: number }
type PassedOver = { readonly folder: string; readonly why: string; readonly code: InsufficientDataReason }
type Found = Pick<InventoryReport, 'manifest' | 'manifestKey' | 'manifestMd5' | 'folder' | 'deliveredAt' | 'ageMs'>

type NewestOptions = {
  readonly maxAge: number | 'auto'
  /** Reports delivered later are skipped silently; epoch milliseconds. Undefined: no limit. */
  readonly deliveredBy?: number | undefined
}

/**
 * Finds the newest report whose manifest.checksum (which S3 writes last) exists and matches. `maxAge` is in
 * milliseconds by S3's clock, or `auto`: 48 hours for a daily, 9 days for a weekly report. If the configuration is not
 * known, the gaps between the newest folders determine the schedule; a single folder gets the daily limit.
 * With `deliveredBy`, finds the report that was the newest complete one at that moment.
 * @throws ActionError NEVER_DELIVERED, INCOMPLETE_DELIVERY, CHECKSUM_MISMATCH, STALE, and what parseInventoryManifest
 * throws
 */
export async function findNewestReport(
  store: ObjectStore,
  location: InventoryLocation,
  options: NewestOptions,
): Promise<InventoryReport> {
  const { deliveredBy = Number.POSITIVE_INFINITY } = options
  const { prefix, folders: all } = await listDatedFolders(store, location)
  // A listing that began later cannot have been delivered by then.
  const folders = all.filter(({ time }) => time <= deliveredBy)
  const [newest] = folders
  if (newest === undefined) throw neverDelivered(location)
  const maxAgeMs = options.maxAge === 'auto' ? allowedAge(location.frequency, folders) : options.maxAge
  const passedOver: PassedOver[] = []
  for (const folder of folders.slice(0, MAX_FOLDERS_TRIED)) {
    const found = await readFolder(store, { ...location, prefix }, folder)
    if ('why' in found) {
      passedOver.push(found)
      continue
    }
    if (found.deliveredAt > deliveredBy) continue
    if (found.ageMs > maxAgeMs) throw stale(location, found, maxAgeMs, passedOver)
    return {
      location: { ...location, prefix },
      ...found,
      maxAgeMs,
      passedOver: passedOver.map(({ folder, why }) => ({ folder, why })),
    }
  }
  throw noneComplete(location, passedOver)
}

/** The age that `auto` allows. */
export function allowedAge(
  frequency: InventoryLocation['frequency'],
  folders: readonly { readonly time: number }[],
): number {
  if (frequency !== undefined) return frequency === 'Daily' ? MAX_DAILY_AGE_MS : MAX_WEEKLY_AGE_MS
  const gaps = folders.slice(0, 4).map((folder, index) => folder.time - (folders[index + 1]?.time ?? Number.NaN))
  const known = gaps
    .slice(0, 3)
    .filter((gap) => !Number.isNaN(gap))
    .sort((a, b) => a - b)
  // The median, so that one missed delivery does not make a daily report weekly; of two, the smaller (stricter) one.
  const typical = known[Math.floor((known.length - 1) / 2)]
  return typical !== undefined && typical > WEEKLY_GAP_MS ? MAX_WEEKLY_AGE_MS : MAX_DAILY_AGE_MS
}

/** Newest first. S3 may or may not have doubled the slash of a configured prefix that ends in "/": both are checked. */
async function listDatedFolders(
  store: ObjectStore,
  location: InventoryLocation,
): Promise<{ prefix: string; folders: readonly Folder[] }> {
  for (const prefix of new Set([location.prefix, location.prefix.replaceAll(/\/+/g, '/')])) {
    const folders = (await store.listFolders(prefix))
      .flatMap((key) => parseFolder(key.slice(prefix.length)))
      .sort((a, b) => b.time - a.time)
    if (folders.length > 0) return { prefix, folders }
  }
  return { prefix: location.prefix, folders: [] }
}

function parseFolder(name: string): Folder[] {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)Z\/$/.exec(name)
  if (match === null) return []
  const time = Date.parse(`${match[1]}T${match[2]}:${match[3]}:00Z`)
  return Number.isNaN(time) ? [] : [{ name: name.slice(0, -1), time }]
}

async function readFolder(
  store: ObjectStore,
  location: InventoryLocation,
  folder: Folder,
): Promise<Found | PassedOver> {
  const passOver = (why: string, code: InsufficientDataReason): PassedOver => ({ folder: folder.name, why, code })
  const manifestKey = `${location.prefix}${folder.name}/manifest.json`
  const checksumKey = `${location.prefix}${folder.name}/manifest.checksum`
  const [manifest, checksum] = await Promise.all([
    store.read(manifestKey, { maxBytes: MAX_MANIFEST_BYTES }),
    store.read(checksumKey, { maxBytes: MAX_CHECKSUM_BYTES }),
  ])
  if (manifest === undefined) return passOver('manifest.json is missing', 'INCOMPLETE_DELIVERY')
  if (checksum === undefined) return passOver('manifest.checksum is missing', 'INCOMPLETE_DELIVERY')
  const manifestMd5 = createHash('md5').update(manifest.bytes).digest('hex')
  if (parseManifestChecksum(checksum.bytes) !== manifestMd5) {
    return passOver('manifest.checksum does not match manifest.json', 'CHECKSUM_MISMATCH')
  }
  const now = manifest.serverDate
  const parsed = parseInventoryManifest(manifest.bytes, { ...location, now })
  const ageMs = Math.max(0, now - parsed.createdAt.getTime())
  // If the store does not say, it was delivered by now: it is not taken for the newest report at any earlier moment.
  const deliveredAt = Math.floor((checksum.lastModified ?? now) / 1000) * 1000
  return { manifest: parsed, manifestKey, manifestMd5, folder: folder.name, deliveredAt, ageMs }
}

function neverDelivered(location: InventoryLocation): ActionError {
  return new ActionError(
    'NEVER_DELIVERED',
    `No inventory report of bucket ${location.sourceBucket} lies under ${describe(location)}.`,
    {
      hint: `The first report takes up to 48 hours. If that has passed, ${checkDelivery(location)}, and that the location is right.`,
    },
  )
}

/**
 * S3 User Guide, "Configuring Amazon S3 Inventory": without these two policies delivery fails, and reports no error.
 */
function checkDelivery({ destinationBucket, sourceBucket }: InventoryLocation): string {
  return (
    `check that the policy of bucket ${destinationBucket} lets s3.amazonaws.com put objects there for ${sourceBucket} ` +
    '(docs/iam/destination-bucket-policy.json of the action), and that the policy of their KMS key, if reports are under one, lets it generate ' +
    'data keys (docs/iam/report-key-policy.json)'
  )
}

function stale(
  location: InventoryLocation,
  found: Found,
  maxAgeMs: number,
  passedOver: readonly PassedOver[],
): ActionError {
  const newer = passedOver.map(({ folder, why }) => `${folder}: ${why}`).join('; ')
  return new ActionError(
    'STALE',
    `The newest complete inventory report of bucket ${location.sourceBucket} (${found.folder}) is ${formatAge(found.ageMs)} old; ` +
      `at most ${formatAge(maxAgeMs)} is allowed.${newer === '' ? '' : ` Newer ones are not complete (${newer}).`}`,
    {
      hint: `If deliveries have stopped, ${checkDelivery(location)}. Otherwise set max-inventory-age to what the schedule needs.`,
    },
  )
}

function noneComplete(location: InventoryLocation, passedOver: readonly PassedOver[]): ActionError {
  const [newest] = passedOver
  const why = passedOver.map(({ folder, why }) => `${folder}: ${why}`).join('; ')
  return new ActionError(
    newest?.code ?? 'INCOMPLETE_DELIVERY',
    `No inventory report of bucket ${location.sourceBucket} under ${describe(location)} is complete (${why}).`,
    {
      hint: 'A delivery may be under way: S3 writes manifest.checksum last. Run again later; a report that stays incomplete is damaged.',
    },
  )
}

function describe(location: InventoryLocation): string {
  return `s3://${location.destinationBucket}/${location.prefix}`
}

/** `61 h`: in hours, which people compare with a schedule. */
function formatAge(ms: number): string {
  return `${(ms / HOUR_MS).toFixed(1).replace(/\.0$/, '')} h`
}
