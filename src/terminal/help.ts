// Writes the help of the command from the tables of commands and inputs, and from the descriptions of action.yml.

import { wrap } from '../report/terminal/layout.ts'
import { BOOLEAN_INPUTS, GITHUB_INPUTS, INPUT_GROUPS, LIST_INPUTS } from '../settings/input-groups.ts'
import { INPUT_DEFAULTS } from '../settings/table.ts'
import { COMMANDS, type Command, OWN_FLAGS } from './commands.ts'

const NAME = 's3-encryption-compliance'
const WIDTH = 96

/** What commands there are, and how to begin. */
export function describeAll(): string {
  return paragraphs([
    'Find every object in S3 that is not encrypted as your policy requires, and encrypt it in place.',
    `usage: ${NAME} COMMAND [--flag VALUE | --flag=VALUE] …`,
    listed(COMMANDS.map(({ name, says }) => [name, says])),
    'The first verdict:',
    `  ${NAME} scan --buckets my-data --aws-region eu-west-1`,
    'Flags are the inputs of the action; a flag of several values can be repeated. Credentials come from the environment and the AWS configuration files (AWS_PROFILE).',
    `All flags of a command: ${NAME} COMMAND --help`,
    listed(OWN_FLAGS.map(({ name, says }) => [`--${name}`, says])),
    listed(EXITS),
  ])
}

const EXITS: readonly (readonly [string, string])[] = [
  ['exit 0', 'compliant'],
  ['exit 1', 'not compliant'],
  ['exit 2', 'cannot tell; also after a crash, a signal or a lost connection'],
  ['exit 3', 'wrong use: nothing was written to AWS, and nothing but the names of buckets was asked for'],
]

/** Everything about one command. `descriptions`: of the inputs in action.yml, by name. */
export function describeCommand(command: Command, descriptions: ReadonlyMap<string, string>): string {
  const [yes, no, unknown] = command.exits
  return paragraphs([
    `${NAME} ${[command.name, ...(command.file === undefined ? [] : [command.file.name])].join(' ')}: ${command.says}.`,
    ...Object.entries(INPUT_GROUPS).flatMap(([title, names]) => {
      const shown = names.filter((name) => isFlagOf(command, name))
      if (shown.length === 0) return []
      return [`${title}:`, listed(shown.map((name) => [sayFlag(name), describeInput(name, descriptions)]))]
    }),
    'Of the command itself:',
    listed(
      OWN_FLAGS.filter(({ name }) => isOwnFlagOf(command, name)).map(({ name, says, type }) => [
        `--${name}${type === 'string' ? ' VALUE' : ''}`,
        says,
      ]),
    ),
    `Exit codes: 0 ${yes}, 1 ${no}, 2 ${unknown}, 3 wrong use.`,
  ])
}

function isFlagOf({ inputs, file }: Command, name: string): boolean {
  return file === undefined ? inputs[name] === undefined && !GITHUB_INPUTS.includes(name) : file.inputs.includes(name)
}

function isOwnFlagOf({ asks, file }: Command, name: string): boolean {
  if (name === 'yes') return asks === true
  if (name === 'evidence') return file !== undefined
  return name !== 'json' || file === undefined
}

function sayFlag(name: string): string {
  if (BOOLEAN_INPUTS.has(name)) return `--${name}`
  return `--${name} VALUE${LIST_INPUTS.has(name) ? ' …' : ''}`
}

function describeInput(name: string, descriptions: ReadonlyMap<string, string>): string {
  const text = (descriptions.get(name) ?? '').replace(/\s+/g, ' ').trim()
  const standard = INPUT_DEFAULTS.get(name)
  return standard === undefined ? text : `${text} [${standard}]`
}

const INDENT = 4
const listed = (items: readonly (readonly [string, string])[]) =>
  items
    .flatMap(([term, text]) => [
      `  ${term}`,
      ...wrap(text, WIDTH - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`),
    ])
    .join('\n')

const paragraphs = (texts: readonly string[]) =>
  `${texts.map((text) => (text.includes('\n') || text.startsWith(' ') ? text : wrap(text, WIDTH).join('\n'))).join('\n\n')}\n`
