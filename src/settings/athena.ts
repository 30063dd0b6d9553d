// Reads who scans an inventory report, and where queries run: workgroup, database, place of results, and budget.

import { JOB_MANIFEST_WAYS } from '../words/job-manifest-way.ts'
import { type ReadText, readBoolean, readWord, refuseBucketName } from './fields.ts'
import type { Problems } from './problems.ts'
import type { WorkLocation } from './remediation-settings.ts'
import { type BucketSettings, SCAN_ENGINES } from './settings-of-a-run.ts'
import { INPUT_DEFAULTS } from './table.ts'

/** Athena API Reference, "StartQueryExecution": WorkGroup. */
const WORKGROUP = /^[A-Za-z0-9._-]{1,128}$/
/** Athena User Guide, "Name databases, tables, and columns": lower case, digits and underscores are safe everywhere. */
const DATABASE = /^[a-z0-9_]{1,128}$/
/** Folder of the queries in a work location. */
const FOLDER = 'athena/'
/** Athena counts at least 10 MB for a query: a smaller budget would refuse all of them. */
const MIN_BYTES = 10 * 1024 ** 2

type Read = Pick<BucketSettings, 'scanEngine' | 'athena' | 'queries'>

/** `athena` is undefined unless a database is given. Everything is read even if unused. */
export function readScanEngine(text: ReadText, work: WorkLocation | undefined, problems: Problems): Read {
  const scanEngine = readWord(SCAN_ENGINES, 'scan-engine', text, problems)
  const database = text('athena-database')
  const queries = {
    workgroup: readWorkgroup(text('athena-workgroup'), problems),
    output: readOutput(text('athena-output'), problems) ?? (work && { ...work, prefix: `${work.prefix}${FOLDER}` }),
    maxBytes: readMaxBytes(text('max-bytes-scanned'), problems),
    keepsObjects: readBoolean('keep-athena-objects', text, problems),
  }
  const jobManifest = readWord(['auto', ...JOB_MANIFEST_WAYS], 'job-manifest', text, problems)
  if (jobManifest.startsWith('athena-') && scanEngine !== 'athena') {
    const accepted = '`auto` or `runner`, unless `scan-engine: athena` makes Athena read every report'
    problems.add('job-manifest', jobManifest, accepted, 'auto')
  }
  const isWanted = scanEngine === 'athena' || listIdle(text).length > 0
  if (database === '' ? isWanted : !DATABASE.test(database)) {
    const needing = scanEngine === 'athena' ? 'scan-engine: athena' : (listIdle(text)[0] ?? '')
    const why = database === '' ? ` (required with ${needing})` : ''
    const accepted = `the name of an existing database: at most 128 of a-z 0-9 _${why}`
    problems.add('athena-database', database, accepted, 's3_inventory')
  }
  return { scanEngine, queries, athena: database === '' ? undefined : { ...queries, database, jobManifest } }
}

/** Inputs that say nothing without a database; tables of S3 Metadata need none. */
function listIdle(text: ReadText): string[] {
  if (text('source') === 'metadata' || text('source') === 'auto') return []
  if (text('scan-engine') === 'stream' || text('scan-engine') === 's3-select') return []
  return ['athena-workgroup', 'athena-output', 'max-bytes-scanned', 'keep-athena-objects'].filter(
    (name) => text(name) !== (INPUT_DEFAULTS.get(name) ?? ''),
  )
}

function readWorkgroup(value: string, problems: Problems): string {
  if (!WORKGROUP.test(value)) problems.add('athena-workgroup', value, '1 to 128 of A-Z a-z 0-9 . _ -', 'primary')
  return value
}

/** Athena User Guide, "Specify a table location in Amazon S3": no underscores in the path. */
function readOutput(value: string, problems: Problems): WorkLocation | undefined {
  if (value === '') return undefined
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(value) ?? []
  const prefix = path.replace(/\/*$/, '')
  const isPlain = /^[A-Za-z0-9.=/-]{0,400}$/.test(prefix) && !prefix.includes('//') && !prefix.startsWith('/')
  if (refuseBucketName(bucket) !== undefined || !isPlain) {
    const accepted = '`s3://bucket/prefix/` of plain characters A-Z a-z 0-9 . = / - (Athena reads no table below a "_")'
    problems.add('athena-output', value, accepted, 's3://my-work-bucket/s3-encryption/athena/')
  }
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` }
}

const UNITS: Readonly<Record<string, number>> = { '': 0, MB: 2, GB: 3, TB: 4 }

/** Units of 1,024, as Athena and S3 count. */
function readMaxBytes(value: string, problems: Problems): number | undefined {
  if (value === '') return undefined
  const [, digits = '', unit = ''] = /^(\d{1,15}) ?(MB|GB|TB)?$/.exec(value) ?? []
  const bytes = Number(digits) * 1024 ** (UNITS[unit] ?? 0)
  if (digits !== '' && bytes >= MIN_BYTES && Number.isSafeInteger(bytes)) return bytes
  const accepted = 'a number of bytes, or of MB, GB or TB, at least 10 MB; empty for no limit'
  return problems.add('max-bytes-scanned', value, accepted, '500 GB')
}
