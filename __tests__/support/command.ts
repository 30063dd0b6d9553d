// Knows how the command runs: dist/cli/index.js in an empty folder, with the credentials of a role in the environment, no
// variable of GitHub, and what must be true of every run whatever its story is.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { checkHistory } from '../../emulator/history/history.ts'
import type { IamRole } from '../../emulator/iam/types.ts'
import { issueSession } from '../../emulator/sts/roles.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import { MAIN, type Scenario } from './scenario.ts'
import { expectNoSecret } from './secrets.ts'

const CLI = MAIN.endsWith('.ts') ? join(MAIN, '..', 'cli', 'index.ts') : join(MAIN, '..', 'cli', 'index.js')
const WORLD_TIME = join(import.meta.dirname, 'world-time.mjs')
const ONLY_LOOPBACK = join(import.meta.dirname, 'only-loopback.mjs')
const COMPILE_CACHE = join(tmpdir(), 's3-encryption-compliance-compile-cache')

export type CommandRun = {
  /** Null if a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** The JSON report in the folder, parsed; undefined if there is none. */
  readonly report: unknown
  readonly requests: readonly LoggedRequest[]
}

export type CommandOptions = {
  /** Whose credentials are in the environment; by default those of the role that scans. */
  readonly role?: IamRole
  readonly env?: Readonly<Record<string, string>>
  readonly onStart?: (child: ChildProcess) => void
  /** The current folder; by default a new one. */
  readonly folder?: string
  /** Modules to load before it. */
  readonly preload?: readonly string[]
  /** Another way to start it than node with the path of the bundle. */
  readonly program?: readonly [file: string, ...words: string[]]
}

/** Runs the command to its end, at the time of the scenario's world. */
export async function runCommand(
  scenario: Scenario,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandRun> {
  const { world, roles } = scenario
  const own = mkdtempSync(join(tmpdir(), 'command-'))
  const folder = options.folder ?? own
  const logged = world.log.length
  const [file, ...before] = options.program ?? startOf(options, scenario)
  const env = { ...environmentOf(scenario, options.role ?? roles.scan, own), ...options.env }
  try {
    const child = spawn(file, [...before, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    options.onStart?.(child)
    const ended = await follow(child)
    const requests = world.log.slice(logged)
    expectDecent(ended, { ...scenario, folder, requests })
    const path = join(folder, 's3-encryption-compliance.json')
    return { ...ended, requests, report: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

function startOf({ preload = [] }: CommandOptions, { proxy }: Scenario): readonly [string, ...string[]] {
  const files = [WORLD_TIME, ...(proxy === undefined ? [] : [ONLY_LOOPBACK]), ...preload]
  return [process.execPath, ...files.flatMap((file) => ['--import', file]), CLI]
}

function environmentOf({ env, world }: Scenario, role: IamRole, home: string): Record<string, string> {
  const session = issueSession(world, role, { sessionName: 'mona', seconds: 3600, policy: undefined })
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB|ACTIONS)_/.test(name))),
    PATH: process.env.PATH ?? '',
    HOME: home,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken ?? '',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    WORLD_TIME: String(world.clock.now()),
    WORLD_SLEEPS: 'skipped',
  }
}

type Ended = Pick<CommandRun, 'exitCode' | 'signal' | 'stdout' | 'stderr'>

function follow(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, ...texts }))
  })
}

type Scene = Pick<Scenario, 'world'> & { readonly folder: string; readonly requests: readonly LoggedRequest[] }

/** True of every run: no command of a runner, no control character, no secret, no promise broken, no other exit code. */
function expectDecent({ exitCode, signal, stdout, stderr }: Ended, { world, folder, requests }: Scene): void {
  const said = stdout + stderr
  expect(said.split('\n').filter((line) => /^::|##\[/.test(line))).toEqual([])
  expect(said.match(/(?!\n|\u200d)[\p{Cc}\p{Cf}]/gu) ?? []).toEqual([])
  const nothing = new Map<string, string>()
  const files = { workspace: folder, summary: '', outputs: nothing, state: nothing, environment: nothing }
  expectNoSecret({ stdout, stderr, requests, ...files }, world)
  if (signal === null) expect([0, 1, 2, 3]).toContain(exitCode)
  expect(checkHistory(world, { isCutShort: signal !== null || exitCode === 2, restoresAll: false })).toEqual([])
}
