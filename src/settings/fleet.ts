// Turns a config file into targets: an entry's setting, else the file's default, else the input.

import { parseGivenLocation } from '../inventory/location.ts'
import { readAccounts } from './accounts.ts'
import { IDLE_ID } from './bucket-lines.ts'
import type { ConfigEntry } from './config-entry.ts'
import { IDLE_KEY, REMEDIATION_MODES, type ReadText, readMode, refuseBucketName, usesKmsKey } from './fields.ts'
import { type ConfigFile, parseConfigFile } from './parse.ts'
import { describeUnreadable, IGNORED, type ProblemList, type Problems, showPlace } from './problems.ts'
import type { AccountsInput, BucketSettings, BucketTarget } from './settings-of-a-run.ts'

type FleetSources = {
  /** The inputs, with their defaults. */
  readonly inputText: ReadText
  /** The text of a file; throws if it cannot be read. */
  readonly readFile: (path: string) => string
  /** Reads the settings that an entry has in common with the inputs. */
  readonly readSettings: (text: ReadText, problems: Problems) => BucketSettings
  readonly problems: ProblemList
}

/** The targets and accounts of the config file at `path`. Errors are added to `problems`, with file, line and column. */
export function readFleet(path: string, sources: FleetSources): Fleet {
  const config = readConfigFile(path, sources)
  if (config === undefined) return { targets: [], accounts: undefined }
  refuseIdleKeys(path, config, sources)
  return { targets: readEntries(path, config, sources), accounts: readAccountsOf(path, config, sources) }
}

type Fleet = { readonly targets: readonly BucketTarget[]; readonly accounts: AccountsInput | undefined }

function readAccountsOf(path: string, config: ConfigFile, sources: FleetSources): AccountsInput | undefined {
  const text: ReadText = (name) => config.defaults.settings.get(name)?.text ?? sources.inputText(name)
  const { problems, readSettings } = sources
  return readAccounts(config, { path, text, readSettings, problems })
}

function readEntries(path: string, config: ConfigFile, sources: FleetSources): BucketTarget[] {
  const names = new Set<string>()
  return config.buckets.flatMap((entry) => {
    const target = readEntry(path, entry, config, sources)
    if (target === undefined) return []
    if (!names.has(target.bucket)) {
      names.add(target.bucket)
      return [target]
    }
    sources.problems.at(path, entry, config.defaults).add('name', target.bucket, 'each bucket once')
    return []
  })
}

function readConfigFile(path: string, { readFile, problems }: FleetSources): ConfigFile | undefined {
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    const why = describeUnreadable(error)
    const accepted = `the path of a YAML file in the workspace (${why})`
    return problems.add('config-file', path, accepted, '.github/s3-encryption.yml')
  }
  return parseConfigFile(text, (place, problem) => problems.say(`${showPlace(path, place)}: ${problem}`))
}

function textOf(entry: ConfigEntry, { defaults }: ConfigFile, { inputText }: FleetSources): ReadText {
  return (name) => (entry.settings.get(name) ?? defaults.settings.get(name))?.text ?? inputText(name)
}

function readEntry(
  path: string,
  entry: ConfigEntry,
  config: ConfigFile,
  sources: FleetSources,
): BucketTarget | undefined {
  const text = textOf(entry, config, sources)
  const problems = sources.problems.at(path, entry, config.defaults)
  const mode = lesser(readEntryMode(text, sources, problems), readMode(sources.inputText, IGNORED))
  const settings = sources.readSettings((name) => (name === 'remediation' ? mode : text(name)), problems)
  const exceptions = entry.exceptions ?? config.defaults.exceptions ?? []
  // A bucket without a name was reported by the parser.
  const bucket = entry.settings.get('name')?.text
  if (bucket === undefined) return undefined
  const accepted = refuseBucketName(bucket)
  if (accepted !== undefined) return problems.add('name', bucket, accepted, 'my-bucket')
  const given = entry.settings.get('location')?.text
  const location = given === undefined ? undefined : parseGivenLocation(given, bucket)
  const id = entry.settings.get('inventory-id')?.text
  if (typeof location === 'object' && id !== undefined && id !== location.configurationId)
    problems.add('inventory-id', id, IDLE_ID, location.configurationId)
  if (typeof location !== 'string') return { ...settings, bucket, location, exceptions }
  return problems.add('location', given ?? '', location, `s3://reports/prefix/${bucket}/daily/`)
}

/** Only a run can cancel, not an entry: it takes effect at once, and is not a limit. */
function readEntryMode(text: ReadText, { inputText }: FleetSources, problems: Problems) {
  const mode = readMode(text, problems)
  if (mode === 'cancel' && inputText('remediation') !== 'cancel') {
    problems.add(
      'remediation',
      mode,
      '`none`, `plan`, `confirm` or `run`; `cancel` can only be set by the input',
      'none',
    )
  }
  return mode
}

/**
 * An entry may allow less than the run's input, never more. A run that cancels starts nothing: it is for all entries.
 */
function lesser<T extends (typeof REMEDIATION_MODES)[number]>(a: T, b: T): T {
  if (b === 'cancel') return b
  return REMEDIATION_MODES.indexOf(a) < REMEDIATION_MODES.indexOf(b) ? a : b
}

/** Rejects a key that no bucket gets and none must have: it may be meant as a policy. */
function refuseIdleKeys(path: string, config: ConfigFile, sources: FleetSources): void {
  const refuse = (entry: ConfigEntry) => {
    const key = entry.settings.get('kms-key-arn')?.text ?? ''
    sources.problems
      .at(path, entry, entry)
      .add('kms-key-arn', key, IDLE_KEY, '`accepted-encryption: SSE-KMS` beside it')
  }
  const usesKey = (entry: ConfigEntry) => usesKmsKey(textOf(entry, config, sources))
  const [own, others] = [true, false].map((has) =>
    config.buckets.filter(({ settings }) => settings.has('kms-key-arn') === has),
  )
  for (const entry of own?.filter((candidate) => !usesKey(candidate)) ?? []) refuse(entry)
  const isOfAccounts = config.accounts !== undefined && usesKey(config.defaults)
  if (config.defaults.settings.has('kms-key-arn') && !others?.some(usesKey) && !isOfAccounts) refuse(config.defaults)
}
