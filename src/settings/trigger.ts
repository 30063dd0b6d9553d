// Defines which events may remediate: those caused by someone with write access to the default branch, or by GitHub's
// schedule. All others (comments, pull requests, other branches, forks) can scan, and write nothing.

import { say } from '../words/outside-text.ts'
import type { RemediationMode, RemediationRefusal } from './remediation-settings.ts'
import type { Trigger } from './settings-of-a-run.ts'

/** Run on the default branch, or started by a user with write access (GitHub Docs, "Events that trigger workflows"). */
const TRUSTED_EVENTS: ReadonlySet<unknown> = new Set(['schedule', 'workflow_dispatch', 'repository_dispatch'])

/** They ask whether a change may be merged. */
const MERGE_EVENTS: ReadonlySet<unknown> = new Set(['pull_request', 'pull_request_target', 'merge_group'])

/** Whether the step is about a change: then only what is new since a baseline fails it. */
export const asksToMerge = ({ name }: Pick<Trigger, 'name'>): boolean => MERGE_EVENTS.has(name)

/** '' if the payload does not say. */
export const defaultBranchOf = ({ payload }: Pick<Trigger, 'payload'>): string =>
  textAt(payload, 'repository', 'default_branch')

/** Undefined if nothing that writes is requested, or if the event may request it. */
export function refuseRemediation(asked: RemediationMode, trigger: Trigger): RemediationRefusal | undefined {
  if (asked === 'none' || asked === 'plan') return undefined
  const why = findObjection(trigger)
  if (why === undefined) return undefined
  return {
    asked,
    message: `remediation: ${asked} was refused, and nothing was written to AWS: ${why}.`,
    hint: 'Only schedule, workflow_dispatch, repository_dispatch, a push to the default branch and a workflow_run of those may remediate. Move the remediation to such a workflow; remediation: plan is allowed for every event.',
  }
}

/** Why the event may write nothing to AWS; undefined if it may. */
export function findObjection({ name, payload }: Trigger): string | undefined {
  if (name === '') return 'the environment does not say which event started the workflow (GITHUB_EVENT_NAME)'
  if (TRUSTED_EVENTS.has(name)) return undefined
  if (name === 'push') return objectToPush(payload)
  if (name === 'workflow_run') return objectToRun(payload)
  return say`the event ${name} does not allow remediation`
}

/** A tag with the branch's name is `refs/tags/…`, so the whole ref is compared. */
function objectToPush(payload: Trigger['payload']): string | undefined {
  const branch = textAt(payload, 'repository', 'default_branch')
  const ref = textAt(payload, 'ref')
  if (branch === '' || ref === '') return 'the payload of the push does not say its branch and the default branch'
  return ref === `refs/heads/${branch}`
    ? undefined
    : say`the push was to ${ref}, which is not the default branch (${branch})`
}

/** A workflow_run has the rights of the default branch, whoever triggered the run that it follows. */
function objectToRun(payload: Trigger['payload']): string | undefined {
  const branch = textAt(payload, 'repository', 'default_branch')
  const home = textAt(payload, 'repository', 'full_name')
  const run = (name: string, ...path: readonly string[]) => textAt(payload, 'workflow_run', name, ...path)
  if (branch === '' || home === '') return 'the payload of the workflow_run does not say this repository and its branch'
  const cause = run('event')
  if (!TRUSTED_EVENTS.has(cause) && cause !== 'push') {
    return say`the event ${cause || 'unknown'}, which caused the run that the workflow_run follows, may not remediate`
  }
  if (run('head_repository', 'full_name') !== home) {
    return say`the run that the workflow_run follows is of the repository ${run('head_repository', 'full_name') || 'unknown'}, not of ${home}`
  }
  return run('head_branch') === branch
    ? undefined
    : say`the run that the workflow_run follows is of the branch ${run('head_branch') || 'unknown'}, which is not the default branch (${branch})`
}

/** The text at the nested names; '' for anything else. */
function textAt(payload: Trigger['payload'], ...path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    payload,
  )
  return typeof value === 'string' ? value : ''
}
