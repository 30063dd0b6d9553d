// Builds inventory reports in memory, for tests of the scan.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import type { ScanRequest } from '../../src/engines/inventory-scan/scan-state.ts'
import type { InventoryReport } from '../../src/inventory/report.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'

export const REPORT_TIME = Date.UTC(2026, 10, 22, 1)
export const PREFIX = 'p/src/daily/'

export const COLUMNS = [
  'bucket',
  'key',
  'versionid',
  'islatest',
  'isdeletemarker',
  'size',
  'lastmodifieddate',
  'storageclass',
  'encryptionstatus',
]

export type CsvObject = {
  readonly bucket?: string
  readonly key?: string
  readonly latest?: string
  readonly marker?: string
  readonly size?: string | number
  readonly modified?: string
  readonly storageClass?: string
  readonly status?: string
}

/** One CSV line over COLUMNS, quoted as S3 quotes. */
export function csvLine(object: CsvObject): string {
  const { bucket = 'src', key = 'k', latest = 'true', marker = 'false', size = 1, status = 'SSE-S3' } = object
  const { modified = '2022-01-01T00:00:00.000Z', storageClass = 'STANDARD' } = object
  return `${[bucket, key, '', latest, marker, size, modified, storageClass, status].map((value) => `"${value}"`).join(',')}\n`
}

export const gzipLines = (objects: readonly CsvObject[]) => gzipSync(objects.map(csvLine).join(''))

/** A report of the given files (bytes as stored), and the store that holds them. */
export function createReport(
  files: readonly Uint8Array[],
  change: Partial<InventoryReport['manifest']> = {},
): { report: InventoryReport; store: MemoryStore } {
  const entries = files.map((bytes, index) => [`${PREFIX}data/${index}.csv.gz`, bytes] as const)
  const report: InventoryReport = {
    location: {
      sourceBucket: 'src',
      destinationBucket: 'inv',
      destinationOwner: undefined,
      configurationId: 'daily',
      prefix: PREFIX,
      frequency: 'Daily',
      includedVersions: 'All',
      coverage: { kind: 'whole' },
    },
    manifest: {
      sourceBucket: 'src',
      destinationBucket: 'inv',
      createdAt: new Date(REPORT_TIME),
      format: 'CSV',
      columns: COLUMNS,
      files: entries.map(([key, bytes]) => ({
        key,
        size: bytes.length,
        md5: createHash('md5').update(bytes).digest('hex'),
      })),
      ...change,
    },
    manifestKey: `${PREFIX}2026-11-22T01-00Z/manifest.json`,
    manifestMd5: '0'.repeat(32),
    folder: '2026-11-22T01-00Z',
    deliveredAt: Date.UTC(2026, 10, 22, 4),
    ageMs: 0,
    maxAgeMs: 1,
    passedOver: [],
  }
  return { report, store: createMemoryStore(entries) }
}

/** A scan request with the default policy. Timers never fire. */
export function createRequest(
  { report, store }: { report: InventoryReport; store: MemoryStore },
  spoolFolder: string,
  change: Partial<ScanRequest> = {},
): ScanRequest {
  return {
    report,
    store,
    spec: {
      accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
      keyRule: { kmsKeyArn: undefined, bucketKey: false },
      include: [],
      exclude: [],
      exceptions: [],
      aclsEnabled: false,
      choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
    },
    keepRows: { maxRows: 1000 },
    spoolFolder,
    workers: 2,
    startTimer: () => () => {},
    ...change,
  }
}
