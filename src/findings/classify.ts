// Applies the policy: what a row is, and which of its values decide about a finding. Pure.

import type { ColumnName } from '../inventory/report.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../words/encryption.ts'
import { asksMoreOf, isSameKey, type KeyRule } from '../words/key-rule.ts'
import { type AclJudge, createAclJudge } from './acl.ts'
import type { Choice } from './choice.ts'
import { compileExceptions, type FindException } from './find-exception.ts'
import type { MatchedPatterns } from './findings.ts'
import { KeyPatterns } from './globs/key-patterns.ts'
import { compileTerms, type RowTest } from './match-filter.ts'
import { findNeed, type ObjectFacts } from './need.ts'
import { columnsOf, EVENT_HOLD_COLUMNS } from './object-filter.ts'
import { type InventoryRow, UNKNOWN_STATUS } from './row.ts'
import { HOLD_COLUMNS, isRowLocked } from './row-lock.ts'
import type { ScanSpec } from './spec.ts'
import { findStanding } from './standing.ts'

/**
 * `candidate`: has an accepted status, under a key that the report does not show. With a selection, `finding` means
 * selected, and `compliant` not selected.
 */
export type RowKind =
  | 'delete-marker'
  | 'unknown-status'
  | 'noncurrent'
  | 'excluded'
  | 'compliant'
  | 'candidate'
  | 'finding'

/** Kinds of rows whose keys are compared: those that are, or may be, findings. */
export type JudgedKind = Extract<RowKind, 'candidate' | 'finding'>

/** A ScanSpec prepared for many rows. */
export type ScanPolicy = {
  readonly spec: ScanSpec
  /** By index into ENCRYPTION_STATUSES: whether an object with that status complies whatever its key is. */
  readonly accepts: readonly boolean[]
  /** In the same order: whether it complies if its key does. */
  readonly dependsOnKey: readonly boolean[]
  /** Undefined if neither globs nor the prefix of the configuration depend on keys, so that they need not be read. */
  readonly isExcluded: ((row: InventoryRow) => boolean) | undefined
  /** Whether the key of every current row must be read, even if its status complies. */
  readonly readsKeys: boolean
  /** Whether the selection, if there is one, selects the row. */
  readonly isSelected: ((row: InventoryRow) => boolean) | undefined
  readonly findException: FindException
  /** Which patterns of include and exclude have matched so far, in this file and those before. */
  readonly listMatched: () => MatchedPatterns
  readonly facts: RowFacts
}

/**
 * `hasSize`: whether the report has a Size column. `comparesKeys`: whether its keys are compared with other reports'.
 * @throws ActionError INVALID_INPUT for globs that cannot be compiled
 */
export function createPolicy(spec: ScanSpec, reportTime: number, hasSize: boolean, comparesKeys = false): ScanPolicy {
  const keys = new KeyPatterns(spec)
  const dependsOnKey = ENCRYPTION_STATUSES.map(
    (status) => spec.accepted.includes(status) && asksMoreOf(status, spec.keyRule),
  )
  return {
    spec,
    accepts: ENCRYPTION_STATUSES.map((status, index) => isSettled(status, spec) && !dependsOnKey[index]),
    dependsOnKey,
    isExcluded: keys.judgesKeys ? (row) => keys.leavesOut(row) : undefined,
    readsKeys: keys.judgesKeys || comparesKeys,
    isSelected: spec.selection && joinTests(compileTerms(spec.selection.terms, { reportTime, hasSize })),
    findException: compileExceptions(spec.exceptions, { reportTime, hasSize, keys }),
    listMatched: () => keys.listMatched(),
    facts: new RowFacts(spec, reportTime),
  }
}

/** Whether the status alone shows that nothing is to be done: it complies, or the selection is about others. */
function isSettled(status: EncryptionStatus, { accepted, selection }: ScanSpec): boolean {
  if (selection === undefined) return accepted.includes(status)
  return selection.terms.some((term) => term.about === 'encryptionstatus' && !term.values.includes(status))
}

const joinTests = (tests: readonly RowTest[]) => (row: InventoryRow) => tests.every((holds) => holds(row))

/**
 * What a row is. Delete markers are not objects and have no status; the status of every other row must be understood,
 * including noncurrent and excluded ones, before anything can be called compliant.
 */
export function classifyRow(row: InventoryRow, policy: ScanPolicy): RowKind {
  if (row.isDeleteMarker) return 'delete-marker'
  if (row.status < 0) return 'unknown-status'
  if (!row.isLatest) return 'noncurrent'
  if (policy.isExcluded?.(row)) return 'excluded'
  if (policy.accepts[row.status] === true) return 'compliant'
  if (policy.isSelected !== undefined) return policy.isSelected(row) ? 'finding' : 'compliant'
  return policy.dependsOnKey[row.status] === true ? judgeByColumn(row, policy.spec.keyRule) : 'finding'
}

