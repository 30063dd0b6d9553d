// Runs a JavaScript action as the GitHub runner does: starts it, reads both streams line by line, cancels it, and reads
// its file commands at the end (actions/runner, NodeScriptActionHandler.cs, ProcessInvoker.cs).

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ACTIONS_TOKEN, DEFAULT_REPOSITORY } from '../github/state.ts'
import type { RunnerCommand } from './commands.ts'
import {
  createRunnerEnvironment,
  createStepFolders,
  readInputs,
  type StepFiles,
  type StepFolders,
} from './environment.ts'
import { type FileCommandResult, parseEnvFile, parsePathFile, readSummary } from './file-commands.ts'
import { createLineSplitter } from './line-splitter.ts'
import { type Annotation, createStepLogger, type StepLogger } from './step-log.ts'

export type RunActionOptions = {
  /** Path of the built `dist/index.js`. */
  readonly main: string
  /** `with:` of the step. */
  readonly inputs: Readonly<Record<string, string>>
  /** `env:` of the step; also replaces variables of the runner, such as GITHUB_API_URL. */
  readonly env: Readonly<Record<string, string>>
  /** Path of action.yml; by default next to the folder of `main`. */
  readonly actionFile?: string
  readonly event?: { readonly name: string; readonly payload: unknown }
  readonly repository?: string
  readonly runId?: number
  readonly runAttempt?: number
  /** `github.token`; masked in log and summary. */
  readonly token?: string
  /** Further secrets of the job, masked. */
  readonly secrets?: readonly string[]
  /** Working folder and GITHUB_WORKSPACE; by default a new one. */
  readonly cwd?: string
  /** Path of the node executable; by default the one that runs this. */
  readonly node?: string
  /** Arguments before the script, such as `--max-old-space-size=256`. */
  readonly nodeArguments?: readonly string[]
  readonly onStart?: (handle: ActionHandle) => void
  /** Called with every line of both streams as it was written, before masking. */
  readonly onLine?: (line: string, handle: ActionHandle) => void
  /** Sends a signal some time after the start. */
  readonly killAfter?: { readonly milliseconds: number; readonly signal: NodeJS.Signals }
}

export type ActionHandle = {
  readonly child: ChildProcess
  readonly workspace: string
  /** False if the process has ended. */
  readonly kill: (signal: NodeJS.Signals) => boolean
  /** What the runner does when a person cancels: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
  readonly cancel: () => void
}

export type ActionResult = {
  /** Null if a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly conclusion: 'success' | 'failure'
  readonly stdout: string
  readonly stderr: string
  readonly outputs: ReadonlyMap<string, string>
  readonly state: ReadonlyMap<string, string>
  /** Variables and PATH entries for later steps. */
  readonly environment: ReadonlyMap<string, string>
  readonly path: readonly string[]
  /** '' if there is none, or it was over 1 MiB. */
  readonly summary: string
  readonly commands: readonly RunnerCommand[]
  readonly annotations: readonly Annotation[]
  readonly maskedLog: string
  readonly workspace: string
  /** Removes the step's folders. */
  readonly cleanUp: () => void
}

const INTERRUPT_MS = 7500
const TERMINATE_MS = 2500

