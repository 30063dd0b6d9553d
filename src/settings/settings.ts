// Reads the credentials and policy of a bucket, which inputs set for all buckets and a config file entry for its own.

import { createHash } from 'node:crypto'
import { checkGlobs } from '../findings/glob.ts'
import { DURATION_FORM, parseDuration } from '../words/duration.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, isEncryptionStatus } from '../words/encryption.ts'
import { acceptsOnlyKms, type KeyRule } from '../words/key-rule.ts'
import { ROLE_ARN } from './arns.ts'
import { readAskedOperation } from './asked-operation.ts'
import { readScanEngine } from './athena.ts'
import { type ReadText, readBoolean, readInteger, splitLines, splitList } from './fields.ts'
import { readRequiredPosture } from './posture.ts'
import type { Problems } from './problems.ts'
import { readRemediation, readWorkLocation } from './remediation.ts'
import type { BucketSettings, CredentialInputs, InputEnvironment } from './settings-of-a-run.ts'
import { readSource } from './source.ts'
import { INPUT_DEFAULTS } from './table.ts'
import { refuseRemediation } from './trigger.ts'

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** All settings of one bucket; errors are added to `problems`. */
export function readSettings(text: ReadText, environment: InputEnvironment, problems: Problems): BucketSettings {
  const remediation = readRemediation(text, problems)
  const work = text('work-location') === '' ? undefined : readWorkLocation(remediation.mode, text('work-location'))
  const accepted = readAccepted(text('accepted-encryption'), problems)
  return {
    remediation:
      refuseRemediation(remediation.mode, environment.trigger) === undefined ? remediation : { mode: 'none' },
    asked: readAskedOperation(text, problems),
    region: readRegion(text('aws-region'), problems),
    credentials: readCredentialInputs(text, environment, problems),
    source: readSource(text, problems),
    ...readInventoryIds(text, problems),
    inventoryBucketOwner: readAccount('inventory-bucket-owner', text, problems),
    ...readScanEngine(text, work, problems),
    maxInventoryAge: readMaxAge(text('max-inventory-age'), problems),
    accepted,
    keyRule: readKeyRule(accepted, text, problems),
    maxEvidenceRequests: readInteger('max-evidence-requests', text, problems, {
      min: 0,
      max: 10_000_000,
      example: '10000',
    }),
    ...readPatterns(text, problems),
    allowsPartialInventory: readBoolean('allow-partial-inventory', text, problems),
    requiredPosture: readRequiredPosture(text, problems),
    maxFindings: readInteger('max-findings', text, problems, { min: 0, max: Number.MAX_SAFE_INTEGER, example: '0' }),
  }
}

/** One id, or several separated by commas: ids have none (S3 User Guide, "Configuring Amazon S3 Inventory"). */
function readInventoryIds(text: ReadText, problems: Problems) {
  const ids = splitList(text('inventory-id'))
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) problems.add('inventory-id', text('inventory-id'), 'each id once', twice)
  const [inventoryId, ...moreInventoryIds] = ids
  return { inventoryId, ...(moreInventoryIds.length > 0 && { moreInventoryIds }) }
}

function readRegion(region: string, problems: Problems): string {
  if (!REGION.test(region))
    problems.add(
      'aws-region',
      region,
      'a Region name (or the variable AWS_REGION, or on a terminal the Region of the profile)',
      'eu-west-1',
    )
  return region
}

/**
 * STS in China is a separate service with another name (GitHub Docs, "OpenID Connect"): the default follows the role.
 */
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
  const session = text('role-session-name') || nameSession(environment)
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    problems.add('role-session-name', session, '2 to 64 of A-Z a-z 0-9 _ + = , . @ -', 'nightly-scan')
  }
  const seconds = readInteger('role-duration-seconds', text, problems, { min: 900, max: 43_200, example: '3600' })
  return {
    roleToAssume: role || undefined,
    audience,
    roleSessionName: session,
    roleDurationSeconds: seconds,
    narrowSession: readBoolean('narrow-session', text, problems),
  }
}

/**
 * Repository and run, so that readers of CloudTrail can find the run: `octo-org@octo-repo@4711`. Names on GitHub cannot
 * contain `@`. A name too long for STS is truncated and made unique with the first 8 hex digits of its SHA-256.
 */
function nameSession({ repository, runId }: InputEnvironment): string {
  if (repository === '') return `s3-encryption-compliance-${runId || 'local'}`.slice(0, MAX_SESSION_NAME)
  const name = repository.replace('/', '@').replace(/[^\w+=,.@-]/g, '-')
  const run = `@${runId || 'local'}`
  if (name.length + run.length <= MAX_SESSION_NAME) return name + run
  const digest = `-${createHash('sha256').update(repository).digest('hex').slice(0, 8)}`
  return name.slice(0, MAX_SESSION_NAME - run.length - digest.length) + digest + run
}

/** STS API Reference, "AssumeRoleWithWebIdentity". */
const MAX_SESSION_NAME = 64

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

/**
 * The policy's requirements for keys. One key can be required only if nothing but objects under KMS keys is accepted.
 */
function readKeyRule(accepted: readonly EncryptionStatus[], text: ReadText, problems: Problems): KeyRule {
  const bucketKey = readBoolean('require-bucket-key', text, problems)
  const kmsKeyArn = acceptsOnlyKms(accepted) ? text('kms-key-arn') || undefined : undefined
  if (!bucketKey) return { kmsKeyArn, bucketKey }
  if (!accepted.includes('SSE-KMS')) {
    const words = '`false` where accepted-encryption has no SSE-KMS: no other encryption has a bucket key'
    problems.add('require-bucket-key', 'true', words, 'accepted-encryption: SSE-KMS')
  }
  if (text('remediation') !== 'none' && text('target-encryption') === 'SSE-KMS' && text('bucket-key') === 'false') {
    const words = '`true` with require-bucket-key, or remediated objects would be findings again'
    problems.add('bucket-key', 'false', words, 'true')
  }
  return { kmsKeyArn, bucketKey }
}

function readPatterns(text: ReadText, problems: Problems): Pick<BucketSettings, 'include' | 'exclude'> {
  const include = splitLines(text('include'))
  const exclude = splitLines(text('exclude'))
  const check = (input: string, ...patterns: Parameters<typeof checkGlobs>): boolean => {
    try {
      checkGlobs(...patterns)
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      problems.add(input, text(input), `key globs, one per line (${why})`, 'logs/**')
      return false
    }
  }
  const areRight = [check('include', include, []), check('exclude', [], exclude)]
  // Each list may be valid alone, but both together may be too much.
  if (!areRight.includes(false)) check('exclude', include, exclude)
  return { include, exclude }
}

function readAccount(input: string, text: ReadText, problems: Problems): string | undefined {
  const value = text(input)
  if (value !== '' && !/^\d{12}$/.test(value)) problems.add(input, value, 'a 12-digit account id', '111122223333')
  return value || undefined
}
