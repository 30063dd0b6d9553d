// Knows the rows every benchmark reads: a seeded data lake of many tables, logs and images, most of it encrypted.

import { columnsOf, type InventoryRow } from '../emulator/inventory/columns.ts'
import { createRandom } from '../emulator/inventory/seeded.ts'

export const SOURCE_BUCKET = 'acme-data-lake'
export const FINDING_SHARE = 0.02
const NONCURRENT_SHARE = 0.02
const DELETE_MARKER_SHARE = 0.005

/** A report of all versions with the fields a data lake asks for; without ACLs a CSV row has some 300 bytes. */
export const COLUMNS = columnsOf({
  includedVersions: 'All',
  optionalFields: [
    'Size',
    'LastModifiedDate',
    'ETag',
    'StorageClass',
    'IsMultipartUploaded',
    'ReplicationStatus',
    'EncryptionStatus',
    'ObjectLockRetainUntilDate',
    'ObjectLockMode',
    'ObjectLockLegalHoldStatus',
    'IntelligentTieringAccessTier',
    'BucketKeyStatus',
    'ChecksumAlgorithm',
  ],
})

const FIRST_WRITE_MS = Date.UTC(2019, 0, 1)
const WRITE_SPAN_MS = 7 * 365 * 86_400_000
const DAY_MS = 86_400_000
const TABLES = ['clickstream', 'orders', 'payments', 'sensor-readings', 'sessions', 'inventory-movements']

/** The rows of one file of the report; the same for the same seed and index, whatever the format. */
export function* createRows(
  seed: string,
  fileIndex: number,
  count: number,
  findingShare = FINDING_SHARE,
): Generator<InventoryRow> {
  const random = createRandom(`${seed}/${fileIndex}`)
  for (let row = 0; row < count; row += 1) yield createRow(random, findingShare)
}

function createRow(random: () => number, findingShare: number): InventoryRow {
  const lastModified = FIRST_WRITE_MS + Math.floor(random() * WRITE_SPAN_MS)
  const identity = {
    bucket: SOURCE_BUCKET,
    key: createKey(random, lastModified),
    versionId: createHex(random, 32),
    lastModified,
  }
  const lot = random()
  if (lot < DELETE_MARKER_SHARE) return { ...identity, isLatest: random() < 0.5, isDeleteMarker: true }
  const isLatest = lot > DELETE_MARKER_SHARE + NONCURRENT_SHARE
  const encryptionStatus = chooseStatus(random(), findingShare)
  const storageClass = chooseStorageClass(random())
  return {
    ...identity,
    isLatest,
    isDeleteMarker: false,
    size: Math.floor(10 ** (2 + random() * 7)),
    etag: createHex(random, 32),
    storageClass,
    isMultipartUploaded: random() < 0.1,
    encryptionStatus,
    accessTier: storageClass === 'INTELLIGENT_TIERING' ? 'FREQUENT' : undefined,
    bucketKeyStatus: encryptionStatus === 'SSE-KMS' ? 'ENABLED' : 'DISABLED',
    checksumAlgorithm: random() < 0.4 ? 'CRC64NVME' : undefined,
  }
}

/** Findings are scattered evenly: no row group, stripe or page is free of them. */
function chooseStatus(lot: number, findingShare: number): string {
  if (lot < findingShare) return 'NOT-SSE'
  if (lot < 0.8) return 'SSE-S3'
  return lot < 0.999 ? 'SSE-KMS' : 'DSSE-KMS'
}

/** None that a copy job could not take, so that every finding belongs into the job manifest. */
function chooseStorageClass(lot: number): string {
  if (lot < 0.8) return 'STANDARD'
  if (lot < 0.9) return 'STANDARD_IA'
  return lot < 0.98 ? 'INTELLIGENT_TIERING' : 'GLACIER_IR'
}

/** Hive partitions carry "=", some logs a space: both are percent-encoded in CSV reports and in job manifests. */
function createKey(random: () => number, written: number): string {
  const lot = random()
  if (lot < 0.6) {
    const table = TABLES[Math.floor(random() * TABLES.length)]
    const part = String(Math.floor(random() * 1000)).padStart(5, '0')
    return `warehouse/${table}/dt=${renderDay(written)}/part-${part}-${createHex(random, 24)}.c000.snappy.parquet`
  }
  if (lot < 0.75) {
    const name = lot < 0.61 ? 'access log' : 'access-log'
    return `logs/${renderDay(written).replaceAll('-', '/')}/host-${Math.floor(random() * 400)}/${name}.${createHex(random, 16)}.gz`
  }
  const hex = createHex(random, 40)
  return `images/originals/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}.jpg`
}

/** Days are few: their texts are kept. */
const days = new Map<number, string>()

function renderDay(time: number): string {
  const day = Math.floor(time / DAY_MS)
  const text = days.get(day) ?? new Date(day * DAY_MS).toISOString().slice(0, 10)
  days.set(day, text)
  return text
}

function createHex(random: () => number, length: number): string {
  let text = ''
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, length)
}
