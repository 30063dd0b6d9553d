// Knows what a user can say: every input, its form and its default, read once into one plain object.

import {
  BUCKET_NAME,
  IDLE_KEY,
  type ReadText,
  readBoolean,
  readDuration,
  readInteger,
  readMode,
  readWord,
  splitLines,
  splitList,
  usesKmsKey,
} from './config/fields.ts'
import { readFleet } from './config/fleet.ts'
import { ProblemList, type Problems } from './config/problems.ts'
import { readRatesFile } from './config/rates-file.ts'
import { DURATION_FORM, parseDuration } from './duration.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, isEncryptionStatus } from './encryption.ts'
import { ActionError } from './errors.ts'
import { type GivenLocation, parseGivenLocation } from './inventory/location.ts'
import { acceptsOnlyKms, type KeyRule } from './key-rule.ts'
import { ENGINES, type Engine, type RestoreRequest, type TargetEncryption } from './plan.ts'
import type { NanoUsd } from './price/rates.ts'
import type { Exception } from './scan/exception.ts'
import { compileGlobs } from './scan/glob.ts'

export const ON_FINDINGS = ['fail', 'issue', 'fail-and-issue', 'warn'] as const
export type OnFindings = (typeof ON_FINDINGS)[number]

/** One source bucket: who looks at it, the policy it is held to, and what may be done about its findings. */
export type BucketTarget = {
  readonly bucket: string
  readonly location: GivenLocation | undefined
  /** Where the bucket is looked for first; S3 says where it really is. */
  readonly region: string
  readonly credentials: CredentialInputs
  readonly inventoryId: string | undefined
  readonly inventoryBucketOwner: string | undefined
  /** Milliseconds, or by the report's frequency. */
  readonly maxInventoryAge: 'auto' | number
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
  /** HeadObject requests for what the report does not tell, at most. */
  readonly maxEvidenceRequests: number
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly maxFindings: number
  readonly exceptions: readonly Exception[]
  /** Never more than the run's own. */
  readonly remediation: RemediationInputs
}

/** What a target has beside its name, its location and its exceptions: settings that inputs and entries share. */
export type BucketSettings = Omit<BucketTarget, 'bucket' | 'location' | 'exceptions'>

export type CredentialInputs = {
  readonly roleToAssume: string | undefined
  readonly audience: string
  readonly roleSessionName: string
  readonly roleDurationSeconds: number
}

/** Where job manifests and completion reports go; `prefix` is empty or ends in "/". */
export type WorkLocation = { readonly bucket: string; readonly prefix: string }

export type JobInputs = {
  readonly batchRoleArn: string
  readonly work: WorkLocation
  readonly priority: number
  readonly wait: boolean
  readonly waitTimeoutMs: number
  readonly pollIntervalMs: number
}

type RemediationCommon = {
  readonly target: TargetEncryption
  readonly maxObjects: number
  /** US dollars; undefined for no limit. */
  readonly maxCostUsd: number | undefined
  readonly allowUnversioned: boolean
  readonly engine: Engine
  readonly maxDirectObjects: number
  /** Undefined: archived objects are held back. */
  readonly restore: RestoreRequest | undefined
}
export type RemediationInputs =
  | { readonly mode: 'none' }
  | ({ readonly mode: 'plan' } & RemediationCommon)
  | ({ readonly mode: 'confirm' | 'run' } & RemediationCommon & { readonly jobs: JobInputs })

export type Inputs = {
  /** Region, credentials and remediation of the inputs themselves; each target carries its own. */
  readonly region: string
  readonly credentials: CredentialInputs
  readonly targets: readonly BucketTarget[]
  readonly onFindings: OnFindings
  readonly issue: { readonly title: string; readonly labels: readonly string[]; readonly assignees: readonly string[] }
  readonly githubToken: string
  readonly remediation: RemediationInputs
  /** Rates of the user's own, by name. */
  readonly ownRates: ReadonlyMap<string, NanoUsd>
  readonly listKeys: 'auto' | boolean
  readonly reportFile: string
  /** What was understood otherwise than it was written, for the log and the summary. */
  readonly notes: readonly string[]
}

