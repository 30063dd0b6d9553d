// Everything that the last step reports: the whole run as one value. Rendered by summary.ts, issue.ts, outputs.ts,
// json.ts.

import type { Baseline } from '../baseline/baseline.ts'
import type { JobOutcome, RemediationStatus } from '../batch/job-outcome.ts'
import type { LockCheck } from '../batch/lost-locks.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import type { PlanBasis } from '../decide/name-plan.ts'
import type { Judgement, Verdict } from '../decide/verdict.ts'
import type { DirectOutcomeOfPlan } from '../direct/direct-outcome.ts'
import type { OneByOneOutcomeOfPlan } from '../direct/one-by-one.ts'
import type { DataSource } from '../findings/data-source.ts'
import type { ToldException } from '../findings/exception.ts'
import type { Findings, OperationGroup } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'
import type { KeySet } from '../objects/key-set.ts'
import type { SelectedOperation } from '../operations/asked-operation.ts'
import type { PostureCheck, PostureLine } from '../posture/posture.ts'
import type { Check } from '../preflight/check.ts'
import type { RemediationMode, RemediationRefusal } from '../settings/remediation-settings.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import type { InsufficientDataReason } from '../words/errors.ts'
import { ANY_KEY, type KeyRule } from '../words/key-rule.ts'

export type BucketPolicy = {
  readonly acceptedEncryption: readonly EncryptionStatus[]
  /** Undefined: no requirements for keys. */
  readonly keyRule?: KeyRule | undefined
  readonly maxFindings: number
}

/** The report from which an approved plan was made, if the verdict is based on a newer one. */
export type ApprovedReport = {
  readonly report: InventoryReport
  readonly scan: Findings
  /** Planned objects that the newest report no longer lists for the same operation: no new job copies them. */
  readonly leftOut: KeySet
  /** Number of these objects in each group of `scan`. */
  readonly leftOutOf: ReadonlyMap<OperationGroup, number>
  /** Findings of the newest report that are not part of the approved plan. */
  readonly notPlanned: number
}

export type BucketPosture = {
  /** Every check, in order. */
  readonly lines: readonly PostureLine[]
  /** Those that are part of the gate. */
  readonly required: readonly PostureCheck[]
}

/** An account whose buckets were listed, because lines of `buckets` take some of them. */
export type AccountResult = {
  /** 12 digits. */
  readonly account: string
  /** As in the organization. */
  readonly name?: string | undefined
  /** As in the organization, if it is not ACTIVE: nothing in it was looked at. */
  readonly state?: string | undefined
  /** The lines, as they were written. */
  readonly lines: readonly string[]
  /** Number of its general purpose buckets; undefined if they were not listed. */
  readonly listed: number | undefined
  /** Why it has no verdict, if its role could not be assumed or its buckets not be listed. */
  readonly problem?:
    | { readonly code: InsufficientDataReason; readonly message: string; readonly hint?: string | undefined }
    | undefined
  /** Names of buckets that lines left out. */
  readonly leftOut: readonly string[]
}

