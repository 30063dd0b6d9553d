// Reads a command line: a command, and flags that are its inputs. What is not understood is named, with the nearest name.

import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { BOOLEAN_INPUTS, GITHUB_INPUTS, LIST_INPUTS } from '../settings/input-groups.ts'
import { findNearest } from '../settings/nearest.ts'
import { INPUT_NAMES } from '../settings/table.ts'
import { COMMANDS, type Command, OWN_FLAGS } from './commands.ts'

export type CommandLine = {
  readonly command: Command | undefined
  /** By name, those of the command among them. */
  readonly inputs: ReadonlyMap<string, string>
  /** Flags that are no inputs, by name. */
  readonly own: ReadonlyMap<string, string>
  /** Words after the command. */
  readonly files: readonly string[]
  /** What is wrong with it, each as one sentence. */
  readonly problems: readonly string[]
}

const OWN = new Map(OWN_FLAGS.map((flag) => [flag.name, flag]))
const isBoolean = (name: string) => BOOLEAN_INPUTS.has(name) || OWN.get(name)?.type === 'boolean'

const OPTIONS: ParseArgsOptionsConfig = Object.fromEntries(
  [...INPUT_NAMES, ...OWN.keys()].map((name) => [
    name,
    { type: isBoolean(name) ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) },
  ]),
)

/** Reads the words after the name of the program. Never throws. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...words],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  })
  const names = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const command = COMMANDS.find(({ name }) => name === names[0])
  const read = new FlagReader(command)
  for (const token of tokens) if (token.kind === 'option') read.take(token)
  const problems = [...judgeCommand(names, { command, hasUnknown: read.hasUnknown }), ...read.problems]
  const inputs = new Map([...Object.entries(command?.inputs ?? {}), ...read.inputs])
  return { command, inputs, own: read.own, files: names.slice(1), problems }
}

const COMMAND_NAMES = COMMANDS.map(({ name }) => name)

type Judged = { readonly command: Command | undefined; readonly hasUnknown: boolean }

function judgeCommand([name, ...words]: readonly string[], { command, hasUnknown }: Judged): readonly string[] {
  if (name !== undefined && !COMMAND_NAMES.includes(name)) {
    const nearest = findNearest(name, COMMAND_NAMES)
    return [
      `${JSON.stringify(name)} is not a command; ${sayNearest(nearest, `commands are ${COMMAND_NAMES.join(', ')}`)}`,
    ]
  }
  // What follows an unknown flag may be its value.
  if (hasUnknown) return []
  const more = command?.file === undefined ? words : words.slice(1)
  return more.map(
    (word) => `${JSON.stringify(word)} is not understood: every value belongs to a flag, as in --buckets ${word}`,
  )
}

const sayNearest = (nearest: string | undefined, otherwise: string) =>
  nearest === undefined ? otherwise : `did you mean ${nearest}?`

type OptionToken = {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

const isNegative = ({ name, rawName }: OptionToken) => rawName === `--no-${name}`

function judgeSwitch(token: OptionToken): string | undefined {
  const { name, rawName, value } = token
  if (OWN.has(name)) {
    if (isNegative(token)) return `${rawName} is no form of --${name}: leave it out`
    return value === undefined ? undefined : `--${name} is ${JSON.stringify(value)}; accepted is --${name} alone`
  }
  if (value === undefined || value === 'true' || value === 'false') return undefined
  return `--${name} is ${JSON.stringify(value)}; accepted is --${name}, --${name}=true or --${name}=false`
}

class FlagReader {
  readonly inputs = new Map<string, string>()
  readonly own = new Map<string, string>()
  readonly problems: string[] = []
  hasUnknown = false
  readonly #command: Command | undefined

  constructor(command: Command | undefined) {
    this.#command = command
  }

  take(token: OptionToken): void {
    const problem = this.#judge(token)
    if (problem !== undefined) this.problems.push(problem)
    else this.#keep(token)
  }

  #judge(token: OptionToken): string | undefined {
    const { name, rawName, value, inlineValue } = token
    const isOwn = OWN.has(name)
    if (!isOwn && !INPUT_NAMES.includes(name)) return this.#judgeUnknown(rawName)
    const fixed = this.#command?.inputs[name]
    if (fixed !== undefined)
      return `--${name} is not a flag of ${this.#command?.name}, which sets it to ${fixed} itself`
    const { file } = this.#command ?? {}
    if (file !== undefined && !isOwn && !file.inputs.includes(name))
      return `--${name} is not a flag of ${this.#command?.name}`
    if (GITHUB_INPUTS.includes(name))
      return `--${name} has a meaning on GitHub only: a command has no issue and no token of a workflow; its exit code tells how it ended`
    if (isBoolean(name)) return judgeSwitch(token)
    if (isNegative(token)) return this.#judgeUnknown(rawName)
    if (value === undefined || (inlineValue !== true && value.startsWith('--')))
      return `--${name} needs a value: --${name} VALUE, or --${name}=VALUE if it begins with a hyphen`
    if (this.#valuesOf(name).has(name) && !LIST_INPUTS.has(name)) return `--${name} is given more than once`
    return undefined
  }

  #judgeUnknown(rawName: string): string {
    this.hasUnknown = true
    return describeUnknown(rawName)
  }

  #keep(token: OptionToken): void {
    const { name, value } = token
    const values = this.#valuesOf(name)
    const text = isBoolean(name) ? (value ?? (isNegative(token) ? 'false' : 'true')) : (value ?? '')
    const before = LIST_INPUTS.has(name) ? values.get(name) : undefined
    values.set(name, before === undefined ? text : `${before}\n${text}`)
  }

  #valuesOf(name: string): Map<string, string> {
    return OWN.has(name) ? this.own : this.inputs
  }
}

/** Its value is not shown: a secret may have been given to the wrong name. */
function describeUnknown(rawName: string): string {
  const given = rawName.replace(/^-+/, '')
  const nearest = findNearest(given, [...INPUT_NAMES.filter((name) => !GITHUB_INPUTS.includes(name)), ...OWN.keys()])
  return `${JSON.stringify(rawName.slice(0, 64))} is not a flag; ${sayNearest(nearest && `--${nearest}`, 'see --help')}`
}
