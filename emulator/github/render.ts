// GitHub's JSON formats (REST API version 2022-11-28): repository, issue, comment, label, user and error.

import type { EmulatorResponse, ServiceError } from '../http.ts'
import type { Comment, GithubUser, Issue, Label, Repository, WorkflowRun } from './state.ts'

type Json = { readonly [name: string]: unknown }

const WEB_URL = 'https://github.com'
const DOCUMENTATION_URL = 'https://docs.github.com/rest'

/** A JSON response in GitHub's format. */
export function renderJson(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** An error in GitHub's format. `extra.errors` is the JSON text of the list; every other extra is a header. */
export function renderGithubError(error: ServiceError): EmulatorResponse {
  const { errors, ...headers } = error.extra
  const details = errors === undefined ? {} : { errors: JSON.parse(errors) as unknown }
  const body = {
    message: error.message,
    ...details,
    documentation_url: DOCUMENTATION_URL,
    status: String(error.status),
  }
  return renderJson(error.status, body, headers)
}

export function renderUser(user: GithubUser, apiUrl: string): Json {
  const path = encodeURIComponent(user.login)
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('User', user.id),
    avatar_url: `${WEB_URL}/avatars/${user.id}`,
    url: `${apiUrl}/users/${path}`,
    html_url: user.type === 'Bot' ? `${WEB_URL}/apps/${user.login.replace('[bot]', '')}` : `${WEB_URL}/${path}`,
    type: user.type,
    site_admin: false,
  }
}

export function renderRepository(repository: Repository, owner: GithubUser, apiUrl: string): Json {
  const fullName = `${repository.owner}/${repository.name}`
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName,
    private: repository.isPrivate,
    visibility: repository.isPrivate ? 'private' : 'public',
    owner: renderUser(owner, apiUrl),
    html_url: `${WEB_URL}/${fullName}`,
    url: `${apiUrl}/repos/${fullName}`,
    has_issues: repository.hasIssues,
    default_branch: 'main',
    archived: false,
    disabled: false,
    open_issues_count: [...repository.issues.values()].filter((issue) => issue.state === 'open').length,
  }
}

/** A finished run; who started it and what its jobs did is not emulated. */
export function renderWorkflowRun(run: WorkflowRun, repository: Repository, apiUrl: string): Json {
  const fullName = `${repository.owner}/${repository.name}`
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    event: run.event,
    head_branch: run.headBranch,
    status: 'completed',
    conclusion: 'success',
    run_attempt: 1,
    url: `${repositoryUrl(repository, apiUrl)}/actions/runs/${run.id}`,
    html_url: `${WEB_URL}/${fullName}/actions/runs/${run.id}`,
    repository: { full_name: fullName },
    head_repository: { full_name: run.headRepository },
  }
}

export function renderLabel(label: Label, repository: Repository, apiUrl: string): Json {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${repositoryUrl(repository, apiUrl)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

export function renderIssue(issue: Issue, repository: Repository, apiUrl: string): Json {
  const url = `${repositoryUrl(repository, apiUrl)}/issues/${issue.number}`
  const kind = issue.isPullRequest ? 'pull' : 'issues'
  const htmlUrl = `${WEB_URL}/${repository.owner}/${repository.name}/${kind}/${issue.number}`
  const assignees = issue.assignees.map((user) => renderUser(user, apiUrl))
  const labels = issue.labels.flatMap((name) => repository.labels.get(name.toLowerCase()) ?? [])
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: repositoryUrl(repository, apiUrl),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: htmlUrl,
    number: issue.number,
    title: issue.title,
    user: renderUser(issue.user, apiUrl),
    labels: labels.map((label) => renderLabel(label, repository, apiUrl)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: renderTime(issue.createdAt),
    updated_at: renderTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : renderTime(issue.closedAt),
    closed_by: issue.closedBy === null ? null : renderUser(issue.closedBy, apiUrl),
    author_association: 'NONE',
    body: issue.body,
    // Only present for pull requests: that is how clients distinguish them from issues.
    ...(issue.isPullRequest ? { pull_request: { url: url.replace('/issues/', '/pulls/'), html_url: htmlUrl } } : {}),
  }
}

export function renderComment(comment: Comment, issue: Issue, repository: Repository, apiUrl: string): Json {
  const issueUrl = `${repositoryUrl(repository, apiUrl)}/issues/${issue.number}`
  const kind = issue.isPullRequest ? 'pull' : 'issues'
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${repositoryUrl(repository, apiUrl)}/issues/comments/${comment.id}`,
    html_url: `${WEB_URL}/${repository.owner}/${repository.name}/${kind}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: issueUrl,
    body: comment.body,
    user: renderUser(comment.user, apiUrl),
    created_at: renderTime(comment.createdAt),
    updated_at: renderTime(comment.updatedAt),
    author_association: 'NONE',
  }
}

function repositoryUrl(repository: Repository, apiUrl: string): string {
  return `${apiUrl}/repos/${repository.owner}/${repository.name}`
}

/** GitHub's times have no fractions of a second. */
function renderTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`
}

function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url')
}
