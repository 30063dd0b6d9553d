// Knows one case: which report is damaged how, and what may come of it. A case is its number and the seed, nothing else.

import { gunzipSync, gzipSync } from 'node:zlib'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import { filesOf } from '../../src/findings/proof.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { ActionError, INSUFFICIENT_DATA_REASONS } from '../../src/words/errors.ts'
import { choose, FIELD_CHANGE, MISLABELLED, MUTATIONS, type Mutation, pick, type Random } from './mutations.ts'
import {
  CHECKSUM_KEY,
  MANIFEST_KEY,
  md5Of,
  renderManifest,
  type SampleReport,
  type SampleReports,
} from './sample-reports.ts'
import { type Delivery, type Reading, type ScanOptions, scanDelivery } from './scan-delivery.ts'

/** What is damaged: a data file as stored, a CSV file's text before compression, or one of the manifest's two files. */
export type Target = 'data' | 'text' | 'manifest.json' | 'manifest.checksum'

/**
 * `on`: as S3 delivers, so that every damage contradicts an MD5. `etag`: the damage comes about on the way, of bytes S3
 * vouches for, so that gzip's CRC-32 is what contradicts it; CSV files alone rest on that. `off`: sizes, MD5s and manifest.checksum are made again
 * over the damaged bytes, so that only the readers' own checks are left.
 */
export type Integrity = 'on' | 'etag' | 'off'

export type FuzzCase = {
  readonly number: number
  readonly report: SampleReport
  readonly target: Target
  readonly mutation: string
  /** Rows of the data file that bytes may have been taken from; undefined when none were, or none of a data file. */
  readonly donorRows: number | undefined
  readonly options: Omit<ScanOptions, 'folder'>
  /** Key of the damaged object. */
  readonly key: string
  /** False when the mutation happened to change nothing. */
  readonly isChanged: boolean
  readonly integrity: Integrity
  readonly delivery: Delivery
}

export type Outcome =
  | { readonly kind: 'refused'; readonly reason: string; readonly message: string }
  | { readonly kind: 'unchanged' }
  /** Read without complaint, with another result. Only without integrity, where nothing contradicts it. */
  | { readonly kind: 'different'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

const LINE_FEED = 0x0a

/** Worker threads start slowly: one case in so many goes through them. */
const IN_WORKERS_EVERY = 2000

/** A file of 300,000 rows takes as long as thousands of the others. */
const LONG_EVERY = 5000

/** With fewer findings, damage that no MD5 contradicts can make a compliant report of one, and nothing could tell. */
const MIN_FINDINGS_WITHOUT_INTEGRITY = 3

const SPECS: readonly ScanSpec[] = [
  { exclude: [], aclsEnabled: undefined },
  { exclude: ['**/log/*'], aclsEnabled: true },
].map((part) => ({
  accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
  keyRule: { kmsKeyArn: undefined, bucketKey: false },
  include: [],
  exceptions: [],
  choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: true, restoresArchived: false }),
  ...part,
}))

/** The case of a number, always the same for the same seed. */
export function createCase(number: number, seed: string, { usual: reports, long }: SampleReports): FuzzCase {
  const random = createRandom(`${seed}/${number}`)
  const isLong = number % LONG_EVERY === LONG_EVERY - 1
  const report = isLong ? long : choose(random, reports)
  const target = chooseTarget(report, random)
  const index = pick(random, report.files.length)
  const file = report.files[index]
  if (file === undefined) throw new Error('a sample report has no file')
  const spec = choose(random, SPECS)
  const etagIsMd5 = random() < 0.9
  const original = createDelivery(report)
  const key = target === 'manifest.json' ? MANIFEST_KEY : target === 'manifest.checksum' ? CHECKSUM_KEY : file.key
  const before = original.get(key) ?? new Uint8Array(0)
  const mutation = chooseMutation(target, random)
  const donor = chooseDonor(key, target, reports, original, random)
  const after = damage(before, target, mutation, random, donor.bytes)
  const damaged = new Map(original).set(key, after)
  // Of a damaged manifest.checksum nothing is left without integrity.
  const integrity = target === 'manifest.checksum' ? 'on' : chooseIntegrity(report, target, random)
  const delivery = integrity === 'on' ? damaged : integrity === 'etag' ? original : vouchFor(report, damaged, target)
  const damagedOnce = integrity === 'etag' ? { key, bytes: after } : undefined
  const isChanged = !Buffer.from(before).equals(after)
  const donorRows = mutation.takesFromDonor === true ? donor.rows : undefined
  const options = {
    spec,
    etagIsMd5: etagIsMd5 || integrity === 'etag',
    inWorkers: number % IN_WORKERS_EVERY === 0,
    damagedOnce,
  }
  return { number, report, target, mutation: mutation.name, donorRows, options, key, isChanged, integrity, delivery }
}

function chooseTarget(report: SampleReport, random: Random): Target {
  const dice = random()
  if (dice < 0.06) return 'manifest.json'
  if (dice < 0.08) return 'manifest.checksum'
  return report.format === 'CSV' && dice < 0.4 ? 'text' : 'data'
}

