// The front of the GitHub runner: the log, masks, outputs, annotations, the job summary. The only file that imports
// @actions/core.

import { existsSync, readFileSync } from 'node:fs'
import * as core from '@actions/core'
import { safeLine, safeText } from '../words/outside-text.ts'
import type { Annotation, Front, Log, Origin } from './front.ts'

type Environment = Readonly<Record<string, string | undefined>>

export function createRunnerFront(env: Environment): Front {
  return {
    origin: readOrigin(env),
    log: createLog(),
    folders: { workspace: env.GITHUB_WORKSPACE || '.', temporary: env.RUNNER_TEMP || undefined },
    readInput: (name) => core.getInput(name),
    variables: Object.keys(env),
    requestIdToken: (audience) => core.getIDToken(audience),
    findRegion: undefined,
    maskSecret: (secret) => core.setSecret(secret),
    writeOutput: (name, value) => core.setOutput(name, value),
    annotate,
    writeSummary: (markdown) => writeSummary(markdown, env),
    writeJson: () => {},
  }
}

export function readOrigin(env: Environment): Origin {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: runId = '' } = env
  const { GITHUB_REPOSITORY_OWNER_ID: owner, GITHUB_REPOSITORY_ID: id } = env
  return {
    trigger: { name, payload: readEvent(env.GITHUB_EVENT_PATH) },
    repository,
    repositoryIds: owner && id ? { owner, repository: id } : undefined,
    runId,
    ref: env.GITHUB_REF ?? '',
    runUrl: `${env.GITHUB_SERVER_URL ?? 'https://github.com'}/${repository}/actions/runs/${runId}`,
    isCommand: false,
    mayShowKeys: undefined,
  }
}

export function createLog(): Log {
  let open = false
  const endGroup = () => {
    if (open) core.endGroup()
    open = false
  }
  const info = (line: string) => core.info(safeLine(line))
  return {
    info,
    debug: (line) => core.debug(safeText(line)),
    warning: (line) => core.warning(safeLine(line)),
    progress: info,
    group: (title) => {
      endGroup()
      core.startGroup(safeLine(title))
      open = true
    },
    endGroup,
  }
}

export function annotate({ level, title, message }: Annotation): void {
  const write = { error: core.error, warning: core.warning, notice: core.notice }[level]
  write(safeText(message), { title: safeLine(title) })
}

async function writeSummary(markdown: string, env: Environment): Promise<string | undefined> {
  if (!env.GITHUB_STEP_SUMMARY) return 'The runner provided no file for the job summary (GITHUB_STEP_SUMMARY).'
  try {
    await core.summary.addRaw(markdown, true).write({ overwrite: true })
    return undefined
  } catch (error) {
    return `The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** The webhook event that started the workflow; empty if there is none. */
function readEvent(path: string | undefined): Readonly<Record<string, unknown>> {
  if (!path || !existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}
