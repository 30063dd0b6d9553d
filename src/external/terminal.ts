// The front of the command: inputs from flags, the log on standard error, the answer on standard output. Secrets are
// replaced before anything is written; commands of a runner are never written.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse } from 'yaml'
import { renderForTerminal } from '../report/terminal/terminal.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import type { Environment } from './deps.ts'
import type { Front, Log, Origin } from './front.ts'
import { maskAllForms } from './mask-all-forms.ts'
import { findProfileRegion } from './profile-region.ts'
import { readOrigin } from './runner.ts'

/** What is needed of a stream of the process. */
type Output = {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string, done: () => void) => unknown
}

type Streams = {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: Output
  readonly stderr: Output
}

type TerminalOptions = {
  readonly readInput: (name: string) => string
  /** Standard output holds the JSON report and nothing else. */
  readonly isJson: boolean
  /** All lines of the log, also where a moving line would stand for them. */
  readonly isVerbose: boolean
}

export type Terminal = Front & {
  /** The outputs that a step of a workflow would have. */
  readonly outputs: ReadonlyMap<string, string>
  /** Whether a person can be asked. */
  readonly isInteractive: boolean
  /** What the person types; empty if nothing is typed to the end, or if `signal` is aborted. */
  readonly ask: (question: string, signal: AbortSignal) => Promise<string>
  readonly say: (line: string) => void
  /** Writes what was kept to the end; resolves when everything has left the process. */
  readonly finish: () => Promise<void>
}

const DEFAULT_WIDTH = 100
const MAX_WIDTH = 140

export function createTerminal(env: Environment, streams: Streams, options: TerminalOptions): Terminal {
  const { stdin, stdout, stderr } = streams
  const secrets = new Set<string>()
  const maskSecret = (secret: string) => void (secret !== '' && secrets.add(secret))
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) maskAllForms(env[name] ?? '', maskSecret)
  const hide = (text: string) => [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  let written: Promise<unknown> = Promise.resolve()
  const put = (stream: Output, text: string) => {
    written = Promise.all([written, new Promise<void>((done) => stream.write(hide(text), done))])
  }
  const moving = createMovingLine(movesOn(stderr, env), stderr.columns ?? DEFAULT_WIDTH, (text) => put(stderr, text))
  const say = (line: string) => {
    moving.clear()
    put(stderr, `${line}\n`)
  }
  const outputs = new Map<string, string>()
  let json: string | undefined
  return {
    origin: originOf(env),
    log: createLog(moving, say, options.isVerbose),
    folders: { workspace: '.', temporary: undefined },
    readInput: options.readInput,
    variables: [],
    requestIdToken: undefined,
    findRegion: findProfileRegion,
    maskSecret,
    writeOutput: (name, value) => void outputs.set(name, value),
    annotate: () => {},
    writeSummary: async (markdown) => {
      moving.clear()
      const target = options.isJson ? stderr : stdout
      put(target, renderForTerminal(markdown, { width: widthOf(target), isStyled: isStyled(target, env) }))
      return undefined
    },
    writeJson: (render) => {
      if (options.isJson) json = render()
    },
    outputs,
    isInteractive: stdin.isTTY === true && movesOn(stderr, env),
    ask: async (question, signal) => {
      moving.clear()
      put(stderr, question)
      const line = await readOneLine(stdin, signal)
      // Without the line break of a person, what comes next would stand behind the question.
      if (line === undefined) put(stderr, '\n')
      return line ?? ''
    },
    say,
    finish: async () => {
      moving.clear()
      if (json !== undefined) put(stdout, json)
      await written
    },
  }
}

/** Undefined if the stream ends, or if `signal` is aborted. */
function readOneLine(stdin: Streams['stdin'], signal: AbortSignal): Promise<string | undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  // Not a terminal for readline: Ctrl-C then interrupts the process as it does everywhere else.
  const reader = createInterface({ input: stdin, terminal: false })
  return new Promise<string | undefined>((resolve) => {
    reader.once('line', resolve).once('close', () => resolve(undefined))
    signal.addEventListener('abort', () => reader.close())
  }).finally(() => reader.close())
}

/**
 * In a job of GitHub Actions its event counts, as for the action; anywhere else a person started the command, who may still
 * name the repository that a setup is for.
 */
function originOf(env: Environment): Origin {
  const job = readOrigin(env)
  if (env.GITHUB_ACTIONS === 'true') return { ...job, isCommand: true }
  const { repository, repositoryIds } = job
  return {
    trigger: { name: 'workflow_dispatch', payload: {} },
    repository,
    repositoryIds,
    runId: '',
    ref: '',
    runUrl: '',
    mayShowKeys: true,
    isCommand: true,
  }
}

/** Whether lines may be replaced: not in a file or a pipe, not in the log of another system, not without cursor control. */
function movesOn(stream: Output, { TERM, CI = '' }: Environment): boolean {
  return stream.isTTY === true && TERM !== 'dumb' && (CI === '' || CI === 'false')
}

/** https://no-color.org: any value that is not empty. */
const isStyled = (stream: Output, env: Environment) => movesOn(stream, env) && !env.NO_COLOR

const widthOf = ({ columns = DEFAULT_WIDTH }: Output) => Math.min(columns || DEFAULT_WIDTH, MAX_WIDTH)

type MovingLine = { readonly moves: boolean; readonly show: (text: string) => void; readonly clear: () => void }

/** ECMA-48, "Erase in line": the line is written over, and what was longer is erased. */
function createMovingLine(moves: boolean, columns: number, write: (text: string) => void): MovingLine {
  let isShown = false
  return {
    moves,
    show: (text) => {
      isShown = true
      write(`\r${text.slice(0, Math.max(1, columns - 1))}\u001b[K`)
    },
    clear: () => {
      if (isShown) write('\r\u001b[K')
      isShown = false
    },
  }
}

function createLog(moving: MovingLine, say: (line: string) => void, isVerbose: boolean): Log {
  const movesOnly = moving.moves && !isVerbose
  let step = ''
  const tell = (line: string) => {
    if (!movesOnly) say(safeLine(line))
  }
  return {
    info: tell,
    debug: (line) => {
      if (isVerbose) say(safeText(line))
    },
    warning: (line) => say(`warning: ${safeLine(line)}`),
    progress: (line) => (movesOnly ? moving.show(`${step}: ${safeLine(line)}`) : say(safeLine(line))),
    group: (title) => {
      step = safeLine(title)
      if (movesOnly) moving.show(`${step} …`)
      else say(step)
    },
    endGroup: () => {},
  }
}

/** The descriptions of all inputs, from the action.yml of this package. `entry`: the address of dist/cli/index.js. */
export function readDescriptions(entry: string): ReadonlyMap<string, string> {
  const action = parse(readFileSync(new URL('../../action.yml', entry), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly description?: string }>>
  }
  return new Map(Object.entries(action.inputs).map(([name, { description = '' }]) => [name, description]))
}