/** What an input is worth when the workflow leaves it empty; action.yml says the same (a test compares them). */
export const INPUT_DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['audience', 'sts.amazonaws.com'],
  ['role-duration-seconds', '3600'],
  ['max-inventory-age', 'auto'],
  ['accepted-encryption', 'SSE-S3, SSE-KMS, DSSE-KMS, SSE-C'],
  ['require-bucket-key', 'false'],
  ['max-evidence-requests', '10000'],
  ['max-findings', '0'],
  ['on-findings', 'fail'],
  ['issue-title', 'S3 objects are not encrypted as required'],
  ['issue-labels', 's3-encryption-compliance'],
  ['remediation', 'none'],
  ['target-encryption', 'SSE-S3'],
  ['bucket-key', 'true'],
  ['job-priority', '10'],
  ['max-objects', '1000000'],
  ['allow-unversioned', 'false'],
  ['engine', 'auto'],
  ['max-direct-objects', '1000'],
  ['restore-archived', 'false'],
  ['restore-tier', 'bulk'],
  ['restore-days', '7'],
  ['wait', 'true'],
  ['wait-timeout', '5h'],
  ['poll-interval', '30s'],
  ['list-keys', 'auto'],
  ['report-file', 's3-encryption-compliance.json'],
])

/** The environment variables inputs fall back to. */
export type InputEnvironment = {
  readonly region: string | undefined
  readonly runId: string
  /** True when a pull request, direct or through workflow_run, started the workflow: those never remediate. */
  readonly fromPullRequest: boolean
}

const ROLE_ARN = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/
const KMS_KEY_ARN = /^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,128}$/
/** `aws`, `aws-cn` or `aws-us-gov`. */
const partitionOf = (arn: string) => arn.split(':')[1] ?? ''
const accountOf = (arn: string) => arn.split(':')[4] ?? ''
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/**
 * Reads all inputs through `get` (the text of an input, or '' when it is not set), the config file and the rates file
 * through `readFile` (its text by path; throws when it cannot be read).
 * Throws one INVALID_INPUT error that names every wrong input with its value, the accepted form and an example.
 */
export function readInputs(get: ReadText, environment: InputEnvironment, readFile: (path: string) => string): Inputs {
  const problems = new ProblemList()
  const text = (name: string) =>
    get(name).trim() || INPUT_DEFAULTS.get(name) || (name === 'aws-region' && environment.region) || ''
  const configFile = text('config-file')
  const isFleet = configFile !== '' && text('buckets') === ''
  const settings = readSettings(text, environment, isFleet ? problems.withoutMissing() : problems)
  if (!isFleet) refuseIdleKey(text, problems)
  const asked = readMode(text, problems)
  const targets = [
    ...(isFleet ? [] : readBucketLines(text, settings, problems)),
    ...(configFile === ''
      ? []
      : readFleet(configFile, {
          inputText: text,
          readFile,
          readSettings: (entryText, entryProblems) => readSettings(entryText, environment, entryProblems),
          problems,
        })),
  ]
  refuseTwice(targets, problems)
  const inputs: Inputs = {
    region: settings.region || (targets[0]?.region ?? ''),
    credentials: settings.credentials,
    targets,
    onFindings: readWord(ON_FINDINGS, 'on-findings', text, problems),
    issue: {
      title: readIssueTitle(text('issue-title'), problems),
      labels: splitList(text('issue-labels')),
      assignees: splitList(text('issue-assignees')).map((login) => login.replace(/^@/, '')),
    },
    githubToken: text('github-token'),
    remediation: settings.remediation,
    ownRates: readRatesFile(text('rates-file'), { readFile, problems }),
    listKeys: text('list-keys') === 'auto' ? 'auto' : readBoolean('list-keys', text, problems, '`auto`, '),
    reportFile: text('report-file'),
    notes:
      environment.fromPullRequest && asked !== 'none'
        ? [`Pull-request events never remediate: remediation ${asked} was ignored.`]
        : [],
  }
  if (problems.texts.length > 0) throw invalidInputs(problems.texts, configFile)
  return inputs
}

function invalidInputs(problems: readonly string[], configFile: string): ActionError {
  const [only] = problems
  const text =
    problems.length === 1
      ? `One input is wrong: ${only}.`
      : `${problems.length} inputs are wrong: ${problems.map((problem, index) => `(${index + 1}) ${problem}`).join('; ')}.`
  const where =
    configFile === '' ? 'the `with:` block of the step' : 'the `with:` block of the step and the config file'
  return new ActionError('INVALID_INPUT', text, { hint: `Correct ${where}. Nothing was called on AWS.` })
}

function readRegion(region: string, problems: Problems): string {
  if (!REGION.test(region))
    problems.add('aws-region', region, 'a Region name (or the variable AWS_REGION)', 'eu-west-1')
  return region
}

