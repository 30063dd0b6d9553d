// Reads the settings of a remediation: what objects get, how much may be done, and where jobs store their files.

import { findOtherThan } from '../words/bucket-name.ts'
import { isEncryptionStatus, type TargetEncryption } from '../words/encryption.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import { accountOf, KMS_KEY_ARN, partitionOf, ROLE_ARN } from './arns.ts'
import {
  type ReadText,
  readBoolean,
  readDuration,
  readInteger,
  readMode,
  readWord,
  refuseBucketName,
  splitList,
} from './fields.ts'
import type { Problems } from './problems.ts'
import {
  ENGINES,
  type JobInputs,
  type JobPlaces,
  type RemediationCommon,
  type RemediationInputs,
  type WorkLocation,
} from './remediation-settings.ts'

/** Everything is read even if unused, so that a wrong value is reported before it matters. */
export function readRemediation(text: ReadText, problems: Problems): RemediationInputs {
  const mode = readMode(text, problems)
  const common: RemediationCommon = {
    target: readTarget(mode, text, problems),
    maxObjects: readInteger('max-objects', text, problems, { min: 1, max: 20_000_000_000, example: '1000000' }),
    maxCostUsd: readMaxCost(text('max-cost'), problems),
    allowUnversioned: readBoolean('allow-unversioned', text, problems),
    engine: readWord(ENGINES, 'copy-engine', text, problems),
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
  if (mode === 'none' || mode === 'cancel') return { mode }
  if (mode === 'plan') return { mode, ...common, places: findPlaces(jobs) }
  return { mode, ...common, jobs }
}

/** A plan does not require them. */
function findPlaces({ batchRoleArn, work }: JobInputs): JobPlaces {
  return {
    batchRoleArn: batchRoleArn === '' ? undefined : batchRoleArn,
    work: work.bucket === '' ? undefined : work,
  }
}

function readMaxCost(value: string, problems: Problems): number | undefined {
  if (value === '') return undefined
  if (/^\d{1,9}(\.\d{1,2})?$/.test(value)) return Number(value)
  return problems.add('max-cost', value, 'US dollars, at most two decimal places; empty for no limit', '25.00')
}

function readTarget(mode: string, text: ReadText, problems: Problems): TargetEncryption {
  const status = readWord(['SSE-S3', 'SSE-KMS'], 'target-encryption', text, problems)
  const kmsKeyArn = text('kms-key-arn')
  const bucketKey = readBoolean('bucket-key', text, problems)
  if (kmsKeyArn !== '' && !KMS_KEY_ARN.test(kmsKeyArn)) {
    const accepted = 'the full ARN of a KMS key (no alias, which can be moved to another key)'
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
      'the full ARN of a KMS key (required with target-encryption: SSE-KMS)',
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    )
  }
  return { status, kmsKeyArn, bucketKey }
}

/** KMS keys of one AWS partition cannot be used in another. */
function refuseForeignKey(key: string, text: ReadText, problems: Problems): void {
  const named = ['role-to-assume', 'batch-role-arn'].find((input) => ROLE_ARN.test(text(input)))
  if (named === undefined || !KMS_KEY_ARN.test(key) || partitionOf(key) === partitionOf(text(named))) return
  const partition = partitionOf(text(named))
  const accepted = `a key of the partition of ${named} (${partition})`
  problems.add('kms-key-arn', key, accepted, key.replace(/^arn:[^:]+/, `arn:${partition}`))
}

function readRestore(text: ReadText, problems: Problems): RestoreRequest | undefined {
  const isAsked = readBoolean('restore-archived', text, problems)
  const request = readRestoreRequest(text, problems)
  return isAsked ? request : undefined
}

/** "S3InitiateRestoreObjectOperation" (API reference) has no expedited tier. */
export function readRestoreRequest(text: ReadText, problems: Problems): RestoreRequest {
  const tier = readWord(['bulk', 'standard'], 'restore-tier', text, problems) === 'bulk' ? 'BULK' : 'STANDARD'
  const days = readInteger('restore-days', text, problems, { min: 1, max: 365, example: '7' })
  return { tier, days }
}

/** Otherwise the results of the remediation would be findings again. */
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
    // S3 rejects the job itself ("Cross-account pass role is not allowed."), after all the work before it.
    const accepted = `a role of the account of role-to-assume (${accountOf(own)})`
    problems.add('batch-role-arn', arn, accepted, arn.replace(/:\d{12}:/, `:${accountOf(own)}:`))
  }
  return arn
}

/** Without `problems`, what is wrong is not said again. */
export function readWorkLocation(mode: string, value: string, problems?: Problems): WorkLocation {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(value)
  const bucket = match?.[1] ?? ''
  const prefix = (match?.[2] ?? '').replace(/\/*$/, '')
  const missing = value === '' && mode !== 'confirm' && mode !== 'run'
  // The prefix becomes part of ARNs and of the report's Prefix (1 to 512 characters); plain characters keep both exact.
  const isPlain = /^[\w.=/-]{0,400}$/.test(prefix) && !prefix.includes('//') && !prefix.startsWith('/')
  if (!missing && (refuseBucketName(bucket) !== undefined || !isPlain)) {
    const plain = '`s3://bucket/prefix/` of plain characters A-Z a-z 0-9 _ . = / - (required for confirm and run)'
    const other = findOtherThan(bucket)
    const accepted = other === undefined ? plain : `${plain}, with the name of the bucket itself (this is ${other})`
    problems?.add('work-location', value, accepted, 's3://my-work-bucket/s3-encryption/')
  }
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` }
}
