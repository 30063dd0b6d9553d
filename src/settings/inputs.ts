// Reads everything that a user can set, once, into one plain object: the inputs of the whole run, and the buckets with
// their settings (settings/settings.ts), from lines of the input or from the config file.

import { ActionError } from '../words/errors.ts'
import { readApprovedPlan } from './approved-plan.ts'
import { readBaseline, readSignals } from './baseline.ts'
import { refuseForChoices, standInsFor } from './bucket-choice.ts'
import { readBucketLines, refuseIdleId, refuseIdlePlace, refuseSeveralForQueries, refuseTwice } from './bucket-lines.ts'
import { IDLE_KEY, type ReadText, readBoolean, readMode, readWord, splitList, usesKmsKey } from './fields.ts'
import { readFindingsFile } from './findings-file.ts'
import { readFleet } from './fleet.ts'
import { describeIdleInputs, refuseIdleInputs } from './idle-inputs.ts'
import { explainCommands, sayOnTerminal } from './on-terminal.ts'
import { ProblemList, type Problems } from './problems.ts'
import { readRatesFile } from './rates-file.ts'
import { readReportFiles } from './report-files.ts'
import { readSettings } from './settings.ts'
import {
  type BucketChoice,
  type BucketTarget,
  type InputEnvironment,
  type Inputs,
  ON_FINDINGS,
  RUN_MODES,
} from './settings-of-a-run.ts'
import { INPUT_DEFAULTS } from './table.ts'
import { findObjection, refuseRemediation } from './trigger.ts'
import { describeUnknownInputs } from './unknown-inputs.ts'

/** The files of a job, by path. */
type JobFiles = {
  /** The text of a file; throws if it cannot be read. */
  readonly readFile: (path: string) => string
  /** Why no file may be written there, in words for the user; undefined if one may be. */
  readonly refuseToWrite: (path: string) => string | undefined
}

/**
 * Reads all inputs through `get` (the text of an input, or '' if it is not set), and the config file and the rates file
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
  const baseline = readBaseline(text, problems)
  const { targets: named, choices: lines } = isFleet
    ? { targets: [], choices: [] }
    : readBucketLines(text, settings, problems)
  const fleet =
    configFile === ''
      ? undefined
      : readFleet(configFile, {
          inputText: text,
          readFile,
          readSettings: (entryText, entryProblems) => readSettings(entryText, environment, entryProblems),
          problems,
        })
  const { targets, choices } = letOneRead(baseline, [...named, ...(fleet?.targets ?? [])], lines)
  refuseTwice(targets, problems)
  const all = [...targets, ...standInsFor(choices)]
  refuseIdleSource(text, all, problems)
  refuseSeveralForQueries(all, problems)
  refuseIdlePlace(all, problems)
  if (configFile === '') refuseIdleId(text('inventory-id'), all, problems)
  const approvedPlan = readApprovedPlan(text, problems)
  refuseIdleInputs(text, problems)
  refuseForChoices(choices, { runMode: text('mode'), hasApproval: approvedPlan !== undefined }, problems)
  const inputs: Inputs = {
    mode: readWord(RUN_MODES, 'mode', text, problems),
    apply: readApply(text, environment, problems),
    region: settings.region || (targets[0] ?? fleet?.accounts?.settings)?.region || '',
    credentials: settings.credentials,
    targets,
    choices,
    accounts: fleet?.accounts,
    onFindings: readWord(ON_FINDINGS, 'on-findings', text, problems),
    issue: {
      id: readIssueId(text('issue-id'), problems),
      title: readIssueTitle(text('issue-title'), problems),
      labels: splitList(text('issue-labels')),
      assignees: splitList(text('issue-assignees')).map((login) => login.replace(/^@/, '')),
    },
    githubToken: text('github-token'),
    remediation: settings.remediation,
    asked: settings.asked,
    approvedPlan,
    refusal: refuseRemediation(readMode(text, problems), environment.trigger),
    ownRates: readRatesFile(text('rates-file'), { readFile, problems }),
    listKeys: text('list-keys') === 'auto' ? 'auto' : readBoolean('list-keys', text, problems, '`auto`, '),
    resultFile: readResultFile(text('report-file'), files, problems),
    findingsFile: readFindingsFile(text, files, problems),
    baseline,
    signals: readSignals(text, problems),
    reportFiles: readReportFiles(text, files, problems),
    idle: describeIdleInputs(text),
  }
  if (problems.texts.length > 0) throw invalidInputs(problems.texts, configFile, environment.isCommand)
  return inputs
}

/** One role reads the baseline: that of the first bucket, or of the first that lines take. */
function letOneRead(baseline: Inputs['baseline'], targets: readonly BucketTarget[], choices: readonly BucketChoice[]) {
  const object = baseline?.object
  const [target, ...targetsAfter] = targets
  if (target !== undefined) return { targets: [{ ...target, baseline: object }, ...targetsAfter], choices }
  const [choice, ...choicesAfter] = choices
  if (choice === undefined) return { targets, choices }
  return { targets, choices: [{ ...choice, settings: { ...choice.settings, baseline: object } }, ...choicesAfter] }
}

