// The environment of a step of a JavaScript action on a hosted runner, without any of the developer's own variables
// (actions/runner, GitHubContext.cs, RunnerContext.cs, NodeScriptActionHandler.cs, ActionManifestManager.cs).

import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

export type StepFiles = {
  readonly output: string
  readonly summary: string
  readonly state: string
  readonly env: string
  readonly path: string
  readonly event: string
}

export type StepFolders = {
  /** The parent folder of everything that belongs to this step. */
  readonly root: string
  readonly workspace: string
  readonly temp: string
  readonly home: string
  readonly files: StepFiles
}

/** Creates a new folder with an empty file for every file command, as the runner does before each step. */
export function createStepFolders(payload: unknown): StepFolders {
  const root = mkdtempSync(join(tmpdir(), 'runner-'))
  const temp = join(root, '_temp')
  const commands = join(temp, '_runner_file_commands')
  const workflow = join(temp, '_github_workflow')
  const workspace = join(root, 'workspace')
  const home = join(root, 'home')
  for (const folder of [commands, workflow, workspace, home]) mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const create = (path: string, text: string): string => {
    writeFileSync(path, text)
    return path
  }
  const files: StepFiles = {
    output: create(join(commands, `set_output_${suffix}`), ''),
    summary: create(join(commands, `step_summary_${suffix}`), ''),
    state: create(join(commands, `save_state_${suffix}`), ''),
    env: create(join(commands, `set_env_${suffix}`), ''),
    path: create(join(commands, `add_path_${suffix}`), ''),
    event: create(join(workflow, 'event.json'), JSON.stringify(payload)),
  }
  return { root, workspace, temp, home, files }
}

export type ActionInputs = { readonly environment: Record<string, string>; readonly unexpected: readonly string[] }

/**
 * The INPUT_ variables: names in upper case, spaces replaced by `_`, hyphens kept. Missing inputs have their default,
 * or '' if there is none. The only supported expression is `${{ github.token }}`; any other throws.
 */
export function readInputs(actionFile: string, given: Readonly<Record<string, string>>, token: string): ActionInputs {
  const action = parse(readFileSync(actionFile, 'utf8')) as { inputs?: Record<string, { default?: unknown } | null> }
  const known = Object.entries(action.inputs ?? {})
  const values = new Map(
    known.map(([name, input]) => [name.toLowerCase(), evaluateDefault(name, input?.default, token)]),
  )
  const unexpected = Object.keys(given).filter((name) => !values.has(name.toLowerCase()))
  for (const [name, value] of Object.entries(given)) values.set(name.toLowerCase(), value)
  const variables = [...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])
  return { environment: Object.fromEntries(variables), unexpected }
}

function evaluateDefault(name: string, value: unknown, token: string): string {
  const text = value === undefined || value === null ? '' : String(value)
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
    if (expression === 'github.token') return token
    throw new Error(`default of input "${name}" has an expression that is not emulated: ${expression}`)
  })
}

export type RunnerSettings = {
  readonly repository: string
  readonly runId: number
  readonly runAttempt: number
  readonly eventName: string
  readonly main: string
}

/** The variables of the job and the runner. The caller can replace variables such as `GITHUB_API_URL`. */
export function createRunnerEnvironment(folders: StepFolders, settings: RunnerSettings): Record<string, string> {
  const [owner = ''] = settings.repository.split('/')
  return {
    CI: 'true',
    HOME: folders.home,
    LANG: 'C.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    GITHUB_ACTION: '__self',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: dirname(dirname(settings.main)),
    GITHUB_ACTION_REF: '',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTOR: 'mona',
    GITHUB_ACTOR_ID: '1',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_ENV: folders.files.env,
    GITHUB_EVENT_NAME: settings.eventName,
    GITHUB_EVENT_PATH: folders.files.event,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'compliance',
    GITHUB_OUTPUT: folders.files.output,
    GITHUB_PATH: folders.files.path,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: settings.repository,
    GITHUB_REPOSITORY_ID: '456789',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '123456',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(settings.runAttempt),
    GITHUB_RUN_ID: String(settings.runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_STATE: folders.files.state,
    GITHUB_STEP_SUMMARY: folders.files.summary,
    GITHUB_TRIGGERING_ACTOR: 'mona',
    GITHUB_WORKFLOW: 'compliance',
    GITHUB_WORKFLOW_REF: `${settings.repository}/.github/workflows/compliance.yml@refs/heads/main`,
    GITHUB_WORKFLOW_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'emulated runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: join(folders.root, '_tool'),
    RUNNER_WORKSPACE: dirname(folders.workspace),
  }
}