/** STS in China is another service with another name (GitHub Docs, "OpenID Connect"): the default follows the role. */
function chooseAudience(audience: string, role: string): string {
  const isDefault = audience === INPUT_DEFAULTS.get('audience')
  return isDefault && role.startsWith('arn:aws-cn:') ? `${audience}.cn` : audience
}

function readCredentialInputs(text: ReadText, environment: InputEnvironment, problems: Problems): CredentialInputs {
  const role = text('role-to-assume')
  if (role !== '' && !ROLE_ARN.test(role)) {
    problems.add('role-to-assume', role, 'the ARN of an IAM role', 'arn:aws:iam::111122223333:role/s3-encryption-scan')
  }
  const audience = chooseAudience(text('audience'), role)
  if (/\s/.test(audience)) problems.add('audience', audience, 'text without spaces', 'sts.amazonaws.com')
  const session = text('role-session-name') || `s3-encryption-compliance-${environment.runId || 'local'}`.slice(0, 64)
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    problems.add('role-session-name', session, '2 to 64 of A-Z a-z 0-9 _ + = , . @ -', 'nightly-scan')
  }
  const seconds = readInteger('role-duration-seconds', text, problems, { min: 900, max: 43_200, example: '3600' })
  return { roleToAssume: role || undefined, audience, roleSessionName: session, roleDurationSeconds: seconds }
}

/** The settings that inputs give to every bucket, and an entry of the config file to its own. */
function readSettings(text: ReadText, environment: InputEnvironment, problems: Problems): BucketSettings {
  const remediation = readRemediation(text, problems)
  const accepted = readAccepted(text('accepted-encryption'), problems)
  return {
    remediation: environment.fromPullRequest ? { mode: 'none' } : remediation,
    region: readRegion(text('aws-region'), problems),
    credentials: readCredentialInputs(text, environment, problems),
    inventoryId: text('inventory-id') || undefined,
    inventoryBucketOwner: readAccount('inventory-bucket-owner', text, problems),
    maxInventoryAge: readMaxAge(text('max-inventory-age'), problems),
    accepted,
    keyRule: readKeyRule(accepted, text, problems),
    maxEvidenceRequests: readInteger('max-evidence-requests', text, problems, {
      min: 0,
      max: 10_000_000,
      example: '10000',
    }),
    include: readGlobs('include', text, problems),
    exclude: readGlobs('exclude', text, problems),
    maxFindings: readInteger('max-findings', text, problems, { min: 0, max: Number.MAX_SAFE_INTEGER, example: '0' }),
  }
}

function readBucketLines(text: ReadText, settings: BucketSettings, problems: Problems): BucketTarget[] {
  const lines = splitLines(text('buckets'))
  if (lines.length === 0) {
    problems.add(
      'buckets',
      '',
      'one source bucket per line',
      '`my-bucket` or `my-bucket = s3://reports/prefix/my-bucket/daily/`',
    )
  }
  return lines.flatMap((line) => {
    const target = readBucketLine(line, problems)
    return target === undefined ? [] : [{ ...settings, ...target, exceptions: [] }]
  })
}

function refuseIdleKey(text: ReadText, problems: Problems): void {
  const key = text('kms-key-arn')
  if (key !== '' && !usesKmsKey(text)) problems.add('kms-key-arn', key, IDLE_KEY, 'accepted-encryption: SSE-KMS')
}

function refuseTwice(targets: readonly BucketTarget[], problems: Problems): void {
  const names = targets.map(({ bucket }) => bucket)
  for (const name of new Set(names.filter((bucket, index) => names.indexOf(bucket) < index))) {
    problems.add('buckets', name, 'each bucket once', name)
  }
}

function readBucketLine(line: string, problems: Problems): Pick<BucketTarget, 'bucket' | 'location'> | undefined {
  const equals = line.indexOf('=')
  const bucket = (equals < 0 ? line : line.slice(0, equals)).trim()
  if (!BUCKET_NAME.test(bucket)) {
    return problems.add('buckets', line, 'a bucket name, or `name = s3://…` with its report location', 'my-bucket')
  }
  if (equals < 0) return { bucket, location: undefined }
  const given = line.slice(equals + 1).trim()
  const location = parseGivenLocation(given, bucket)
  if (typeof location === 'string') {
    return problems.add('buckets', line, location, `${bucket} = s3://reports/prefix/${bucket}/daily/`)
  }
  return { bucket, location }
}

