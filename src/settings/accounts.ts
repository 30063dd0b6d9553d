// Turns the section `accounts` of a config file into settings: those of `defaults` and the inputs, for every account alike.

import { readChoiceLine, refuseContradictions } from './bucket-choice.ts'
import type { ReadText } from './fields.ts'
import type { ConfigFile } from './parse.ts'
import type { AccountsEntry } from './parse-accounts.ts'
import { type Problems, showPlace } from './problems.ts'
import type { AccountsInput, BucketSettings } from './settings-of-a-run.ts'

type Sources = {
  readonly path: string
  readonly text: ReadText
  readonly readSettings: (text: ReadText, problems: Problems) => BucketSettings
  readonly problems: Problems & { readonly say: (problem: string) => void }
}

/** Undefined if there is no such section. Errors are added to `problems`. */
export function readAccounts(config: ConfigFile, sources: Sources): AccountsInput | undefined {
  const { accounts: entry, defaults } = config
  if (entry === undefined) return undefined
  const { path, problems, readSettings, text } = sources
  const settings = readSettings(withoutPlaces(text), problems)
  const lines = entry.buckets.flatMap((line) => readChoiceLine(line, problems) ?? [])
  refuseContradictions(
    lines,
    config.buckets.flatMap(({ settings: own }) => own.get('name')?.text ?? []),
    problems,
  )
  for (const problem of listConflicts(entry, text)) problems.say(`${showPlace(path, entry.place)}: ${problem}`)
  const { ids, isChained, leaveOut, role } = entry
  return { ids, isChained, leaveOut, role, lines, settings, exceptions: defaults.exceptions ?? [] }
}

/** A work location and a batch role belong to one account: a plan for many has neither. */
const withoutPlaces =
  (text: ReadText): ReadText =>
  (name) =>
    name === 'work-location' || name === 'batch-role-arn'
      ? ''
      : name === 'remediation'
        ? planAtMost(text(name))
        : text(name)

const planAtMost = (mode: string) => (mode === 'confirm' || mode === 'run' ? 'plan' : mode)

function listConflicts({ ids, isChained }: AccountsEntry, text: ReadText): readonly string[] {
  const mode = text('remediation')
  return [
    ...(mode === 'confirm' || mode === 'run' || mode === 'cancel'
      ? [
          `remediation is "${mode}"; accepted is \`none\` or \`plan\` with accounts: what is done in an account is planned and approved there`,
        ]
      : []),
    ...(text('baseline') === '' ? [] : ['baseline is set, which accounts cannot have']),
    ...(text('mode') === 'audit' ? [] : [`mode is "${text('mode')}"; accepted is \`audit\` with accounts`]),
    ...(text('source') === 'manifest-generator' ? ['source is "manifest-generator", which accounts cannot have'] : []),
    ...(text('role-to-assume') === '' && (ids === 'organization' || isChained)
      ? ["role-to-assume is empty; accepted is the role that lists the organization's accounts or assumes their roles"]
      : []),
  ]
}

/** The settings of one account: its own role, assumed with the token or with the first role. */
export function settingsOfAccount({ isChained, role, settings }: AccountsInput, account: string): BucketSettings {
  const { credentials } = settings
  return {
    ...settings,
    credentials: {
      ...credentials,
      roleToAssume: role.replaceAll('{account}', account),
      // Role chaining limits a session to one hour (STS API Reference, "AssumeRole").
      roleDurationSeconds: isChained
        ? Math.min(credentials.roleDurationSeconds, 3600)
        : credentials.roleDurationSeconds,
      ofAccount: { through: isChained ? credentials.roleToAssume : undefined },
    },
  }
}
