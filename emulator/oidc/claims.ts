// The claims of a GitHub Actions ID token (GitHub Docs, "OpenID Connect reference").

import type { OidcState } from './state.ts'

/** Every claim except the times, `aud`, `iss` and `jti`, which belong to a single token. */
export function buildClaims(state: OidcState): Record<string, string> {
  const repository = `${state.owner}/${state.repository}`
  const workflow = `${repository}/${state.workflowFile}@${state.ref}`
  const pullRequest = state.event === 'pull_request'
  return {
    sub: buildSubject(state),
    actor: 'octocat',
    actor_id: '583231',
    base_ref: pullRequest ? 'main' : '',
    check_run_id: '48123456789',
    event_name: state.event,
    head_ref: pullRequest ? 'feature' : '',
    job_workflow_ref: workflow,
    job_workflow_sha: 'a'.repeat(40),
    ref: state.ref,
    ref_type: state.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: String(state.repositoryId),
    repository_owner: state.owner,
    repository_owner_id: String(state.ownerId),
    repository_visibility: state.visibility,
    run_attempt: '1',
    run_id: '19000000001',
    run_number: '7',
    runner_environment: 'github-hosted',
    sha: 'a'.repeat(40),
    workflow: 'Encryption',
    workflow_ref: workflow,
    workflow_sha: 'a'.repeat(40),
    ...(state.environment === undefined ? {} : { environment: state.environment }),
  }
}

/**
 * The environment takes precedence over the event, the event over the ref; a colon inside a value becomes %3A. A merge
 * queue has no form of its own: its ref is a branch `gh-readonly-queue/<target branch>/…` (GitHub Docs, "Managing a
 * merge queue").
 */
export function buildSubject(state: OidcState): string {
  const repository =
    state.subjectFormat === 'immutable'
      ? `${state.owner}@${state.ownerId}/${state.repository}@${state.repositoryId}`
      : `${state.owner}/${state.repository}`
  if (state.environment !== undefined)
    return `repo:${repository}:environment:${state.environment.replaceAll(':', '%3A')}`
  if (state.event === 'pull_request') return `repo:${repository}:pull_request`
  return `repo:${repository}:ref:${state.ref.replaceAll(':', '%3A')}`
}