function readMaxAge(value: string, problems: Problems): 'auto' | number {
  if (value === 'auto') return 'auto'
  return parseDuration(value) ?? problems.add('max-inventory-age', value, `auto, or ${DURATION_FORM}`, '36h') ?? 'auto'
}

function readAccepted(value: string, problems: Problems): EncryptionStatus[] {
  const names = splitList(value)
  const accepted = names.filter(isEncryptionStatus).filter((status) => status !== 'NOT-SSE')
  if (accepted.length !== names.length || names.length === 0) {
    const allowed = ENCRYPTION_STATUSES.filter((status) => status !== 'NOT-SSE').join(', ')
    problems.add('accepted-encryption', value, `one or more of ${allowed}, separated by commas`, 'SSE-KMS, DSSE-KMS')
  }
  return accepted
}

/** What the policy asks of keys. One key can only be demanded where nothing but objects under KMS keys is accepted. */
function readKeyRule(accepted: readonly EncryptionStatus[], text: ReadText, problems: Problems): KeyRule {
  const bucketKey = readBoolean('require-bucket-key', text, problems)
  const kmsKeyArn = acceptsOnlyKms(accepted) ? text('kms-key-arn') || undefined : undefined
  if (!bucketKey) return { kmsKeyArn, bucketKey }
  if (!accepted.includes('SSE-KMS')) {
    const words = '`false` where accepted-encryption has no SSE-KMS: no other encryption has a bucket key'
    problems.add('require-bucket-key', 'true', words, 'accepted-encryption: SSE-KMS')
  }
  if (text('remediation') !== 'none' && text('target-encryption') === 'SSE-KMS' && text('bucket-key') === 'false') {
    const words = '`true` with require-bucket-key, or what the remediation makes would be findings again'
    problems.add('bucket-key', 'false', words, 'true')
  }
  return { kmsKeyArn, bucketKey }
}

function readGlobs(input: string, text: ReadText, problems: Problems): string[] {
  const patterns = splitLines(text(input))
  try {
    compileGlobs(patterns)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    problems.add(input, text(input), `key globs, one per line (${why})`, 'logs/**')
  }
  return patterns
}

function readIssueTitle(title: string, problems: Problems): string {
  if (title.length > 256)
    problems.add('issue-title', `${title.slice(0, 40)}…`, 'at most 256 characters', 'Unencrypted objects')
  return title
}

function readRemediation(text: ReadText, problems: Problems): RemediationInputs {
  const mode = readMode(text, problems)
  // All are read even when unused, so that a wrong value is told before the day it matters.
  const common: RemediationCommon = {
    target: readTarget(mode, text, problems),
    maxObjects: readInteger('max-objects', text, problems, { min: 1, max: 20_000_000_000, example: '1000000' }),
    maxCostUsd: readMaxCost(text('max-cost'), problems),
    allowUnversioned: readBoolean('allow-unversioned', text, problems),
    engine: readWord(ENGINES, 'engine', text, problems),
    maxDirectObjects: readInteger('max-direct-objects', text, problems, { min: 0, max: 100_000, example: '1000' }),
    restore: readRestore(text, problems),
  }
  refuseUnacceptedTarget(mode, common.target, text, problems)
  const jobs: JobInputs = {
    batchRoleArn: readBatchRole(mode, text, problems),
    work: readWorkLocation(mode, text('work-location'), problems),
    priority: readInteger('job-priority', text, problems, { min: 0, max: 2_147_483_647, example: '10' }),
    wait: readBoolean('wait', text, problems),
    waitTimeoutMs: readDuration('wait-timeout', text, problems, '5h'),
    pollIntervalMs: readDuration('poll-interval', text, problems, '30s'),
  }
  if (mode === 'none') return { mode }
  if (mode === 'plan') return { mode, ...common }
  return { mode, ...common, jobs }
}

function readMaxCost(value: string, problems: Problems): number | undefined {
  if (value === '') return undefined
  if (/^\d{1,9}(\.\d{1,2})?$/.test(value)) return Number(value)
  return problems.add('max-cost', value, 'US dollars, at most two digits after the point; empty for no limit', '25.00')
}