/** Runs the action's main script to its end. Rejects only when the process cannot be started. */
export async function runAction(options: RunActionOptions): Promise<ActionResult> {
  const token = options.token ?? ACTIONS_TOKEN
  const { name: eventName, payload } = options.event ?? { name: 'workflow_dispatch', payload: {} }
  const actionFile = options.actionFile ?? join(dirname(dirname(options.main)), 'action.yml')
  const inputs = readInputs(actionFile, options.inputs, token)
  const folders = createStepFolders(payload)
  const workspace = options.cwd ?? folders.workspace
  const logger = createStepLogger([token, ...(options.secrets ?? [])], options.env.RUNNER_DEBUG === '1')
  if (inputs.unexpected.length > 0)
    logger.annotate('warning', `Unexpected input(s) '${inputs.unexpected.join("', '")}'`)
  const settings = {
    repository: options.repository ?? DEFAULT_REPOSITORY,
    runId: options.runId ?? 1_000_000_001,
    runAttempt: options.runAttempt ?? 1,
    eventName,
    main: options.main,
  }
  const env = {
    ...createRunnerEnvironment({ ...folders, workspace }, settings),
    ...inputs.environment,
    ...options.env,
  }
  const child = spawn(options.node ?? process.execPath, [...(options.nodeArguments ?? []), options.main], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = await followChild(child, createHandle(child, workspace), logger, options)
  return { ...ended, ...finishStep(folders, logger, ended.exitCode), workspace, cleanUp: () => removeFolders(folders) }
}

type Ended = Pick<ActionResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>

/** Passes every line to the log; resolves when the process and both streams have ended. */
function followChild(
  child: ChildProcess,
  handle: ActionHandle,
  logger: StepLogger,
  options: RunActionOptions,
): Promise<Ended> {
  const takeLine = (line: string): void => {
    logger.takeLine(line)
    options.onLine?.(line, handle)
  }
  const texts = { stdout: '', stderr: '' }
  const splitters = (['stdout', 'stderr'] as const).map((name) => {
    const splitter = createLineSplitter(takeLine)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
      splitter.take(text)
    })
    return splitter
  })
  return new Promise((resolve, reject) => {
    const { killAfter } = options
    const timer =
      killAfter === undefined ? undefined : setTimeout(() => child.kill(killAfter.signal), killAfter.milliseconds)
    child.once('spawn', () => options.onStart?.(handle))
    child.once('error', reject)
    child.once('close', (exitCode, signal) => {
      clearTimeout(timer)
      for (const splitter of splitters) splitter.end()
      resolve({ exitCode, signal, ...texts })
    })
  })
}

function createHandle(child: ChildProcess, workspace: string): ActionHandle {
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    child,
    workspace,
    kill: (signal) => isRunning() && child.kill(signal),
    cancel: () => {
      child.kill('SIGINT')
      const steps = [
        setTimeout(() => child.kill('SIGTERM'), INTERRUPT_MS),
        setTimeout(() => child.kill('SIGKILL'), INTERRUPT_MS + TERMINATE_MS),
      ]
      child.once('exit', () => {
        for (const step of steps) clearTimeout(step)
      })
    },
  }
}

type Finished = Omit<ActionResult, keyof Ended | 'workspace' | 'cleanUp'>

/** What the runner does after the process has ended, in any way: file commands, summary, conclusion. */
function finishStep(folders: StepFolders, logger: StepLogger, exitCode: number | null): Finished {
  const { log } = logger
  const readPairs = (file: keyof StepFiles): FileCommandResult['pairs'] => {
    const { pairs, problem } = parseEnvFile(readFileSync(folders.files[file], 'utf8'))
    if (problem !== undefined) {
      log.failed = true
      logger.annotate('error', `Unable to process file command '${file}' successfully.`)
      logger.annotate('error', problem)
    }
    return pairs
  }
  const outputs = new Map([...log.outputs, ...readPairs('output')])
  const state = new Map([...log.state, ...readPairs('state')])
  const environment = readPairs('env')
  const path = parsePathFile(readFileSync(folders.files.path, 'utf8'))
  const { summary, problem } = readSummary(readFileSync(folders.files.summary), logger.mask)
  if (problem !== undefined) logger.annotate('error', problem)
  const conclusion = exitCode === 0 && !log.failed ? 'success' : 'failure'
  const { commands, annotations } = log
  const maskedLog = log.lines.map((line) => `${line}\n`).join('')
  return { conclusion, outputs, state, environment, path, summary, commands, annotations, maskedLog }
}

function removeFolders(folders: StepFolders): void {
  rmSync(folders.root, { recursive: true, force: true })
}