/** Text that is compressed again has a CRC-32 that agrees with it, as no damage on the way has: `etag` is of data only. */
function chooseIntegrity(report: SampleReport, target: Target, random: Random): Integrity {
  const isTelling = report.findings === 0 || report.findings >= MIN_FINDINGS_WITHOUT_INTEGRITY
  if (random() < 0.5 && isTelling) return 'off'
  return report.format === 'CSV' && target === 'data' && random() < 0.5 ? 'etag' : 'on'
}

function chooseMutation(target: Target, random: Random): Mutation {
  if (target === 'manifest.json' && random() < 0.5) return FIELD_CHANGE
  return random() < 0.01 ? MISLABELLED : choose(random, MUTATIONS)
}

type Donor = { readonly bytes: Uint8Array; readonly rows?: number }

/**
 * Another good file to take bytes from: half the time one of the same format. It has findings enough that what is taken
 * from it cannot make a compliant report of another one.
 */
function chooseDonor(
  key: string,
  target: Target,
  reports: readonly SampleReport[],
  original: Delivery,
  random: Random,
): Donor {
  if (target === 'manifest.checksum') return { bytes: original.get(MANIFEST_KEY) ?? new Uint8Array(0) }
  const donors = reports.filter(({ findings }) => findings >= MIN_FINDINGS_WITHOUT_INTEGRITY)
  if (target === 'manifest.json') return { bytes: createDelivery(choose(random, donors)).get(key) ?? new Uint8Array(0) }
  const ending = key.slice(key.lastIndexOf('.'))
  const files = donors.flatMap((report) => report.files)
  const alike = files.filter((file) => file.key.endsWith(ending))
  if (target === 'text') return { bytes: gunzipSync(choose(random, alike).bytes) }
  return choose(random, random() < 0.5 ? alike : files)
}

function damage(before: Uint8Array, target: Target, mutation: Mutation, random: Random, donor: Uint8Array): Uint8Array {
  if (target !== 'text') return mutation.mutate(before, random, donor)
  return gzipSync(mutation.mutate(gunzipSync(before), random, donor), { level: 1 })
}

const deliveries = new WeakMap<SampleReport, Delivery>()

/** The objects of an undamaged report. */
export function createDelivery(report: SampleReport): Delivery {
  const known = deliveries.get(report)
  if (known !== undefined) return known
  const files = new Map(report.files.map(({ key, bytes }) => [key, bytes]))
  const delivery = vouchFor(report, files, 'data')
  deliveries.set(report, delivery)
  return delivery
}

/** The same delivery with a manifest.json (unless that is the target) and manifest.checksum that agree with its bytes. */
function vouchFor(report: SampleReport, delivery: Delivery, target: Target): Delivery {
  const manifest =
    (target === 'manifest.json' ? delivery.get(MANIFEST_KEY) : undefined) ??
    renderManifest(report, (index) => delivery.get(report.files[index]?.key ?? '') ?? new Uint8Array(0))
  return new Map(delivery).set(MANIFEST_KEY, manifest).set(CHECKSUM_KEY, Buffer.from(`${md5Of(manifest)}\n`))
}

const expected = new WeakMap<SampleReport, Map<ScanSpec, string>>()

/** What the undamaged report reads as under a spec, as text. */
async function readUndamaged({ report, options }: FuzzCase, folder: string): Promise<string> {
  const bySpec = expected.get(report) ?? new Map<ScanSpec, string>()
  expected.set(report, bySpec)
  const known = bySpec.get(options.spec)
  if (known !== undefined) return known
  const reading = await scanDelivery(createDelivery(report), {
    ...options,
    inWorkers: false,
    damagedOnce: undefined,
    folder,
  })
  if (
    reading.judgement.verdict !== (report.findings === 0 ? 'COMPLIANT' : 'NON_COMPLIANT') ||
    reading.scan.rows !== report.rows
  ) {
    throw new Error(
      `the undamaged report "${report.name}" reads as ${reading.judgement.verdict}, ${reading.scan.rows} rows`,
    )
  }
  const text = renderReading(reading)
  bySpec.set(options.spec, text)
  return text
}

/** Everything a reading says but sizes of files, paths, and how often keys are listed, which only whole scans count. */
function renderReading({ scan, judgement }: Reading): string {
  const { groups, proof, duplicates: _, ...rest } = scan
  const facts = {
    ...rest,
    verdict: judgement.verdict,
    groups: groups.map(({ parts: _, ...group }) => group),
    files: filesOf(proof).map(({ key, rows }) => ({ key, rows })),
  }
  return JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Map ? [...value] : value
  })
}

