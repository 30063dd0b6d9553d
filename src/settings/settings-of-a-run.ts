// Defines the settings of a run, after they are read and checked.

import type { Exception } from '../findings/exception.ts'
import type { FindingFormat } from '../findings/finding-rows.ts'
import type { GivenLocation } from '../inventory/location.ts'
import type { SelectedOperation } from '../operations/asked-operation.ts'
import type { PostureCheck } from '../posture/posture.ts'
import type { NanoUsd } from '../price/rate-table.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import type { JobManifestWay } from '../words/job-manifest-way.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { ApprovedPlan, RemediationInputs, RemediationRefusal, WorkLocation } from './remediation-settings.ts'

/** Who reads an inventory report: whichever suits it, always the runner, or always Athena. */
export const SCAN_ENGINES = ['auto', 'stream', 'athena', 's3-select'] as const

type ScanEngine = (typeof SCAN_ENGINES)[number]

/** Where queries run, and what they may cost. */
export type QueryInputs = {
  readonly workgroup: string
  /** Where lists and results go; undefined if nothing may be written: results then go where the workgroup says. */
  readonly output: WorkLocation | undefined
  /** Bytes that the queries of one bucket may read; undefined for no limit. */
  readonly maxBytes: number | undefined
  /** Whether table, list and results stay. */
  readonly keepsObjects: boolean
}

export type AthenaInputs = QueryInputs & {
  /** An existing database, which is not changed except for tables of this action. */
  readonly database: string
  /** How the rows of findings become job manifests; `auto`: by their number. */
  readonly jobManifest: 'auto' | JobManifestWay
}

/**
 * What a run is for: an audit; `doctor`: a look at everything that an audit or a remediation needs; `setup`: the same, and
 * what is missing is planned or created.
 */
export const RUN_MODES = ['audit', 'doctor', 'setup'] as const

export type RunMode = (typeof RUN_MODES)[number]

/**
 * Whether a run with `source: auto` can ask a table of S3 Metadata: there is a place for results, and no selection, which
 * queries do not make. Another workgroup than the default may keep results itself.
 */
export const mayQueryTable = ({ queries, asked }: Pick<BucketTarget, 'queries' | 'asked'>): boolean =>
  asked === undefined && (queries.output !== undefined || queries.workgroup !== DEFAULT_WORKGROUP)

const DEFAULT_WORKGROUP = 'primary'

/**
 * What tells about the objects. `manifest-generator`: S3 lists them for Batch Operations jobs, which only a run that may
 * create jobs can ask for.
 */
export const SOURCES = ['inventory', 'metadata', 'list', 'auto', 'manifest-generator'] as const

export type Source = (typeof SOURCES)[number]

export const ON_FINDINGS = ['fail', 'issue', 'fail-and-issue', 'warn'] as const

export type OnFindings = (typeof ON_FINDINGS)[number]

/** One source bucket: its credentials, its policy, and what may be done about its findings. */
export type BucketTarget = {
  readonly bucket: string
  readonly location: GivenLocation | undefined
  /** Locations of further reports of the bucket, read together with the first. */
  readonly moreLocations?: readonly GivenLocation[] | undefined
  /** The Region to try first; S3 returns the bucket's actual Region. */
  readonly region: string
  readonly credentials: CredentialInputs
  readonly source: Source
  readonly inventoryId: string | undefined
  /** Further configurations whose reports are read together with that one. */
  readonly moreInventoryIds?: readonly string[] | undefined
  readonly inventoryBucketOwner: string | undefined
  readonly scanEngine: ScanEngine
  /** Undefined if no database is given: it is for reports. */
  readonly athena: AthenaInputs | undefined
  readonly queries: QueryInputs
  /** In milliseconds, or `auto` to derive it from the report's frequency. */
  readonly maxInventoryAge: 'auto' | number
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
  /** Maximum number of HeadObject requests for what the report does not show, or for all objects of a listing. */
  readonly maxEvidenceRequests: number
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Whether to accept a report that lists only a prefix, or whose coverage is unknown. */
  readonly allowsPartialInventory: boolean
  readonly maxFindings: number
  /** Checks of the bucket's posture without which the step fails. */
  readonly requiredPosture: readonly PostureCheck[]
  readonly exceptions: readonly Exception[]
  /** The object that the role of this bucket reads as the baseline of the whole run. */
  readonly baseline?: BaselineInput['object']
  /** Never more than the run allows. */
  readonly remediation: RemediationInputs
  /** The operation for selected objects; undefined: the policy decides, and findings are encrypted. */
  readonly asked?: SelectedOperation | undefined
  /** The lines that took the bucket; undefined if it is named. */
  readonly takenBy?: readonly BucketLine[] | undefined
}

