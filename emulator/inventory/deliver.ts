// Delivers an inventory report as S3 does: data files, symlink.txt, manifest.json and, last, manifest.checksum (S3 User
// Guide, "Locating your inventory list").

import { createHash } from 'node:crypto'
import { bucketArn } from '../partition.ts'
import { readHistory } from '../s3/state.ts'
import { answerTo } from '../unsettled.ts'
import type { Bucket, InventoryConfiguration, World } from '../world.ts'
import { columnsOf, type InventoryRow, renderFileSchema } from './columns.ts'
import { deliveries } from './deliveries.ts'
import { FILE_ENDINGS, type FileLayout, writeInventoryFile } from './files.ts'
import { findDeliveryRefusal } from './may-deliver.ts'
import { putReportObject } from './put.ts'
import { type DeleteMarkerCells, listInventoryRows } from './rows.ts'
import { createUuid, shuffle } from './seeded.ts'

/** manifest.json as S3 writes it. */
export type InventoryManifestJson = {
  readonly sourceBucket: string
  /** ARN. */
  readonly destinationBucket: string
  readonly version: string
  /** Epoch milliseconds as text: when the scan started. */
  readonly creationTimestamp: string
  readonly fileFormat: string
  readonly fileSchema: string
  readonly files: readonly { readonly key: string; readonly size: number; readonly MD5checksum: string }[]
}

/** How much of a report is delivered: all; all but one of the last objects; or all but the last data file. */
export type DeliveryStage = 'complete' | 'no-checksum' | 'no-manifest' | 'missing-file'

export type DeliveryOptions = {
  /** Start of the scan in epoch milliseconds, by default now. Later versions are not listed. */
  readonly at?: number | undefined
  /** A real report was seen with 5,000,000 rows per CSV file. */
  readonly rowsPerFile?: number | undefined
  readonly stage?: DeliveryStage | undefined
  /** Determines the order of rows and the names of files; by default derived from bucket, configuration and time. */
  readonly seed?: string | undefined
  /** Rows to write instead of those of the bucket; their order is kept. */
  readonly rows?: Iterable<InventoryRow> | undefined
  readonly layout?: FileLayout | undefined
  readonly deleteMarkers?: DeleteMarkerCells | undefined
  /** For a report without rows: no file at all, or one file without rows (AWS does not say which). */
  readonly emptyReport?: 'no-files' | 'one-empty-file' | undefined
  /** Changes a row, or drops it by returning undefined. */
  readonly mutateRow?: ((row: InventoryRow, index: number) => InventoryRow | undefined) | undefined
  /** Damages a data file after its size and MD5 were written to manifest.json. */
  readonly mutateFile?: ((bytes: Uint8Array, index: number) => Uint8Array) | undefined
  /** Changes manifest.json before its checksum is computed. */
  readonly mutateManifest?: ((manifest: InventoryManifestJson) => unknown) | undefined
  /** Changes the text of manifest.checksum. */
  readonly mutateChecksum?: ((text: string) => string) | undefined
}

export type DeliveredFile = { readonly key: string; readonly size: number; readonly md5: string; readonly rows: number }

export type Delivery = {
  readonly destinationBucket: string
  /** `<prefix>/<source bucket>/<configuration>/YYYY-MM-DDTHH-MMZ/manifest.json`, written or not. */
  readonly manifestKey: string
  readonly manifest: InventoryManifestJson
  readonly files: readonly DeliveredFile[]
  readonly rows: number
  /** Why nothing was written, in AWS's words; undefined if S3 was allowed to. */
  readonly refused: string | undefined
}

const ROWS_PER_FILE = 5_000_000

/**
 * Writes one report of a bucket's inventory configuration to its destination, as S3 does: nothing without permission.
 */
export async function deliverInventory(
  world: World,
  bucketName: string,
  configurationId: string,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const { bucket, configuration } = findConfiguration(world, bucketName, configurationId)
  const at = options.at ?? world.clock.now()
  const seed = options.seed ?? `${bucketName}/${configurationId}/${at}`
  const { destination } = configuration
  const folder = `${destination.prefix === undefined ? '' : `${destination.prefix}/`}${bucketName}/${configurationId}`
  const answered = { ...answersOf(world), ...options }
  const rows = collectRows(bucket, configuration, at, seed, answered)
  const historyLength = readHistory(world).length
  const columns = answeredColumns(world, configuration)
  const made = await makeFiles(configuration, columns, rows, `${folder}/data/`, seed, answered)

  const stage = options.stage ?? 'complete'
  const manifest = describeReport(
    { sourceBucket: bucketName, destinationBucket: bucketArn(world, destination.bucket) },
    configuration,
    columns,
    at,
    made,
    options,
  )
  const manifestKey = `${folder}/${renderFolderTime(at)}/manifest.json`
  const files = made.map(({ file }) => file)
  const keys = [...files.map(({ key }) => key), manifestKey]
  const refused = findDeliveryRefusal(world, bucket, destination, keys)
  const delivery = { destinationBucket: destination.bucket, manifestKey, manifest, files, rows: rows.length, refused }
  if (refused !== undefined) return delivery
  deliveries(world).push({
    sourceBucket: bucketName,
    manifestKey,
    at,
    filterPrefix: configuration.filterPrefix ?? '',
    historyLength,
    forged: options.rows !== undefined || options.mutateRow !== undefined || options.mutateManifest !== undefined,
  })
  const write = (key: string, bytes: Uint8Array, contentType: string): void => {
    putReportObject(world, destination, key, bytes, contentType)
  }
  for (const [index, { file, bytes }] of made.entries()) {
    if (stage === 'missing-file' && index === made.length - 1) continue
    write(file.key, options.mutateFile?.(bytes, index) ?? bytes, 'application/octet-stream')
  }
  if (stage !== 'no-manifest') {
    write(`${folder}/hive/${renderHiveTime(at)}/symlink.txt`, renderSymlinks(destination.bucket, made), 'text/plain')
    const manifestBytes = encode(JSON.stringify(options.mutateManifest?.(manifest) ?? manifest))
    write(manifestKey, manifestBytes, 'application/json')
    const checksum = `${md5Of(manifestBytes)}\n`
    const text = options.mutateChecksum?.(checksum) ?? checksum
    if (stage !== 'no-checksum') write(manifestKey.replace(/json$/, 'checksum'), encode(text), 'text/plain')
  }
  return delivery
}

