// Knows the policy: what a row is, and why a finding may not be given to a copy job. Pure.

import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../encryption.ts'
import { decodeKey, type EncodedKey } from '../inventory/object-key.ts'
import type { ColumnName } from '../inventory/report.ts'
import { type AclJudge, createAclJudge } from './acl.ts'
import { compileExceptions, type FindException } from './exception.ts'
import { compileGlobs } from './glob.ts'
import type { HeldBackReason } from './result.ts'
import type { InventoryRow } from './row.ts'
import type { ScanSpec } from './spec.ts'

export type RowKind = 'delete-marker' | 'unknown-status' | 'noncurrent' | 'excluded' | 'compliant' | 'finding'

/** A ScanSpec made ready for many rows. */
export type ScanPolicy = {
  readonly spec: ScanSpec
  /** By index into ENCRYPTION_STATUSES. */
  readonly accepts: readonly boolean[]
  /** Undefined when no glob was given, so that keys need not be read. */
  readonly isExcluded: ((key: EncodedKey) => boolean) | undefined
  readonly findException: FindException
  readonly judgeAcl: AclJudge
  /** When the report was made, epoch milliseconds: retention dates are judged by it. */
  readonly reportTime: number
}

/** The largest object CopyObject and Batch Operations can copy (S3 User Guide, "Copy objects"): 5 GiB. */
export const MAX_COPY_BYTES = 5 * 2 ** 30

/** Classes whose objects can be read at once and that a copy job can name as its target. */
export const COPYABLE_STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]
const COPYABLE: ReadonlySet<string> = new Set(COPYABLE_STORAGE_CLASSES)
const ARCHIVE_CLASSES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])
/** Intelligent-Tiering's tiers that need a restore; ARCHIVE_INSTANT_ACCESS is none of them. */
const ARCHIVE_TIERS: ReadonlySet<string> = new Set(['ARCHIVE', 'DEEP_ARCHIVE', 'ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS'])

/**
 * `hasSize`: whether the report has a Size column.
 * @throws ActionError INVALID_INPUT for globs that cannot be compiled
 */
export function createPolicy(spec: ScanSpec, reportTime: number, hasSize: boolean): ScanPolicy {
  const includes = spec.include.length === 0 ? () => true : compileGlobs(spec.include)
  const excludes = compileGlobs(spec.exclude)
  return {
    spec,
    accepts: ENCRYPTION_STATUSES.map((status) => spec.accepted.includes(status)),
    isExcluded:
      spec.include.length + spec.exclude.length === 0
        ? undefined
        : (key) => {
            const raw = decodeKey(key)
            return !includes(raw) || excludes(raw)
          },
    findException: compileExceptions(spec.exceptions, { reportTime, hasSize }),
    judgeAcl: createAclJudge(),
    reportTime,
  }
}

/**
 * What a row is. Delete markers are no objects and carry no status; every other row's status must be understood,
 * noncurrent and excluded ones too, before anything may be called compliant.
 */
export function classifyRow(row: InventoryRow, policy: ScanPolicy): RowKind {
  if (row.isDeleteMarker) return 'delete-marker'
  if (row.status < 0) return 'unknown-status'
  if (!row.isLatest) return 'noncurrent'
  if (policy.isExcluded?.(row.key())) return 'excluded'
  return policy.accepts[row.status] === true ? 'compliant' : 'finding'
}

/**
 * Why a finding cannot be copied, or undefined when it can. What would be lost without a sound comes first, so that
 * `archived` and `too-large` mean: nothing else stands in the way.
 */
export function findHoldBackReason(row: InventoryRow, policy: ScanPolicy): HeldBackReason | undefined {
  if (!isRemediable(ENCRYPTION_STATUSES[row.status])) return 'status-not-remediable'
  return findLock(row, policy) ?? findAclLoss(row, policy) ?? findStorageObstacle(row)
}

/** Which statuses this version can change: copying encrypts what is not encrypted. */
function isRemediable(status: EncryptionStatus | undefined): boolean {
  return status === 'NOT-SSE'
}

function findLock(row: InventoryRow, policy: ScanPolicy): HeldBackReason | undefined {
  const retainUntil = row.text('objectlockretainuntildate')
  const legalHold = row.text('objectlocklegalholdstatus')
  if (legalHold?.toLowerCase() === 'on') return 'object-lock'
  if (retainUntil !== undefined && retainUntil !== '') {
    const until = row.time('objectlockretainuntildate') ?? Number.NaN
    if (Number.isNaN(until)) return 'object-lock-unknown'
    if (until > policy.reportTime) return 'object-lock'
  }
  const isListed = retainUntil !== undefined && legalHold !== undefined
  return policy.spec.objectLockEnabled === true && !isListed ? 'object-lock-unknown' : undefined
}

function findAclLoss(row: InventoryRow, policy: ScanPolicy): HeldBackReason | undefined {
  if (policy.spec.aclsEnabled !== true) return undefined
  const acl = policy.judgeAcl(row.text('objectaccesscontrollist'), row.text('objectowner'))
  if (acl === 'private') return undefined
  return acl === 'unknown' ? 'acl-unknown' : 'acl-not-private'
}

function findStorageObstacle(row: InventoryRow): HeldBackReason | undefined {
  const storageClass = row.text('storageclass') ?? ''
  if (storageClass === '') return 'storage-class-unknown'
  if (ARCHIVE_CLASSES.has(storageClass)) return 'archived'
  if (ARCHIVE_TIERS.has(row.text('intelligenttieringaccesstier') ?? '')) return 'archived'
  if (!COPYABLE.has(storageClass)) return 'storage-class-unsupported'
  return row.size > MAX_COPY_BYTES ? 'too-large' : undefined
}

/** The columns findHoldBackReason and the counts of findings read, beside Key, Size and the status. */
export const FINDING_COLUMNS: readonly ColumnName[] = [
  'storageclass',
  'lastmodifieddate',
  'intelligenttieringaccesstier',
  'objectlockretainuntildate',
  'objectlocklegalholdstatus',
  'objectaccesscontrollist',
  'objectowner',
]