/** A line of `buckets` that takes buckets of an account, or leaves some out. */
export type BucketLine = {
  /** As it was written, without spaces around it. */
  readonly text: string
  readonly leavesOut: boolean
} & (
  | { readonly by: 'name' /** `*` is any text, `?` one character. */; readonly pattern: string }
  | { readonly by: 'tag'; readonly key: string; readonly value: string }
)

/** Buckets that are known only once those of the account are listed. All of them have the same settings. */
export type BucketChoice = {
  readonly lines: readonly BucketLine[]
  readonly settings: BucketSettings
  readonly exceptions: readonly Exception[]
}

/** Buckets of several accounts, each of which is signed in to with a role of its own. */
export type AccountsInput = BucketChoice & {
  /** 12 digits each, or all accounts of the organization of the first role. */
  readonly ids: 'organization' | readonly string[]
  /** Accounts that are not signed in to. */
  readonly leaveOut: readonly string[]
  /** ARN of the role of each account, with `{account}` in the place of its id. */
  readonly role: string
  /** Whether the roles of the accounts are assumed with the session of the first role; else with the workflow's token. */
  readonly isChained: boolean
}

/** What a target has in addition to its name, location and exceptions: the settings that inputs and entries share. */
export type BucketSettings = Omit<BucketTarget, 'bucket' | 'location' | 'moreLocations' | 'exceptions' | 'takenBy'>

export type CredentialInputs = {
  readonly roleToAssume: string | undefined
  readonly audience: string
  readonly roleSessionName: string
  readonly roleDurationSeconds: number
  /** Whether the role's session is restricted to what this run may do. */
  readonly narrowSession: boolean
  /** Set for the role of an account of the config file; `through`: the role with whose session it is assumed. */
  readonly ofAccount?: { readonly through: string | undefined } | undefined
}

export type Inputs = {
  readonly mode: RunMode
  /** Whether a setup creates what is missing. */
  readonly apply: boolean
  /** Region, credentials and remediation of the inputs themselves; each target has its own. */
  readonly region: string
  readonly credentials: CredentialInputs
  readonly targets: readonly BucketTarget[]
  /** Further buckets, which become targets once the account's buckets are listed. */
  readonly choices: readonly BucketChoice[]
  /** Accounts that are signed in to; undefined if there is no such section in the config file. */
  readonly accounts?: AccountsInput | undefined
  readonly onFindings: OnFindings
  readonly issue: {
    /** '' if the scope of the issue is policy, filters and buckets. */
    readonly id: string
    readonly title: string
    readonly labels: readonly string[]
    readonly assignees: readonly string[]
  }
  readonly githubToken: string
  readonly remediation: RemediationInputs
  /** As for the targets. */
  readonly asked?: SelectedOperation | undefined
  /** The plan that was approved: nothing else is done. Undefined if no approval is required. */
  readonly approvedPlan: ApprovedPlan | undefined
  /** Set if the event that started the workflow may not remediate as requested. */
  readonly refusal: RemediationRefusal | undefined
  /** The user's own rates, by name. */
  readonly ownRates: ReadonlyMap<string, NanoUsd>
  readonly listKeys: 'auto' | boolean
  readonly resultFile: string
  /** Where every finding is written; undefined: nowhere. */
  readonly findingsFile: FindingsFileInput | undefined
  /** What findings are compared with; undefined: nothing. */
  readonly baseline: BaselineInput | undefined
  /** What is told if it jumps since the baseline. */
  readonly signals: readonly Signal[]
  /** Further files about the run. */
  readonly reportFiles: readonly ReportFileInput[]
  /** Inputs that have no effect beside the others, in full sentences. */
  readonly idle: readonly string[]
}

/** The forms of a run beside its JSON report. */
export type ReportForm = 'html' | 'sarif' | 'junit' | 'asff' | 'ocsf' | 'evidence'
export type ReportFileInput = { readonly form: ReportForm; readonly path: string }

export type FindingsFileInput = { readonly path: string; readonly format: FindingFormat }

/** Objects under keys that customers bring with each request, and under KMS keys of other accounts. */
export const SIGNALS = ['sse-c', 'foreign-key'] as const

export type Signal = (typeof SIGNALS)[number]

/** A findings file, described by the file of the same name with `.json` at its end. */
export type BaselineInput = {
  /** As the user wrote it. */
  readonly name: string
  /** Undefined: `name` is a path. */
  readonly object: { readonly bucket: string; readonly key: string } | undefined
}

/** What the runner provides in addition to the inputs. */
export type InputEnvironment = {
  readonly region: string | undefined
  /** `owner/name`; empty outside of GitHub Actions. */
  readonly repository: string
  readonly runId: string
  readonly trigger: Trigger
  /** Whether inputs are the flags of a command. */
  readonly isCommand?: boolean
  /** Names of environment variables, including those of the inputs. */
  readonly variables: readonly string[]
}

/** What started the workflow: the name of the event ('' if unknown), and its payload as GitHub wrote it. */
export type Trigger = { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }
