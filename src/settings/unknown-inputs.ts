// Knows every input by name, and what is said about one that is none of ours: a slip of the keys would otherwise leave
// the default in force, and a run green by a policy that nobody wanted.

import { findNearest } from './nearest.ts'

/** The inputs of action.yml (a test compares them). */
export const INPUT_NAMES = [
  'role-to-assume',
  'aws-region',
  'audience',
  'role-session-name',
  'role-duration-seconds',
  'narrow-session',
  'buckets',
  'inventory-id',
  'inventory-bucket-owner',
  'config-file',
  'max-inventory-age',
  'accepted-encryption',
  'require-bucket-key',
  'max-evidence-requests',
  'include',
  'exclude',
  'allow-partial-inventory',
  'max-findings',
  'on-findings',
  'issue-id',
  'issue-title',
  'issue-labels',
  'issue-assignees',
  'github-token',
  'remediation',
  'approved-plan',
  'approved-plan-max-age',
  'target-encryption',
  'kms-key-arn',
  'bucket-key',
  'batch-role-arn',
  'work-location',
  'job-priority',
  'max-objects',
  'max-cost',
  'rates-file',
  'allow-unversioned',
  'copy-engine',
  'max-direct-objects',
  'restore-archived',
  'restore-tier',
  'restore-days',
  'wait',
  'wait-timeout',
  'poll-interval',
  'list-keys',
  'report-file',
] as const

const PREFIX = 'INPUT_'
/** Longest name that is shown whole. */
const MAX_NAME_CHARS = 64

/** The variable in which the runner hands an input over (actions/runner, Handler.cs): upper case, hyphens kept. */
const nameVariable = (input: string) => `${PREFIX}${input.toUpperCase()}`
const KNOWN: ReadonlySet<string> = new Set(INPUT_NAMES.map(nameVariable))

/**
 * A sentence for each of the environment variables `INPUT_…` that is no input of ours, whoever set it: under `with:` the
 * runner only warns of it, and nobody can tell it from one that was set under `env:`. Their values are not told, because
 * a secret may have been given to the wrong name. Other variables are passed over.
 */
export function describeUnknownInputs(variables: readonly string[]): string[] {
  return variables.filter((name) => name.startsWith(PREFIX) && !KNOWN.has(name)).map(describeUnknown)
}

function describeUnknown(variable: string): string {
  const given = variable.slice(PREFIX.length)
  const name = JSON.stringify(given.slice(0, MAX_NAME_CHARS).toLowerCase())
  const nearest = findNearest(given, INPUT_NAMES)
  const known = nearest === undefined ? 'no input has a name like it' : `the nearest input is ${nearest}`
  return `${name} is no input of this action; ${known} (given under \`with:\`, or as a variable that begins with ${PREFIX} under \`env:\`)`
}
