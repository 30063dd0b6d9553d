// Knows what a user can say, read once into one plain object: the inputs of the whole run, and the buckets with their
// settings (config/settings.ts), from lines of the input or from the config file.

import { readApprovedPlan } from './config/approved-plan.ts'
import { readBucketLines, refuseIdleId, refuseTwice } from './config/bucket-lines.ts'
import { INPUT_DEFAULTS } from './config/defaults.ts'
import { IDLE_KEY, type ReadText, readBoolean, readMode, readWord, splitList, usesKmsKey } from './config/fields.ts'
import { readFleet } from './config/fleet.ts'
import { ProblemList, type Problems } from './config/problems.ts'
import { readRatesFile } from './config/rates-file.ts'
import { readSettings } from './config/settings.ts'
import { refuseRemediation, type Trigger } from './config/trigger.ts'
import { describeUnknownInputs } from './config/unknown-inputs.ts'
import type { EncryptionStatus } from './encryption.ts'
import { ActionError } from './errors.ts'
import type { GivenLocation } from './inventory/location.ts'
import type { KeyRule } from './key-rule.ts'
import type { Engine, RestoreRequest, TargetEncryption } from './plan.ts'
import type { NanoUsd } from './price/rates.ts'
import type { ApprovedPlan, RemediationRefusal } from './report/result.ts'
import type { Exception } from './scan/exception.ts'

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
  /** Whether a report is believed that lists only a prefix, or of which nobody knows what it lists. */
  readonly allowsPartialInventory: boolean
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
  /** Whether the session of the role is narrowed to what this run may do. */
  readonly narrowSession: boolean
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

/** What a plan can check beforehand for the run that would carry it out; undefined where nobody said. */
export type JobPlaces = {
  readonly batchRoleArn: string | undefined
  readonly work: WorkLocation | undefined
}