function readTarget(mode: string, text: ReadText, problems: Problems): TargetEncryption {
  const status = readWord(['SSE-S3', 'SSE-KMS'], 'target-encryption', text, problems)
  const kmsKeyArn = text('kms-key-arn')
  const bucketKey = readBoolean('bucket-key', text, problems)
  if (kmsKeyArn !== '' && !KMS_KEY_ARN.test(kmsKeyArn)) {
    const accepted = 'the full ARN of a KMS key; an alias can be moved to another key, so it is refused'
    problems.add(
      'kms-key-arn',
      kmsKeyArn,
      accepted,
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    )
  }
  refuseForeignKey(kmsKeyArn, text, problems)
  if (status === 'SSE-S3') return { status }
  if (kmsKeyArn === '' && mode !== 'none') {
    problems.add(
      'kms-key-arn',
      '',
      'required with target-encryption SSE-KMS',
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    )
  }
  return { status, kmsKeyArn, bucketKey }
}

/** No cloud of AWS's knows the keys of another. */
function refuseForeignKey(key: string, text: ReadText, problems: Problems): void {
  const named = ['role-to-assume', 'batch-role-arn'].find((input) => ROLE_ARN.test(text(input)))
  if (named === undefined || !KMS_KEY_ARN.test(key) || partitionOf(key) === partitionOf(text(named))) return
  const partition = partitionOf(text(named))
  const accepted = `a key of the partition of ${named} (${partition})`
  problems.add('kms-key-arn', key, accepted, key.replace(/^arn:[^:]+/, `arn:${partition}`))
}

function readRestore(text: ReadText, problems: Problems): RestoreRequest | undefined {
  const isAsked = readBoolean('restore-archived', text, problems)
  const tier = readWord(['bulk', 'standard'], 'restore-tier', text, problems) === 'bulk' ? 'BULK' : 'STANDARD'
  const days = readInteger('restore-days', text, problems, { min: 1, max: 365, example: '7' })
  return isAsked ? { tier, days } : undefined
}

/** What the remediation made would be findings again. */
function refuseUnacceptedTarget(mode: string, target: TargetEncryption, text: ReadText, problems: Problems): void {
  const accepted = splitList(text('accepted-encryption'))
  if (mode === 'none' || !accepted.every(isEncryptionStatus) || accepted.includes(target.status)) return
  problems.add(
    'target-encryption',
    target.status,
    `one of accepted-encryption (${accepted.join(', ')})`,
    accepted.includes('SSE-KMS') ? 'SSE-KMS' : 'SSE-S3',
  )
}

function readBatchRole(mode: string, text: ReadText, problems: Problems): string {
  const arn = text('batch-role-arn')
  const own = text('role-to-assume')
  if (arn === '' ? mode === 'confirm' || mode === 'run' : !ROLE_ARN.test(arn)) {
    const accepted = 'the ARN of the role S3 Batch Operations assumes (required for confirm and run)'
    problems.add('batch-role-arn', arn, accepted, 'arn:aws:iam::111122223333:role/s3-encryption-batch')
  } else if (arn !== '' && ROLE_ARN.test(own) && partitionOf(arn) !== partitionOf(own)) {
    const accepted = `a role of the partition of role-to-assume (${partitionOf(own)})`
    problems.add('batch-role-arn', arn, accepted, arn.replace(/^arn:[^:]+/, `arn:${partitionOf(own)}`))
  } else if (arn !== '' && ROLE_ARN.test(own) && accountOf(arn) !== accountOf(own)) {
    // S3 refuses the job itself ("Cross-account pass role is not allowed."), after all the work before it.
    const accepted = `a role of the account of role-to-assume (${accountOf(own)})`
    problems.add('batch-role-arn', arn, accepted, arn.replace(/:\d{12}:/, `:${accountOf(own)}:`))
  }
  return arn
}

function readWorkLocation(mode: string, value: string, problems: Problems): WorkLocation {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(value)
  const bucket = match?.[1] ?? ''
  const prefix = (match?.[2] ?? '').replace(/\/*$/, '')
  const missing = value === '' && mode !== 'confirm' && mode !== 'run'
  // The prefix becomes part of ARNs and of the report's Prefix (1 to 512 characters); plain characters keep both exact.
  if (
    !missing &&
    (!BUCKET_NAME.test(bucket) || !/^[\w.=/-]{0,400}$/.test(prefix) || prefix.includes('//') || prefix.startsWith('/'))
  ) {
    const accepted = '`s3://bucket/prefix/` of plain characters A-Z a-z 0-9 _ . = / - (required for confirm and run)'
    problems.add('work-location', value, accepted, 's3://my-work-bucket/s3-encryption/')
  }
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` }
}

function readAccount(input: string, text: ReadText, problems: Problems): string | undefined {
  const value = text(input)
  if (value !== '' && !/^\d{12}$/.test(value)) problems.add(input, value, 'a 12-digit account id', '111122223333')
  return value || undefined
}
