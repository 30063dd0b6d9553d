// The GitHub runner: the log, masks, outputs, annotations, the job summary. The only file that imports @actions/core.

import { existsSync, readFileSync } from 'node:fs'
import * as core from '@actions/core'
import { safeLine, safeText } from '../words/outside-text.ts'

/** The log of a run. Every line is encoded by words/outside-text.ts, so no text can become a runner command. */
export type Log = {
  readonly info: (line: string) => void
  readonly debug: (line: string) => void
  readonly warning: (line: string) => void
  /** Opens a folded group; the next `group` or `endGroup` closes it. */
  readonly group: (title: string) => void
  readonly endGroup: () => void
}

export function createLog(): Log {
  let open = false
  const endGroup = () => {
    if (open) core.endGroup()
    open = false
  }
  return {
    info: (line) => core.info(safeLine(line)),
    debug: (line) => core.debug(safeText(line)),
    warning: (line) => core.warning(safeLine(line)),
    group: (title) => {
      endGroup()
      core.startGroup(safeLine(title))
      open = true
    },
    endGroup,
  }
}

/** A log that keeps its lines until `print` writes them as one folded group. Debug lines are written immediately. */
export function collectGroup(log: Log, title: string): { readonly log: Log; readonly print: () => void } {
  const lines: (() => void)[] = []
  const collected: Log = {
    info: (line) => lines.push(() => log.info(line)),
    debug: log.debug,
    warning: (line) => lines.push(() => log.warning(line)),
    group: (step) => lines.push(() => log.info(step)),
    endGroup: () => {},
  }
  const print = () => {
    log.group(title)
    for (const write of lines.splice(0)) write()
    log.endGroup()
  }
  return { log: collected, print }
}

export const readInput = (name: string): string => core.getInput(name)
export const requestIdToken = (audience: string): Promise<string> => core.getIDToken(audience)
export const maskSecret = (secret: string): void => core.setSecret(secret)

/** Sets an output immediately; a later value replaces it. */
export function writeOutput(name: string, value: string): void {
  core.setOutput(name, value)
}

type Annotation = {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

export function annotate({ level, title, message }: Annotation): void {
  const write = { error: core.error, warning: core.warning, notice: core.notice }[level]
  write(safeText(message), { title: safeLine(title) })
}

/** Writes the job summary, replacing the result of an earlier call. Returns an error message instead of throwing. */
export async function writeSummary(markdown: string): Promise<string | undefined> {
  if (!process.env.GITHUB_STEP_SUMMARY) return 'The runner provided no file for the job summary (GITHUB_STEP_SUMMARY).'
  try {
    await core.summary.addRaw(markdown, true).write({ overwrite: true })
    return undefined
  } catch (error) {
    return `The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** The webhook event that started the workflow; empty if there is none. */
export function readEvent(path: string | undefined): Readonly<Record<string, unknown>> {
  if (!path || !existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}
