// Reports inputs that the action does not have: with a typo, the default would stay in effect and a run could pass
// under a policy that nobody wanted.

import { findNearest } from './nearest.ts'
import { INPUT_NAMES } from './table.ts'

const PREFIX = 'INPUT_'
/** Inputs that had another name, which two of today's are like. */
const RENAMED: ReadonlyMap<string, string> = new Map([['engine', 'copy-engine']])
/** Longest name that is shown in full. */
const MAX_NAME_CHARS = 64

/** The variable in which the runner passes an input (actions/runner, Handler.cs): upper case, hyphens kept. */
const nameVariable = (input: string) => `${PREFIX}${input.toUpperCase()}`
const KNOWN: ReadonlySet<string> = new Set(INPUT_NAMES.map(nameVariable))

/**
 * A sentence for each environment variable `INPUT_…` that is not an input of this action, whatever set it: for unknown
 * names under `with:` the runner only prints a warning, and they cannot be told apart from variables set under `env:`.
 * Values are not shown, because a secret may have been given to the wrong name. Other variables are ignored.
 */
export function describeUnknownInputs(variables: readonly string[]): string[] {
  return variables.filter((name) => name.startsWith(PREFIX) && !KNOWN.has(name)).map(describeUnknown)
}

function describeUnknown(variable: string): string {
  const given = variable.slice(PREFIX.length)
  const name = JSON.stringify(given.slice(0, MAX_NAME_CHARS).toLowerCase())
  const nearest = RENAMED.get(given.toLowerCase()) ?? findNearest(given, INPUT_NAMES)
  const known = nearest === undefined ? 'no input has a name like it' : `the nearest input is ${nearest}`
  return `${name} is not an input of this action; ${known} (given under \`with:\`, or as a variable that begins with ${PREFIX} under \`env:\`)`
}
