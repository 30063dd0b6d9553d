// The way of a command: read its line, ask before anything is started, run, and end with a code that is an answer.

import type { Terminal } from '../external/terminal.ts'
import { NO_PLAN } from '../report/outputs.ts'
import type { Answer } from '../result/answer.ts'
import type { Verified, VerifyQuestion } from '../run/verify.ts'
import { safeText } from '../words/outside-text.ts'
import { VERSION } from '../words/version.ts'
import type { Command } from './commands.ts'
import { type CommandLine, readCommandLine } from './flags.ts'
import { describeAll, describeCommand } from './help.ts'
import { verifyFiles } from './verify.ts'

type Stage = {
  readonly shell: Shell
  readonly terminal: Terminal
  /** Changes an input of the next run. */
  readonly set: (name: string, value: string) => void
}

export const EXIT_CODES: Readonly<Record<Answer, number>> = { yes: 0, no: 1, unknown: 2, misused: 3 }

type Shell = {
  readonly words: readonly string[]
  readonly signal: AbortSignal
  /** Descriptions of the inputs, by name; read only for help. */
  readonly readDescriptions: () => ReadonlyMap<string, string>
  /** Writes to standard output. */
  readonly print: (text: string) => void
  /** The profile of the AWS configuration files, from now on. */
  readonly useProfile: (name: string) => void
  readonly openTerminal: (readInput: (name: string) => string, own: CommandLine['own']) => Terminal
  readonly verify: (terminal: Terminal, question: VerifyQuestion) => Promise<readonly Verified[]>
  /** Runs with the inputs of the terminal. */
  readonly run: (terminal: Terminal) => Promise<Answer>
}

/** Never throws for anything that a person can type. */
export async function enter(shell: Shell): Promise<Answer> {
  const line = readCommandLine(shell.words)
  if (line.own.has('version')) return tell(shell, `${VERSION}\n`)
  if (line.problems.length === 0 && (line.own.has('help') || shell.words.length === 0)) {
    return tell(
      shell,
      line.command === undefined ? describeAll() : describeCommand(line.command, shell.readDescriptions()),
    )
  }
  const { command } = line
  const inputs = new Map(line.inputs)
  const terminal = shell.openTerminal((name) => inputs.get(name) ?? '', line.own)
  try {
    if (line.problems.length > 0 || command === undefined) return refuse(terminal, line.problems)
    const profile = line.own.get('profile')
    if (profile !== undefined) shell.useProfile(profile)
    if (command.file !== undefined) return await verify(line, shell, terminal)
    return command.asks
      ? await ask(command, line, { shell, terminal, set: (name, value) => inputs.set(name, value) })
      : await shell.run(terminal)
  } finally {
    await terminal.finish()
  }
}

const verify = (line: CommandLine, shell: Shell, terminal: Terminal) =>
  verifyFiles(line, {
    print: shell.print,
    refuse: (problems) => refuse(terminal, problems),
    verify: (question) => shell.verify(terminal, question),
  })

function tell(shell: Shell, text: string): Answer {
  shell.print(text)
  return 'yes'
}

function refuse(terminal: Terminal, problems: readonly string[]): Answer {
  const said = problems.length === 0 ? ['no command is given'] : problems
  for (const problem of said) terminal.say(`error: ${safeText(problem)}`)
  terminal.say('Nothing was called on AWS. See --help.')
  return 'misused'
}

/** What starts something in S3 is shown first; where nobody can be asked, the line itself must say that it may start. */
async function ask(command: Command, line: CommandLine, stage: Stage): Promise<Answer> {
  const { terminal, shell } = stage
  const isApproved = line.own.has('yes') || (line.inputs.get('approved-plan') ?? '') !== ''
  if (isApproved) return await shell.run(terminal)
  const isListed = line.inputs.get('source') === 'manifest-generator'
  if (isListed || !terminal.isInteractive) return refuse(terminal, [sayUnapproved(command, isListed)])
  stage.set('remediation', 'plan')
  const planned = await shell.run(terminal)
  const planId = terminal.outputs.get('plan-id') ?? NO_PLAN
  if (planId === NO_PLAN || terminal.outputs.get('remediation-status') !== 'PLANNED') return planned
  const typed = await terminal.ask(`\nType yes to ${command.name} exactly this plan, or less of it: `, shell.signal)
  if (typed.trim() !== 'yes') {
    terminal.say('Nothing was started.')
    return planned === 'unknown' || shell.signal.aborted ? 'unknown' : 'no'
  }
  stage.set('remediation', command.name)
  stage.set('approved-plan', planId)
  return await shell.run(terminal)
}

function sayUnapproved({ name }: Command, isListed: boolean): string {
  const why = isListed ? 'of source: manifest-generator no plan can be shown first' : 'nobody can be asked here'
  return `${name} starts jobs and copies, and ${why}: give --approved-plan with the id that plan prints, or --yes`
}