/** Behavior that AWS does not document, as configured in this world. */
function answersOf(world: World): Pick<DeliveryOptions, 'deleteMarkers' | 'emptyReport'> {
  const hasStatus = answerTo(world, 'delete-marker-status') === 'not-sse'
  return {
    ...(hasStatus && { deleteMarkers: { size: 0, encryptionStatus: 'NOT-SSE' } }),
    emptyReport: answerTo(world, 'empty-report'),
  }
}

/** Names of the newest columns, as configured in this world. */
function answeredColumns(world: World, configuration: InventoryConfiguration): Columns {
  const columns = columnsOf(configuration)
  if (answerTo(world, 'event-hold-columns') === 'as-seen') return columns
  return columns.map((one) => (one.name.startsWith('ObjectLockEventHold') ? { ...one, name: one.snakeName } : one))
}

type Columns = ReturnType<typeof columnsOf>

type MadeFile = { readonly file: DeliveredFile; readonly bytes: Uint8Array }

function findConfiguration(
  world: World,
  bucketName: string,
  id: string,
): { bucket: Bucket; configuration: InventoryConfiguration } {
  const bucket = world.buckets.get(bucketName)
  if (bucket === undefined) throw new Error(`no bucket "${bucketName}" in this world`)
  const configuration = bucket.inventory.get(id)
  if (configuration === undefined) throw new Error(`bucket "${bucketName}" has no inventory configuration "${id}"`)
  return { bucket, configuration }
}

function collectRows(
  bucket: Bucket,
  configuration: InventoryConfiguration,
  at: number,
  seed: string,
  options: DeliveryOptions,
): readonly InventoryRow[] {
  const given = options.rows === undefined ? undefined : [...options.rows]
  const listing = { at, deleteMarkers: options.deleteMarkers }
  const rows = given ?? shuffle([...listInventoryRows(bucket, configuration, listing)], seed)
  const { mutateRow } = options
  return mutateRow === undefined ? rows : rows.flatMap((row, index) => mutateRow(row, index) ?? [])
}

async function makeFiles(
  configuration: InventoryConfiguration,
  columns: Columns,
  rows: readonly InventoryRow[],
  folder: string,
  seed: string,
  options: DeliveryOptions,
): Promise<readonly MadeFile[]> {
  const { format } = configuration.destination
  const rowsPerFile = options.rowsPerFile ?? ROWS_PER_FILE
  const made: MadeFile[] = []
  for (let start = 0; start < rows.length || isOneEmptyFile(start, options); start += rowsPerFile) {
    const part = rows.slice(start, start + rowsPerFile)
    const bytes = await writeInventoryFile(format, part, columns, options.layout)
    const key = `${folder}${createUuid(`${seed}/${made.length}`)}.${FILE_ENDINGS[format]}`
    made.push({ file: { key, size: bytes.length, md5: md5Of(bytes), rows: part.length }, bytes })
  }
  return made
}

function isOneEmptyFile(start: number, options: DeliveryOptions): boolean {
  return start === 0 && options.emptyReport === 'one-empty-file'
}

function describeReport(
  buckets: Pick<InventoryManifestJson, 'sourceBucket' | 'destinationBucket'>,
  configuration: InventoryConfiguration,
  columns: Columns,
  at: number,
  made: readonly MadeFile[],
  options: DeliveryOptions,
): InventoryManifestJson {
  const { format } = configuration.destination
  return {
    ...buckets,
    version: '2016-11-30',
    creationTimestamp: String(at),
    fileFormat: format,
    fileSchema: renderFileSchema(format, columns, options.layout?.parquetSpelling),
    files: made.map(({ file }) => ({ key: file.key, size: file.size, MD5checksum: file.md5 })),
  }
}

/** `2016-11-06T21-32Z` */
export function renderFolderTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace(':', '-')}Z`
}

/** `dt=2016-11-06-21-32` */
function renderHiveTime(at: number): string {
  return `dt=${new Date(at).toISOString().slice(0, 16).replace(/[T:]/g, '-')}`
}

function renderSymlinks(bucket: string, made: readonly MadeFile[]): Uint8Array {
  return encode(made.map(({ file }) => `s3://${bucket}/${file.key}\n`).join(''))
}

function encode(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}