/** What the doctor cannot look at, and what a setup does not create. */
function refuseIdleSource(text: ReadText, targets: readonly BucketTarget[], problems: Problems): void {
  const mode = text('mode')
  const several = targets.find(
    ({ moreLocations = [], moreInventoryIds = [] }) => moreLocations.length + moreInventoryIds.length > 0,
  )
  if (mode !== 'audit' && several !== undefined)
    problems.add(
      'mode',
      mode,
      '`audit` for a bucket with several reports: doctor and setup take one at a time',
      'audit',
    )
  const other = targets.find(
    ({ source }) =>
      (mode !== 'audit' && source === 'manifest-generator') ||
      (mode === 'setup' && (source === 'list' || source === 'metadata')),
  )
  if (other === undefined) return
  const accepted =
    mode === 'setup'
      ? '`inventory` or `auto` with mode: setup'
      : '`inventory`, `metadata`, `list` or `auto` with mode: doctor'
  problems.add('source', other.source, accepted, 'source: inventory')
}

/** A setup writes, so it needs the same trust in its event as a remediation. */
function readApply(text: ReadText, { trigger }: InputEnvironment, problems: Problems): boolean {
  const apply = readBoolean('apply', text, problems)
  if (apply && text('mode') !== 'setup') problems.add('apply', 'true', '`false` unless mode is setup', 'mode: setup')
  const objection = apply ? findObjection(trigger) : undefined
  if (objection !== undefined) problems.add('apply', 'true', `\`false\` here, because ${objection}`, 'false')
  return apply
}

function invalidInputs(told: readonly string[], configFile: string, isCommand = false): ActionError {
  const problems = isCommand ? told.map(sayOnTerminal) : told
  const [only] = problems
  const text =
    problems.length === 1
      ? `One input is wrong: ${only}.`
      : `${problems.length} inputs are wrong:${problems.map((problem) => `\n– ${problem}`).join('')}`
  const inputPlace = isCommand ? 'the flags of the command' : 'the `with:` block of the step'
  const where = configFile === '' ? inputPlace : `${inputPlace} and the config file`
  const how = isCommand ? explainCommands(problems) : ''
  return new ActionError('INVALID_INPUT', text, { hint: `Correct ${where}.${how} Nothing was called on AWS.` })
}

function refuseIdleKey(text: ReadText, problems: Problems): void {
  const key = text('kms-key-arn')
  if (key !== '' && !usesKmsKey(text)) problems.add('kms-key-arn', key, IDLE_KEY, 'accepted-encryption: SSE-KMS')
}

function readResultFile(path: string, { refuseToWrite }: JobFiles, problems: Problems): string {
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