export type BucketResult = {
  /** The lines that took the bucket, as they were written; undefined if it is named. */
  readonly takenBy?: readonly string[] | undefined
  /** Key globs the bucket is judged by; undefined: all keys. */
  readonly scope?: { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined
  /** The operation for selected objects: then the judgement only says whether the selection can be relied on. */
  readonly asked?: SelectedOperation | undefined
  readonly bucket: string
  readonly region: string | undefined
  readonly account: string | undefined
  readonly judgement: Judgement
  /** The policy of this bucket; undefined: that of the run. */
  readonly policy?: BucketPolicy | undefined
  /** The most that may be done for this bucket; undefined: as for the run. */
  readonly remediationMode?: RemediationMode | undefined
  /** The settings of the bucket, judged; undefined if the bucket was not found. */
  readonly posture?: BucketPosture | undefined
  /** What the findings are from. Present as far as the run got, as what follows. */
  readonly dataSource?: DataSource | undefined
  /** Only if the source is an inventory. */
  readonly report?: InventoryReport | undefined
  /** If several reports were read: all of them, oldest first; `report` is the newest. */
  readonly reports?: readonly InventoryReport[] | undefined
  readonly scan?: Findings | undefined
  readonly exceptions?: readonly ToldException[] | undefined
  readonly plan?: BucketPlan | undefined
  /** What the plan is based on. */
  readonly basis?: PlanBasis | undefined
  /** Set if `plan` is the approved one, made from an older report than the verdict. */
  readonly approved?: ApprovedReport | undefined
  /** Why the approved plan could not be recreated. */
  readonly approvalProblem?: { readonly message: string; readonly hint?: string | undefined } | undefined
  /** What was checked before anything was created; undefined if nothing was checked. */
  readonly preflight?: readonly Check[] | undefined
  readonly jobs: readonly JobOutcome[]
  /** Objects that this action copies itself; undefined if there are none, or if nothing was done about them. */
  readonly direct?: DirectOutcomeOfPlan | undefined
  /** Objects that this action changes itself without copying; undefined as above. */
  readonly oneByOne?: OneByOneOutcomeOfPlan | undefined
  /** `s3://…/`: what objects had before it was changed; undefined if nothing has to be recorded. */
  readonly recordsAt?: string | undefined
  /** Objects of jobs that were as wanted before, and got no task. */
  readonly alreadyDone?: number | undefined
  /** Locks that were set while jobs copied; undefined if they were not checked. */
  readonly lockCheck?: LockCheck | undefined
  /** Why the remediation of this bucket failed, if it did; the verdict is unaffected. */
  readonly remediationError?: { readonly message: string; readonly hint?: string | undefined } | undefined
}

export type RunContext = {
  /** `owner/name`. */
  readonly repository: string
  readonly eventName: string
  readonly runId: string
  readonly runUrl: string
  /** Whether a command was typed, and no step of a workflow run. */
  readonly isCommand?: boolean | undefined
  readonly actionVersion: string
  readonly startedAt: Date
  readonly finishedAt: Date
}

/** What an operation for selected objects came to, over all buckets. */
export type SelectionResult = {
  readonly operation: SelectedOperation['name']
  readonly selected: number
  readonly done: number
  readonly left: number
  readonly status: RemediationStatus
}

export type RunResult = {
  readonly context: RunContext
  /** Set for an operation other than `encrypt`: then there is no verdict, whatever `verdict` holds. */
  readonly selection?: SelectionResult | undefined
  readonly verdict: Verdict
  /** Reason of the worst bucket, if the verdict is INSUFFICIENT_DATA. */
  readonly reason: InsufficientDataReason | undefined
  readonly acceptedEncryption: readonly EncryptionStatus[]
  readonly keyRule?: KeyRule | undefined
  readonly maxFindings: number
  readonly buckets: readonly BucketResult[]
  /** The accounts whose buckets were listed; none if every bucket is named. */
  readonly accounts: readonly AccountResult[]
  readonly remediation: {
    /** `none` if the requested mode was refused. */
    readonly mode: RemediationMode
    readonly status: RemediationStatus
    readonly refusal?: RemediationRefusal | undefined
  }
  /** Whether object keys may be shown to everyone who can read the summary and the issue. */
  readonly listKeys: boolean
  /** Id of the plan that was made, or that was approved. */
  readonly planId?: string | undefined
  /** Whether the step succeeds, with the sentence that explains it. */
  readonly conclusion: {
    readonly ok: boolean
    /** Whether the step fails, and why, for a reader who has nothing else. */
    readonly message: string
    /** The same for a page whose headline has the numbers, where that is shorter. */
    readonly brief?: string | undefined
  }
  /** Errors outside any bucket (inputs, credentials): message and hint. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly hint?: string | undefined }[]
  readonly issue?: ToldIssue | undefined
  /** What is new since the baseline, or why that is not known; undefined if no baseline was given. */
  readonly baseline?: Baseline | undefined
  /** The file of all findings, once it is written. */
  readonly findingsFile?: FindingsFile | undefined
  /** Problems while reporting (issue not writable, …), and exceptions about to end: these never change the verdict. */
  readonly warnings: readonly string[]
}

/** A file with every finding, one per line. */
export type FindingsFile = {
  /** As the user named it; the same with `.json` describes it. */
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** Of the whole file, 64 hex digits. */
  readonly sha256: string
}

export type ToldIssue = {
  readonly number: number
  readonly url: string
  readonly action: IssueAction
  /** What this report and those before it showed, oldest first, as the issue remembers. */
  readonly trend?: readonly TrendPoint[] | undefined
  /** Why the issue was not changed although there is something to report. */
  readonly note?: string | undefined
}

/** What one report showed. */
export type TrendPoint = {
  /** The hour in which the report was begun, in hours since the epoch; of a run without a report, the hour it ended. */
  readonly hour: number
  readonly verdict: Verdict
  /** Findings of all buckets together. */
  readonly findings: number
}

type IssueAction = 'opened' | 'updated' | 'reopened' | 'closed' | 'unchanged'

/** Whether every bucket has the policy of the run. */
export function hasOnePolicy(result: RunResult): boolean {
  const whole = spell(result)
  return result.buckets.every(({ policy }) => policy === undefined || whole === spell(policy))
}

const spell = ({ acceptedEncryption, keyRule = ANY_KEY, maxFindings }: BucketPolicy) =>
  JSON.stringify([acceptedEncryption, maxFindings, keyRule.kmsKeyArn ?? '', keyRule.bucketKey])
