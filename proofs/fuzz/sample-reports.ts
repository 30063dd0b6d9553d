// Knows the good reports that are damaged: whole deliveries in memory, in each format and layout, written by the emulator.

import { createHash } from 'node:crypto'
import {
  INVENTORY_COLUMNS,
  type InventoryColumn,
  type InventoryFormat,
  type InventoryRow,
  renderFileSchema,
} from '../../emulator/inventory/columns.ts'
import { FILE_ENDINGS, type FileLayout, writeInventoryFile } from '../../emulator/inventory/files.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import type { InventoryLocation } from '../../src/inventory/report.ts'
import { choose, type Random } from './mutations.ts'

export const REPORT_TIME = Date.UTC(2026, 10, 22, 1)
const SOURCE_BUCKET = 'data-lake'
const PREFIX = `inventory/${SOURCE_BUCKET}/daily/`
const FOLDER = `${PREFIX}2026-11-22T01-00Z/`
const OWNER = 'a'.repeat(64)

export const MANIFEST_KEY = `${FOLDER}manifest.json`
export const CHECKSUM_KEY = `${FOLDER}manifest.checksum`

export const LOCATION: InventoryLocation = {
  sourceBucket: SOURCE_BUCKET,
  destinationBucket: 'inventory-store',
  destinationOwner: undefined,
  configurationId: 'daily',
  prefix: PREFIX,
  frequency: 'Daily',
  includedVersions: undefined,
  coverage: { kind: 'whole' },
}

export type SampleReport = {
  readonly name: string
  readonly format: InventoryFormat
  readonly rows: number
  /** How many of the rows are findings that no spec excludes. */
  readonly findings: number
  readonly files: readonly { readonly key: string; readonly bytes: Uint8Array; readonly rows: number }[]
}

type Recipe = {
  readonly name: string
  readonly format: InventoryFormat
  readonly files: number
  readonly rowsPerFile: number
  /** Of a hundred rows so many are findings, scattered evenly: so that each part of a file holds some, where there are many. */
  readonly findings: number
  readonly columns: readonly InventoryColumn[]
  readonly layout: FileLayout
}

const currentOnly = INVENTORY_COLUMNS.filter((one) => one.when !== 'all-versions')
const fewColumns = currentOnly.filter((one) =>
  ['Bucket', 'Key', 'Size', 'LastModifiedDate', 'StorageClass', 'EncryptionStatus'].includes(one.name),
)

const WORLDS = [
  { world: 'none', findings: 0 },
  { world: '1 %', findings: 1 },
  { world: 'half', findings: 50 },
  { world: 'all', findings: 100 },
]

const RECIPES: readonly Recipe[] = (['CSV', 'ORC', 'Parquet'] as const).flatMap((format) => [
  {
    name: `${format}, whole`,
    format,
    files: 1,
    rowsPerFile: 150,
    findings: 10,
    columns: INVENTORY_COLUMNS,
    layout: {},
  },
  {
    name: `${format}, in parts`,
    format,
    files: 2,
    rowsPerFile: 50,
    findings: 10,
    columns: currentOnly,
    layout: { rowsPerGzipMember: 25, rowsPerGroup: 25, emptyStrings: 'empty' },
  },
  {
    name: `${format}, small`,
    format,
    files: 1,
    rowsPerFile: 60,
    findings: 10,
    columns: fewColumns,
    layout: { rowsPerGzipMember: 30, rowsPerGroup: 30 },
  },
  ...WORLDS.map(({ world, findings }) => ({
    name: `${format}, ${world} of the rows are findings`,
    format,
    files: 1,
    rowsPerFile: 200,
    findings,
    columns: currentOnly,
    layout: { pageBytes: 1024 },
  })),
])

/** As an old bucket is: its pages are as large as writers make them, and every row of them is wanted. */
const LONG_RECIPE: Recipe = {
  name: 'Parquet, long, all of the rows are findings',
  format: 'Parquet',
  files: 1,
  rowsPerFile: 300_000,
  findings: 100,
  columns: fewColumns,
  layout: { rowsPerGroup: 300_000 },
}

/** `long` is too large to be damaged often. */
export type SampleReports = { readonly usual: readonly SampleReport[]; readonly long: SampleReport }

/** All sample reports, the same for the same seed. `longFile`: what `createLongFile` made of it. */
export async function createSampleReports(seed: string, longFile: Uint8Array): Promise<SampleReports> {
  const usual = RECIPES.map((recipe) => createSampleReport(recipe, createRandom(`${seed}/${recipe.name}`)))
  const { name, format, rowsPerFile: rows } = LONG_RECIPE
  const files = [{ key: `${PREFIX}data/file-0.${FILE_ENDINGS[format]}`, bytes: longFile, rows }]
  return { usual: await Promise.all(usual), long: { name, format, rows, findings: rows / 2, files } }
}

