// Knows what is reported about an input that the action does not have: a typo would otherwise leave the default in
// force, and let a run pass under a policy that nobody wanted.

import { findNearest } from './nearest.ts'
import { INPUT_NAMES } from './table.ts'

const PREFIX = 'INPUT_'
/** Longest name that is shown whole. */
const MAX_NAME_CHARS = 64

/** The variable in which the runner hands an input over (actions/runner, Handler.cs): upper case, hyphens kept. */
const nameVariable = (input: string) => `${PREFIX}${input.toUpperCase()}`
const KNOWN: ReadonlySet<string> = new Set(INPUT_NAMES.map(nameVariable))

/**
 * A sentence for each of the environment variables `INPUT_…` that is not an input of ours, whoever set it: under `with:` the
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
  return `${name} is not an input of this action; ${known} (given under \`with:\`, or as a variable that begins with ${PREFIX} under \`env:\`)`
}