/** Runs a case and judges what came of it. */
export async function runCase(one: FuzzCase, folder: string): Promise<Outcome> {
  const undamaged = await readUndamaged(one, folder)
  let reading: Reading
  try {
    reading = await scanDelivery(one.delivery, { ...one.options, folder })
  } catch (error) {
    return judgeRefusal(one, error)
  }
  const { judgement, scan } = reading
  if (judgement.verdict === 'INSUFFICIENT_DATA') {
    if (one.integrity !== 'off') return failed(`damaged bytes were read, then ${judgement.reason}`)
    return { kind: 'refused', reason: judgement.reason, message: judgement.message }
  }
  const isSame = renderReading(reading) === undamaged
  if (one.integrity === 'on') {
    // manifest.checksum may be spelled in more than one way: white space around it, upper case.
    if (isSame && (!one.isChanged || one.target === 'manifest.checksum')) return { kind: 'unchanged' }
    return failed(isSame ? 'damaged bytes were believed' : `a wrong result: ${judgement.verdict}, ${scan.rows} rows`)
  }
  // A header of gzip data holds a time, a name and the like, which say nothing about any row.
  if (one.integrity === 'etag') return isSame ? { kind: 'unchanged' } : failed(`a wrong result: ${judgement.verdict}`)
  const broken = findBrokenPromise(one, reading)
  if (broken !== undefined) return failed(broken)
  if (isSame) return { kind: 'unchanged' }
  if (scan.rows === 0) return failed('no row was read, without a complaint')
  if (judgement.verdict === 'COMPLIANT' && mayHoldFinding(one)) return failed(`FALSE COMPLIANT: ${judgement.message}`)
  return { kind: 'different', message: `${scan.rows} rows, ${judgement.message}` }
}

/** Reasons that speak of the report itself; the others of the closed list would blame something else for the damage. */
const REASONS: ReadonlySet<string> = new Set(
  INSUFFICIENT_DATA_REASONS.filter(
    (reason) => !/^(NO_INVENTORY|ACCESS|NO_CRED|BUCKET_NOT|SERVICE|INVALID|INTERRUPTED|INTERNAL)/.test(reason),
  ),
)

function judgeRefusal({ key, target }: FuzzCase, error: unknown): Outcome {
  if (!(error instanceof ActionError)) return failed(`a foreign exception: ${describe(error)}`)
  if (!REASONS.has(error.code)) return failed(`a foreign exception as ${error.code}: ${describe(error.cause ?? error)}`)
  const { message } = error
  if (/its reader (has made no progress|ended)/.test(message)) return failed(message)
  const namesCulprit = target === 'data' || target === 'text' ? message.includes(key) : /inventory/i.test(message)
  return namesCulprit ? { kind: 'refused', reason: error.code, message } : failed(`an error without a name: ${message}`)
}

/**
 * What a format promises of its own must hold without any MD5: ORC and Parquet declare their rows, in a footer that is
 * this file's or the donor's; gzip declares length and CRC-32 of the text, and zlib is asked for a second opinion.
 * Undefined when all of it holds.
 */
function findBrokenPromise(
  { target, key, report, donorRows, delivery }: FuzzCase,
  { scan }: Reading,
): string | undefined {
  if (target !== 'data') return undefined
  const rows = filesOf(scan.proof).find((file) => file.key === key)?.rows
  if (report.format !== 'CSV') {
    const declared = report.files.find((file) => file.key === key)?.rows
    const isComplete = rows !== undefined && (rows === declared || rows === donorRows)
    return isComplete ? undefined : `${rows} rows were read where the file declares ${declared}`
  }
  try {
    const lines = gunzipSync(delivery.get(key) ?? new Uint8Array(0)).filter((byte) => byte === LINE_FEED).length
    return rows === lines ? undefined : `${rows} rows were read from ${lines} lines`
  } catch (error) {
    return `gzip data was read that zlib refuses: ${String(error)}`
  }
}

/**
 * Whether a report with findings, without integrity, still tells of a finding. CSV declares no rows: what is left of a text, or was put in
 * its place, may be another report, whole and of compliant objects only. Then that is what it says, and zlib and a plain
 * cut of the lines must agree. Of anything else than such lines, and of the other formats, it may.
 */
function mayHoldFinding({ report, delivery, options }: FuzzCase): boolean {
  if (report.findings === 0) return false
  if (report.format !== 'CSV') return true
  const { fileSchema } = JSON.parse(Buffer.from(delivery.get(MANIFEST_KEY) ?? '{}').toString()) as {
    fileSchema?: string
  }
  const columns = (fileSchema ?? '').split(', ')
  const at = (name: string) => columns.indexOf(name)
  const isFinding = (line: string): boolean => {
    const fields = line.replace(/^"|"\r?$/g, '').split('","')
    if (fields.length !== columns.length) return true
    const isCurrent = fields[at('IsLatest')] !== 'false' && fields[at('IsDeleteMarker')] !== 'true'
    const isExcluded = options.spec.exclude.length > 0 && fields[at('Key')]?.includes('/log/') === true
    return isCurrent && !isExcluded && fields[at('EncryptionStatus')] === 'NOT-SSE'
  }
  return report.files.some(({ key }) => {
    const lines = gunzipSync(delivery.get(key) ?? new Uint8Array(0))
      .toString('latin1')
      .split('\n')
    return lines.filter((line) => line !== '').some(isFinding)
  })
}

function failed(message: string): Outcome {
  return { kind: 'failed', message }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
