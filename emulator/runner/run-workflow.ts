// Runs the jobs of a workflow as GitHub does: each after those it needs, after the reviewers of its environment, and
// with its own token (GitHub Docs, "Workflow syntax", "Reviewing deployments", "OpenID Connect reference").

import { type Contexts, fillIn, isTrue } from './expressions.ts'
import type { ActionResult } from './run-action.ts'
import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts'

/** The decision of an environment's reviewers, after whatever happens in the world before it. */
export type Review = (environment: string) => Promise<'approved' | 'rejected'>

export type WorkflowEvent = {
  readonly name: string
  readonly vars: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
  readonly ref: string
}

/** Runs a step of the action under test, as a step of this job. */
export type RunStep<Result extends ActionResult> = (
  inputs: Readonly<Record<string, string>>,
  job: WorkflowJob,
) => Promise<Result>

export type JobResult<Result extends ActionResult> = {
  readonly result: 'success' | 'failure' | 'skipped'
  readonly outputs: Readonly<Record<string, string>>
  /** The results of the steps that ran the action. */
  readonly runs: readonly Result[]
}

/** Runs a command of a step, with the variables of its `env` and the steps of the action before it. */
export type RunShell<Result extends ActionResult> = (
  command: string,
  env: Readonly<Record<string, string>>,
  runs: readonly Result[],
) => void

export type WorkflowOptions<Result extends ActionResult> = {
  readonly event: WorkflowEvent
  /** `owner/name` of the action whose steps are run; steps with the actions of GitHub and AWS count as done. */
  readonly action: string
  readonly runStep: RunStep<Result>
  readonly review: Review
  /** Runs a command of a step; without it, commands are not emulated. */
  readonly runShell?: RunShell<Result>
}

const SKIPPED = { result: 'skipped', outputs: {}, runs: [] } as const

/** Runs all jobs, by id. Throws if the workflow does not start on the event. */
export async function runWorkflow<Result extends ActionResult>(
  workflow: Workflow,
  options: WorkflowOptions<Result>,
): Promise<ReadonlyMap<string, JobResult<Result>>> {
  if (!workflow.events.includes(options.event.name))
    throw new Error(`${workflow.file} does not start on ${options.event.name}`)
  const results = new Map<string, JobResult<Result>>()
  for (const job of inOrder(workflow.jobs)) results.set(job.id, await runJob(job, results, options))
  return results
}

/** Each job after those it needs. */
function inOrder(jobs: readonly WorkflowJob[]): WorkflowJob[] {
  const ordered: WorkflowJob[] = []
  while (ordered.length < jobs.length) {
    const next = jobs.find((job) => !ordered.includes(job) && job.needs.every((id) => ordered.some((o) => o.id === id)))
    if (next === undefined) throw new Error('the jobs need one another, or one that is not there')
    ordered.push(next)
  }
  return ordered
}

async function runJob<Result extends ActionResult>(
  job: WorkflowJob,
  results: ReadonlyMap<string, JobResult<Result>>,
  options: WorkflowOptions<Result>,
): Promise<JobResult<Result>> {
  const needs = Object.fromEntries(job.needs.map((id) => [id, results.get(id)]))
  // A condition without a status function implies success().
  if (Object.values(needs).some((need) => need?.result !== 'success')) return SKIPPED
  const { event, review } = options
  const contexts = { vars: event.vars, inputs: event.inputs, github: { ref: event.ref, event_name: event.name }, needs }
  if (job.condition !== undefined && !isTrue(job.condition, contexts)) return SKIPPED
  if (job.environment !== undefined && (await review(job.environment)) === 'rejected')
    return { ...SKIPPED, result: 'failure' }
  return await runSteps(job, contexts, options)
}

async function runSteps<Result extends ActionResult>(
  job: WorkflowJob,
  contexts: Contexts,
  { action, runStep, runShell }: WorkflowOptions<Result>,
): Promise<JobResult<Result>> {
  const runs: Result[] = []
  const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {}
  let failed = false
  for (const step of job.steps) {
    const inputs = Object.fromEntries(
      Object.entries(step.with).map(([name, text]) => [name, fillIn(text, { ...contexts, steps })]),
    )
    if ((failed && !step.always) || isOthers(step)) continue
    if (step.run !== '') {
      if (runShell === undefined) throw new Error(`the command ${step.run} is not emulated`)
      const fill = (text: string) => fillIn(text, { ...contexts, steps })
      const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, fill(text)]))
      runShell(fill(step.run), env, runs)
      continue
    }
    if (!step.uses.startsWith(`${action}@`)) throw new Error(`the action ${step.uses} is not emulated`)
    const run = await runStep(inputs, job)
    runs.push(run)
    failed ||= run.conclusion === 'failure'
    if (step.id !== undefined) steps[step.id] = { outputs: Object.fromEntries(run.outputs) }
  }
  const outputs = Object.entries(job.outputs).map(([name, text]) => [name, fillIn(text, { ...contexts, steps })])
  return { result: failed ? 'failure' : 'success', outputs: Object.fromEntries(outputs), runs }
}

const isOthers = ({ uses }: WorkflowStep): boolean =>
  /^(?:actions\/[\w-]+|github\/codeql-action\/upload-sarif|aws-actions\/configure-aws-credentials)@[0-9a-f]{40}$/.test(
    uses,
  )
