// Reads a JSON report (docs/report.schema.json) as the claims that a run made, and as the settings with which each can be
// computed again: the text of a config file, which is read like any other.

import type { ReadText } from './fields.ts'
import { readInputs } from './inputs.ts'
import type { BucketTarget } from './settings-of-a-run.ts'

type Tally = { readonly objects: number; readonly bytes: number | string | null }
type ByStatus = Readonly<Record<string, Tally>>

type RecordedPolicy = {
  readonly acceptedEncryption: readonly string[]
  readonly kmsKeyArn?: string
  readonly requireBucketKey?: boolean
  readonly maxFindings: number
}

type RecordedException = Readonly<Record<string, unknown>>

type RecordedReport = {
  readonly configurationId: string
  readonly destinationBucket: string
  readonly inventoryManifestKey: string
  readonly inventoryManifestMd5: string
  readonly deliveredAt: string
  readonly ageSeconds: number
  readonly maxAgeSeconds: number
  readonly coverage?: { readonly kind: string }
}

/** What a report says of a scan, of which a repeated scan must say the same. */
export type RecordedScan = {
  readonly rows: number
  readonly current: ByStatus
  readonly noncurrent?: ByStatus
  readonly deleteMarkers?: number
  readonly excluded: Tally
  readonly excepted: Tally
  readonly findings: Tally
  readonly findingsByStatus: ByStatus
  readonly files: readonly { readonly key: string; readonly bytes: number; readonly rows: number }[]
}

export type RecordedBucket = {
  readonly bucket: string
  readonly region?: string
  readonly verdict?: string
  readonly policy?: RecordedPolicy
  readonly policySha256?: string
  readonly selection?: { readonly include: readonly string[]; readonly exclude: readonly string[] }
  readonly source?: { readonly kind: string; readonly ageSeconds: number }
  readonly report?: RecordedReport
  readonly reports?: readonly RecordedReport[]
  readonly scan?: RecordedScan
  readonly exceptions?: readonly RecordedException[]
}

/** The buckets of a report. @throws Error, with a message for the user, for any other file */
export function readRecordedRun(text: string): readonly RecordedBucket[] {
  const report = parseObject(text)
  if (report?.schemaVersion !== 1) throw new Error('it is not a JSON report of this action (schemaVersion 1)')
  const { buckets } = report
  if (!Array.isArray(buckets) || !buckets.every(hasName)) throw new Error('it does not list its buckets')
  return buckets
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const hasName = (value: unknown): value is RecordedBucket =>
  typeof value === 'object' && value !== null && typeof (value as RecordedBucket).bucket === 'string'

/**
 * The settings of one bucket, without a limit for the age of its report. `region`: where S3 is asked first.
 * @throws ActionError INVALID_INPUT if the report has settings that no run can have
 */
export function readRecordedTarget(recorded: RecordedBucket, region: string): BucketTarget {
  const config = JSON.stringify({ buckets: [describeEntry(recorded)] })
  const inputs: ReadText = (name) => (name === 'config-file' ? 'report' : name === 'aws-region' ? region : '')
  const environment = { region, repository: '', runId: '', trigger: { name: '', payload: {} }, variables: [] }
  const { targets } = readInputs(inputs, environment, { readFile: () => config, refuseToWrite: () => undefined })
  const [target] = targets
  if (target === undefined) throw new Error('it does not have the settings of the bucket')
  return { ...target, maxInventoryAge: Number.POSITIVE_INFINITY, allowsPartialInventory: true }
}

function describeEntry({ bucket, policy, selection, report, reports, exceptions }: RecordedBucket) {
  return {
    name: bucket,
    ...describePlace(report, reports),
    ...(policy && {
      'accepted-encryption': policy.acceptedEncryption,
      'max-findings': String(policy.maxFindings),
      ...(policy.kmsKeyArn && { 'kms-key-arn': policy.kmsKeyArn }),
      ...(policy.requireBucketKey && { 'require-bucket-key': 'true' }),
    }),
    ...(selection && selection.include.length > 0 && { include: selection.include }),
    ...(selection && selection.exclude.length > 0 && { exclude: selection.exclude }),
    ...(exceptions && exceptions.length > 0 && { exceptions: exceptions.map(describeException) }),
  }
}

/** Several reports are found by their configurations; one by where it lies, also if its configuration is gone. */
function describePlace(report: RecordedReport | undefined, reports: RecordedBucket['reports']) {
  if (reports !== undefined) return { 'inventory-id': reports.map(({ configurationId }) => configurationId).join(', ') }
  if (report === undefined) return {}
  const key = decodeURIComponent(report.inventoryManifestKey)
  return { location: `s3://${report.destinationBucket}/${key.split('/').slice(0, -2).join('/')}/` }
}

/** Names of a condition in the report and in the config file, and its form there. */
const CONDITIONS: readonly (readonly [recorded: string, key: string, write: (value: string) => string])[] = [
  ['prefix', 'prefix', decodeURIComponent],
  ['suffix', 'suffix', decodeURIComponent],
  ['largerThanBytes', 'larger-than', String],
  ['smallerThanBytes', 'smaller-than', String],
  ['olderThanSeconds', 'older-than', (seconds) => `${seconds}s`],
  ['newerThanSeconds', 'newer-than', (seconds) => `${seconds}s`],
  ['owner', 'owner', String],
  ['reason', 'reason', String],
  ['expires', 'expires', String],
]

const describeException = (exception: RecordedException) =>
  Object.fromEntries(
    CONDITIONS.flatMap(([recorded, key, write]) => {
      const value = exception[recorded]
      return value === undefined ? [] : [[key, write(String(value))]]
    }),
  )
