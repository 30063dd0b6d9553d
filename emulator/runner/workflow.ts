// Reads a workflow file as GitHub does: its events, its jobs in the order of `needs`, and their permissions (GitHub
// Docs, "Workflow syntax for GitHub Actions"). What is not emulated is refused, never skipped.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export type WorkflowStep = {
  readonly id?: string
  /** Empty if the step runs a command. */
  readonly uses: string
  /** Command for the shell; empty if the step uses an action. */
  readonly run: string
  /** Expressions by the name of a variable. */
  readonly env: Readonly<Record<string, string>>
  readonly with: Readonly<Record<string, string>>
  /** Only `always()`: any other step after a failed one is skipped. */
  readonly always: boolean
}

export type WorkflowJob = {
  readonly id: string
  readonly needs: readonly string[]
  /** Expression; undefined means `success()`. */
  readonly condition: string | undefined
  readonly environment: string | undefined
  readonly permissions: Readonly<Record<string, string>>
  /** Expressions by name. */
  readonly outputs: Readonly<Record<string, string>>
  readonly steps: readonly WorkflowStep[]
}

export type Workflow = {
  /** `.github/workflows/name.yml`: the path in a user's repository. */
  readonly file: string
  readonly name: string
  readonly events: readonly string[]
  readonly jobs: readonly WorkflowJob[]
}

type Yaml = Readonly<Record<string, unknown>>

const WORKFLOW_KEYS = ['name', 'on', 'permissions', 'concurrency', 'jobs']
const JOB_KEYS = ['name', 'needs', 'if', 'runs-on', 'timeout-minutes', 'environment', 'permissions', 'outputs', 'steps']
const STEP_KEYS = ['id', 'uses', 'run', 'env', 'if', 'with']

/** Reads a workflow file. Throws if it has a key that is not emulated, or does not set permissions. */
export function readWorkflow(path: string): Workflow {
  const yaml = parse(readFileSync(path, 'utf8')) as Yaml
  onlyKnows(yaml, WORKFLOW_KEYS, path)
  if (Object.keys(mapOf(yaml.permissions)).length > 0 || yaml.permissions === undefined)
    throw new Error(`${path}: permissions of the workflow must be {}, so that each job names its own`)
  return {
    file: `.github/workflows/${path.split('/').at(-1)}`,
    name: String(yaml.name),
    events: Object.keys(mapOf(yaml.on)),
    jobs: Object.entries(mapOf(yaml.jobs)).map(([id, job]) => readJob(id, mapOf(job))),
  }
}

function readJob(id: string, job: Yaml): WorkflowJob {
  onlyKnows(job, JOB_KEYS, `job ${id}`)
  const { needs, environment, steps } = job
  return {
    id,
    needs: needs === undefined ? [] : [needs].flat().map(String),
    condition: job.if === undefined ? undefined : String(job.if),
    environment: environment === undefined ? undefined : String(environment),
    permissions: textsOf(job.permissions),
    outputs: textsOf(job.outputs),
    steps: (steps as readonly Yaml[]).map(readStep),
  }
}

function readStep(step: Yaml): WorkflowStep {
  onlyKnows(step, STEP_KEYS, 'a step')
  if (step.if !== undefined && step.if !== 'always()') throw new Error(`if: ${step.if} of a step is not emulated`)
  return {
    ...(step.id !== undefined && { id: String(step.id) }),
    uses: String(step.uses ?? ''),
    run: String(step.run ?? ''),
    env: textsOf(step.env),
    with: textsOf(step.with),
    always: step.if !== undefined,
  }
}

function onlyKnows(map: Yaml, known: readonly string[], where: string): void {
  const unknown = Object.keys(map).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw new Error(`${where}: ${unknown.join(', ')} is not emulated`)
}

const mapOf = (value: unknown): Yaml => (value ?? {}) as Yaml
const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(mapOf(value)).map(([key, text]) => [key, String(text)]))
