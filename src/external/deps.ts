// Assembles the outside dependencies of one run: the runner, its environment, time.

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sleep } from '../time/retry.ts'
import { VERSION } from '../words/version.ts'
import type { ClientOptions } from './client-options.ts'
import type { Front, Log, Origin } from './front.ts'
import type { JobFolders } from './workspace-files.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What a run needs from outside, in addition to AWS and GitHub. */
export type Deps = {
  readonly env: Environment
  readonly version: string
  /** Who started the run: everything that differs between a workflow and a terminal. */
  readonly front: Front
  readonly origin: Origin
  readonly folders: JobFolders
  readonly log: Log
  readonly now: () => number
  readonly sleep: Sleep
  /** Calls `fire` after `ms` unless the returned function is called first. */
  readonly startTimer: (ms: number, fire: () => void) => () => void
  readonly signal: AbortSignal
  /** The folder of temporary files. */
  readonly temporaryRoot: string
  /** Creates a new folder for this run's temporary files. */
  readonly makeTemporaryFolder: () => string
}

export function createDeps(env: Environment, front: Front, signal: AbortSignal): Deps {
  return {
    env,
    version: VERSION,
    front,
    origin: front.origin,
    folders: front.folders,
    log: front.log,
    now: () => Date.now(),
    sleep: async (ms, own) => {
      const either = own === undefined ? signal : AbortSignal.any([signal, own])
      await delay(ms, undefined, { signal: either }).catch(() => {})
    },
    startTimer: (ms, fire) => {
      const timer = setTimeout(fire, ms)
      return () => clearTimeout(timer)
    },
    signal,
    temporaryRoot: env.RUNNER_TEMP || tmpdir(),
    makeTemporaryFolder: () => mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 's3-encryption-compliance-')),
  }
}

/** The options of AWS clients for a run. */
export const clientOptions = (region: string, deps: Deps): ClientOptions => ({
  region,
  env: deps.env,
  version: deps.version,
  onAnswer: deps.log.debug,
  signal: deps.signal,
  startTimer: deps.startTimer,
})