/** The file of the long report. Making it takes more memory than the processes have that read it. */
export async function createLongFile(seed: string): Promise<Uint8Array> {
  const report = await createSampleReport(LONG_RECIPE, createRandom(`${seed}/${LONG_RECIPE.name}`))
  return report.files[0]?.bytes ?? new Uint8Array(0)
}

async function createSampleReport(recipe: Recipe, random: Random): Promise<SampleReport> {
  const files: { key: string; bytes: Uint8Array; rows: number }[] = []
  let findings = 0
  for (let file = 0; file < recipe.files; file += 1) {
    const rows = Array.from({ length: recipe.rowsPerFile }, (_, row) => createRow(`part-${file}/`, row, recipe, random))
    findings += rows.filter(({ key }) => key.includes('/kept/')).length
    const bytes = await writeInventoryFile(recipe.format, rows, recipe.columns, recipe.layout)
    files.push({ key: `${PREFIX}data/file-${file}.${FILE_ENDINGS[recipe.format]}`, bytes, rows: rows.length })
  }
  return { name: recipe.name, format: recipe.format, rows: recipe.files * recipe.rowsPerFile, findings, files }
}

function createRow(prefix: string, row: number, recipe: Recipe, random: Random): InventoryRow {
  const findingsBefore = Math.ceil((row * recipe.findings) / 100)
  const isFinding = Math.ceil(((row + 1) * recipe.findings) / 100) > findingsBefore
  // Half of the findings no spec excludes, so that no file and no part of one is compliant by itself.
  const folder = isFinding && findingsBefore % 2 === 0 ? 'kept' : choose(random, ['a b', 'ü', 'x+y', 'log'])
  const identity = { bucket: SOURCE_BUCKET, key: `${prefix}${folder}/${row}`, owner: OWNER }
  const lastModified = Date.UTC(2022, 0, 1) + Math.floor(random() * 1e10)
  const versionId = random() < 0.3 ? '' : Math.floor(random() * 2 ** 40).toString(36)
  const hasVersions = recipe.columns.some((one) => one.when === 'all-versions')
  if (hasVersions && !isFinding && random() < 0.05) {
    return { ...identity, versionId, isLatest: true, isDeleteMarker: true, lastModified }
  }
  return {
    ...identity,
    versionId,
    isLatest: isFinding || random() < 0.9,
    isDeleteMarker: false,
    size: Math.floor(random() * 2 ** choose(random, [4, 12, 20, 31])),
    lastModified,
    etag: createHash('md5').update(`${prefix}${row}`).digest('hex'),
    storageClass: choose(random, ['STANDARD', 'STANDARD', 'STANDARD_IA', 'GLACIER', 'INTELLIGENT_TIERING']),
    isMultipartUploaded: random() < 0.1,
    replicationStatus: '',
    encryptionStatus: isFinding
      ? 'NOT-SSE'
      : choose(random, ['SSE-S3', 'SSE-S3', 'SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C']),
    lockRetainUntil: random() < 0.1 ? REPORT_TIME + 1e9 : undefined,
    lockMode: undefined,
    legalHold: random() < 0.2 ? 'Off' : undefined,
    accessTier: undefined,
    bucketKeyStatus: 'DISABLED',
    checksumAlgorithm: undefined,
    accessControlList: encodeAcl(random() < 0.9 ? OWNER : 'b'.repeat(64)),
    lifecycleExpiration: undefined,
  }
}

function encodeAcl(canonicalId: string): string {
  const grants = [{ canonicalId, type: 'CanonicalUser', permission: 'FULL_CONTROL' }]
  return Buffer.from(JSON.stringify({ version: '2022-11-10', status: 'AVAILABLE', grants })).toString('base64')
}

/** manifest.json for a report whose files have these bytes. */
export function renderManifest(report: SampleReport, bytesOf: (index: number) => Uint8Array): Uint8Array {
  const recipe = [...RECIPES, LONG_RECIPE].find(({ name }) => name === report.name)
  return Buffer.from(
    JSON.stringify({
      sourceBucket: SOURCE_BUCKET,
      destinationBucket: `arn:aws:s3:::${LOCATION.destinationBucket}`,
      version: '2016-11-30',
      creationTimestamp: String(REPORT_TIME),
      fileFormat: report.format,
      fileSchema: renderFileSchema(report.format, recipe?.columns ?? []),
      files: report.files.map(({ key }, index) => {
        const bytes = bytesOf(index)
        return { key, size: bytes.length, MD5checksum: md5Of(bytes) }
      }),
    }),
  )
}

export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}