/** What every remediation is told, also one that only plans. */
export type RemediationCommon = {
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
  | { readonly mode: 'none' | 'cancel' }
  | ({ readonly mode: 'plan' } & RemediationCommon & { readonly places: JobPlaces })
  | ({ readonly mode: 'confirm' | 'run' } & RemediationCommon & { readonly jobs: JobInputs })

type PlannedRemediation = Exclude<RemediationInputs, { readonly mode: 'none' | 'cancel' }>

/** Whether a plan is made. */
export const isPlanned = (remediation: RemediationInputs): remediation is PlannedRemediation =>
  remediation.mode !== 'none' && remediation.mode !== 'cancel'

/** The batch role and the work location of a remediation, as far as they are named. */
export function listPlaces(remediation: RemediationInputs): JobPlaces {
  switch (remediation.mode) {
    case 'none':
    case 'cancel':
      return { batchRoleArn: undefined, work: undefined }
    case 'plan':
      return remediation.places
    default:
      return remediation.jobs
  }
}

export type Inputs = {
  /** Region, credentials and remediation of the inputs themselves; each target carries its own. */
  readonly region: string
  readonly credentials: CredentialInputs
  readonly targets: readonly BucketTarget[]
  readonly onFindings: OnFindings
  readonly issue: {
    /** '' where the scope of the issue is policy, filters and buckets. */
    readonly id: string
    readonly title: string
    readonly labels: readonly string[]
    readonly assignees: readonly string[]
  }
  readonly githubToken: string
  readonly remediation: RemediationInputs
  /** The plan that was approved: nothing else is done. Undefined where none is asked for. */
  readonly approvedPlan: ApprovedPlan | undefined
  /** Set when the event that started the workflow may not remediate what was asked for. */
  readonly refusal: RemediationRefusal | undefined
  /** Rates of the user's own, by name. */
  readonly ownRates: ReadonlyMap<string, NanoUsd>
  readonly listKeys: 'auto' | boolean
  readonly reportFile: string
}

/** What the runner says beside the inputs. */
export type InputEnvironment = {
  readonly region: string | undefined
  /** `owner/name`; empty outside of GitHub Actions. */
  readonly repository: string
  readonly runId: string
  readonly trigger: Trigger
  /** Names of environment variables, those of the inputs among them. */
  readonly variables: readonly string[]
}

/** The files of a job, by path. */
export type JobFiles = {
  /** The text of a file; throws when it cannot be read. */
  readonly readFile: (path: string) => string
  /** Why no file may be written there, in words for the user; undefined where one may be. */
  readonly refuseToWrite: (path: string) => string | undefined
}

/**
 * Reads all inputs through `get` (the text of an input, or '' when it is not set), the config file and the rates file
 * through `files`.
 * Throws one INVALID_INPUT error that names every wrong input with its value, the accepted form and an example.
 */
export function readInputs(get: ReadText, environment: InputEnvironment, files: JobFiles): Inputs {
  const { readFile } = files
  const problems = new ProblemList()
  for (const problem of describeUnknownInputs(environment.variables)) problems.say(problem)
  const text = (name: string) =>
    get(name).trim() || INPUT_DEFAULTS.get(name) || (name === 'aws-region' && environment.region) || ''
  const configFile = text('config-file')
  const isFleet = configFile !== '' && text('buckets') === ''
  const settings = readSettings(text, environment, isFleet ? problems.withoutMissing() : problems)
  if (!isFleet) refuseIdleKey(text, problems)
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
  if (configFile === '') refuseIdleId(text('inventory-id'), targets, problems)
  const inputs: Inputs = {
    region: settings.region || (targets[0]?.region ?? ''),
    credentials: settings.credentials,
    targets,
    onFindings: readWord(ON_FINDINGS, 'on-findings', text, problems),
    issue: {
      id: readIssueId(text('issue-id'), problems),
      title: readIssueTitle(text('issue-title'), problems),
      labels: splitList(text('issue-labels')),
      assignees: splitList(text('issue-assignees')).map((login) => login.replace(/^@/, '')),
    },
    githubToken: text('github-token'),
    remediation: settings.remediation,
    approvedPlan: readApprovedPlan(text, problems),
    refusal: refuseRemediation(readMode(text, problems), environment.trigger),
    ownRates: readRatesFile(text('rates-file'), { readFile, problems }),
    listKeys: text('list-keys') === 'auto' ? 'auto' : readBoolean('list-keys', text, problems, '`auto`, '),
    reportFile: readReportFile(text('report-file'), files, problems),
  }
  if (problems.texts.length > 0) throw invalidInputs(problems.texts, configFile)
  return inputs
}

function invalidInputs(problems: readonly string[], configFile: string): ActionError {
  const [only] = problems
  const text =
    problems.length === 1
      ? `One input is wrong: ${only}.`
      : `${problems.length} inputs are wrong:${problems.map((problem) => `\n– ${problem}`).join('')}`
  const where =
    configFile === '' ? 'the `with:` block of the step' : 'the `with:` block of the step and the config file'
  return new ActionError('INVALID_INPUT', text, { hint: `Correct ${where}. Nothing was called on AWS.` })
}

function refuseIdleKey(text: ReadText, problems: Problems): void {
  const key = text('kms-key-arn')
  if (key !== '' && !usesKmsKey(text)) problems.add('kms-key-arn', key, IDLE_KEY, 'accepted-encryption: SSE-KMS')
}

function readReportFile(path: string, { refuseToWrite }: JobFiles, problems: Problems): string {
  const why = refuseToWrite(path)
  const accepted = 'the path of a file in an existing folder of the workspace or of RUNNER_TEMP'
  if (why !== undefined) problems.add('report-file', path, `${accepted} (${why})`, 's3-encryption-compliance.json')
  return path
}

function readIssueId(id: string, problems: Problems): string {
  if (id !== '' && !/^[\w.-]{1,64}$/.test(id))
    problems.add('issue-id', id, '1 to 64 of A-Z a-z 0-9 . _ -', 'encryption-production')
  return id
}

function readIssueTitle(title: string, problems: Problems): string {
  if (title.length > 256)
    problems.add('issue-title', `${title.slice(0, 40)}…`, 'at most 256 characters', 'Unencrypted objects')
  return title
}