/**
 * A candidate, unless the row shows what the policy asks for. S3 User Guide, "Amazon S3 Inventory list":
 * BucketKeyStatus is ENABLED or DISABLED. It is read only for SSE-KMS rows, because others have DISABLED, too; any
 * other value proves nothing. No inventory has a column with the key.
 */
function judgeByColumn(row: InventoryRow, rule: KeyRule): 'compliant' | 'candidate' | 'finding' {
  const answers = [judgeBucketKey(row, rule), judgeKey(row, rule)]
  if (answers.includes('finding')) return 'finding'
  return answers.includes('candidate') ? 'candidate' : 'compliant'
}

function judgeBucketKey(row: InventoryRow, rule: KeyRule) {
  if (!rule.bucketKey || ENCRYPTION_STATUSES[row.status] !== 'SSE-KMS') return 'compliant'
  const bucketKey = row.text('bucketkeystatus')?.toUpperCase()
  if (bucketKey === 'DISABLED') return 'finding'
  return bucketKey === 'ENABLED' ? 'compliant' : 'candidate'
}

function judgeKey(row: InventoryRow, { kmsKeyArn }: KeyRule) {
  if (kmsKeyArn === undefined) return 'compliant'
  const key = row.text('kmskeyarn')
  if (key === undefined || key === '') return 'candidate'
  return isSameKey(key, kmsKeyArn) ? 'compliant' : 'finding'
}

/** Whether a current row with this status must be read as a whole: globs match keys, and findings are reported. */
export function needsLook(status: number, { accepts, readsKeys }: ScanPolicy): boolean {
  return readsKeys || accepts[status] !== true
}

/** What is done about a finding, or why nothing is, as the spec defines for its need. */
export function chooseForRow(row: InventoryRow, policy: ScanPolicy): Choice {
  const { facts, spec } = policy
  if (spec.selection !== undefined) {
    const storageClass = row.text('storageclass') ?? ''
    return spec.selection.choices[findStanding(storageClass, row.text('intelligenttieringaccesstier'))]
  }
  facts.row = row
  return spec.choices[findNeed(facts)]
}

/** The columns, besides key, size and status, that are read of rows that may be findings. */
export function listDetailColumns({ keyRule, aclsEnabled, selection }: ScanSpec): readonly ColumnName[] {
  if (selection !== undefined) {
    const { terms } = selection
    const holds = terms.some(({ about }) => about === 'lock') ? EVENT_HOLD_COLUMNS : []
    const all = new Set([...SELECTION_COLUMNS, ...terms.flatMap(columnsOf), ...holds])
    return [...all].filter((column) => !READ_OF_EVERY_ROW.has(column))
  }
  return FINDING_COLUMNS.filter((column) => {
    // ACLs are large, and needed only if they have an effect; bucket keys only if the policy requires them.
    if (column === 'bucketkeystatus') return keyRule.bucketKey
    return aclsEnabled === true || (column !== 'objectaccesscontrollist' && column !== 'objectowner')
  })
}

/** A row in the form that `findNeed` takes. One object for all rows; each column is read only when needed. */
class RowFacts implements ObjectFacts {
  row: InventoryRow | undefined
  readonly #spec: ScanSpec
  readonly #reportTime: number
  readonly #judgeAcl: AclJudge

  constructor(spec: ScanSpec, reportTime: number) {
    this.#spec = spec
    this.#reportTime = reportTime
    this.#judgeAcl = createAclJudge()
  }

  get status(): EncryptionStatus {
    return ENCRYPTION_STATUSES[this.row?.status ?? UNKNOWN_STATUS] ?? 'SSE-C'
  }

  get size(): number {
    return this.row?.size ?? 0
  }

  get storageClass(): string {
    return this.row?.text('storageclass') ?? ''
  }

  get accessTier(): string {
    return this.row?.text('intelligenttieringaccesstier') ?? ''
  }

  get lock(): ObjectFacts['lock'] {
    // Before the values of the report: nothing that is done in such a bucket can be undone until the hold is released.
    if (this.#spec.defaultEventHold === true) return 'default-hold'
    return isRowLocked(this.row, this.#reportTime) ? 'locked' : 'none'
  }

  get acl(): ObjectFacts['acl'] {
    if (this.#spec.aclsEnabled !== true) return 'private'
    return this.#judgeAcl(this.row?.text('objectaccesscontrollist'), this.row?.text('objectowner'))
  }
}

const SELECTION_COLUMNS: readonly ColumnName[] = ['storageclass', 'lastmodifieddate', 'intelligenttieringaccesstier']
const READ_OF_EVERY_ROW: ReadonlySet<ColumnName> = new Set(['size', 'encryptionstatus'])

/** The columns that chooseForRow and the counts of findings read, in addition to Key, Size and the status. */
const FINDING_COLUMNS: readonly ColumnName[] = [
  'storageclass',
  'lastmodifieddate',
  'intelligenttieringaccesstier',
  'objectlockretainuntildate',
  ...HOLD_COLUMNS,
  'objectaccesscontrollist',
  'objectowner',
  'bucketkeystatus',
]
