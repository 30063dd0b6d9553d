// Processes each line of a step as the runner does: runs its command, masks secrets, keeps annotations, writes the log
// (actions/runner, ActionCommandManager.cs, ExecutionContext.cs AddIssue).

import { parseCommand, REGISTERED_COMMANDS, type RunnerCommand } from './commands.ts'

export type AnnotationLevel = 'error' | 'warning' | 'notice'
export type Annotation = {
  readonly level: AnnotationLevel
  readonly message: string
  readonly properties: ReadonlyMap<string, string>
}

/** The runner keeps 10 annotations per level and step, each of 4,096 characters. The log contains all of them. */
export const MAX_ANNOTATIONS_PER_LEVEL = 10
export const MAX_ANNOTATION_CHARACTERS = 4096

export type StepLog = {
  /** Commands that were run or refused, in order; without those that came while commands were stopped. */
  readonly commands: RunnerCommand[]
  readonly annotations: Annotation[]
  /** Masked lines as shown in the log. */
  readonly lines: string[]
  /** Outputs and state set by command rather than by file. */
  readonly outputs: Map<string, string>
  readonly state: Map<string, string>
  /** A command could not be run: the step fails regardless of its exit code. */
  failed: boolean
}

export type StepLogger = {
  readonly log: StepLog
  /** Processes one line of either stream. */
  readonly takeLine: (line: string) => void
  /** Adds an annotation of the runner itself. */
  readonly annotate: (level: AnnotationLevel, message: string) => void
  readonly addMask: (secret: string) => void
  readonly mask: (text: string) => string
}

/** A step's log that masks these secrets from the start. `isDebug` shows `::debug::` lines, like RUNNER_DEBUG. */
export function createStepLogger(secrets: Iterable<string>, isDebug: boolean): StepLogger {
  const log: StepLog = { commands: [], annotations: [], lines: [], outputs: new Map(), state: new Map(), failed: false }
  const registered = new Set(REGISTERED_COMMANDS)
  const masks = new Set<string>()
  const counts = new Map<AnnotationLevel, number>()
  let stopToken: string | undefined
  let echoes = false

  const addMask = (secret: string): void => {
    // Each line of a secret is also a secret.
    for (const value of [secret, ...secret.split(/[\r\n]/).map((line) => line.trim())])
      if (value !== '') masks.add(value)
  }
  const mask = (text: string): string => maskSecrets(text, masks)
  const write = (line: string): void => {
    log.lines.push(mask(line))
  }
  const annotate = (level: AnnotationLevel, message: string, properties = new Map<string, string>()): void => {
    const text = mask(message).slice(0, MAX_ANNOTATION_CHARACTERS)
    const count = counts.get(level) ?? 0
    counts.set(level, count + 1)
    if (count < MAX_ANNOTATIONS_PER_LEVEL) log.annotations.push({ level, message: text, properties })
    write(`##[${level}]${text}`)
  }
  const refuse = (command: RunnerCommand, why: string): void => {
    log.failed = true
    annotate('error', `Unable to process command '${command.line}' successfully.`)
    annotate('error', why)
  }

  const run = (command: RunnerCommand): void => {
    const { name, data, properties } = command
    if (echoes && ECHOED.has(name)) write(command.line)
    if (name === 'add-mask') {
      if (data.trim() === '') annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
      else addMask(data)
    } else if (name === 'error' || name === 'warning' || name === 'notice') {
      annotate(name, data, new Map(properties))
    } else if (name === 'set-output' || name === 'save-state') {
      const key = properties.get('name') ?? ''
      if (key === '') refuse(command, `Required field 'name' is missing in ##[${name}] command.`)
      else (name === 'set-output' ? log.outputs : log.state).set(key, data)
    } else if (name === 'set-env' || name === 'add-path') {
      refuse(command, `The \`${name}\` command is disabled.`)
    } else if (name === 'echo') {
      const value = data.trim().toUpperCase()
      if (value === 'ON' || value === 'OFF') echoes = value === 'ON'
      else refuse(command, `Invalid echo command value. Possible values can be: 'on', 'off'.`)
    } else if (name === 'group' || name === 'endgroup') {
      write(`##[${name}]${name === 'group' ? data : ''}`)
    } else if (name === 'debug' && isDebug) {
      write(`##[debug]${data}`)
    }
  }

  const stop = (command: RunnerCommand): void => {
    const token = command.data
    const isInvalid = token === '' || registered.has(token.toLowerCase()) || token.toLowerCase() === 'pause-logging'
    if (isInvalid) {
      refuse(command, 'Invalid stop-commands token.')
      return
    }
    stopToken = token.toLowerCase()
    registered.add(stopToken)
    if (token.length > 6) addMask(token)
    write(command.line)
  }

  const takeLine = (line: string): void => {
    const command = parseCommand(line, registered)
    if (command === undefined) {
      write(line)
    } else if (stopToken !== undefined) {
      write(line)
      if (command.name !== stopToken) return
      registered.delete(stopToken)
      stopToken = undefined
    } else {
      log.commands.push(command)
      if (command.name === 'stop-commands') stop(command)
      else run(command)
    }
  }
  for (const secret of secrets) addMask(secret)
  return { log, takeLine, annotate, addMask, mask }
}

/** Commands that `::echo::on` shows in the log; the others have their own output or must not be shown. */
const ECHOED = new Set(['set-env', 'set-output', 'save-state', 'add-path', 'add-matcher', 'remove-matcher', 'echo'])

/** Replaces every secret with `***`; overlapping ones become a single `***`, as in the runner. */
function maskSecrets(text: string, secrets: ReadonlySet<string>): string {
  const ranges: [start: number, end: number][] = []
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
      ranges.push([at, at + secret.length])
  }
  if (ranges.length === 0) return text
  ranges.sort(([a], [b]) => a - b)
  let masked = ''
  let position = 0
  for (const [start, end] of ranges) {
    // A range that touches or overlaps the previous one is covered by its `***`.
    if (start > position || masked === '') masked += `${text.slice(position, start)}***`
    position = Math.max(position, end)
  }
  return masked + text.slice(position)
}
