// Maintains one issue on GitHub: finds, opens, updates, closes it. Reporting never fails a run: every failure is a
// warning.

import {
  decideIssueAction,
  findPreviousState,
  type IssueDecision,
  type RenderedIssue,
  renderDuplicateComment,
} from '../report/issue.ts'
import type { IssueScope } from '../report/issue-scope.ts'
import type { IssueState } from '../report/issue-state.ts'
import { type ExistingIssue, findOwnIssues } from '../report/own-issues.ts'
import type { RunResult, ToldIssue } from '../result/run-result.ts'
import type { Sleep } from '../time/retry.ts'
import { messageOf } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'
import { call, type Octokit, statusOf } from './github-client.ts'

type IssueRequest = {
  readonly octokit: Octokit
  readonly owner: string
  readonly repo: string
  readonly result: RunResult
  readonly scope: IssueScope
  /** The issue as it is to be written, given the state of the one that exists. */
  readonly render: (previous: IssueState | undefined) => RenderedIssue
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly sleep: Sleep
}

type WritingRequest = IssueRequest & { readonly rendered: RenderedIssue }

type PublishedIssue = {
  readonly issue?: ToldIssue | undefined
  /** False if something should have been written and was not. */
  readonly ok: boolean
  readonly warnings: readonly string[]
}

/** Login of the GITHUB_TOKEN of a workflow. */
const ACTIONS_LOGIN = 'github-actions[bot]'
const LABEL_COLOUR = 'd93f0b'
/** Opens, updates, reopens or closes the one issue of this scope, or leaves it unchanged. Never throws. */
export async function publishIssue(request: IssueRequest): Promise<PublishedIssue> {
  const warnings: string[] = []
  try {
    return { ...(await publish(request, warnings)), warnings }
  } catch (error) {
    return { ok: false, warnings: [...warnings, explain(error)] }
  }
}

async function publish(asked: IssueRequest, warnings: string[]): Promise<Pick<PublishedIssue, 'issue' | 'ok'>> {
  const { login, existing } = await findIssues(asked)
  const rendered = asked.render(findPreviousState(existing, asked.scope, login))
  const request = { ...asked, rendered }
  const { result } = request
  const decision = decideIssueAction(existing, rendered, result, login)
  const { isRefused = false, note } = decision
  if (isRefused && note !== undefined) warnings.push(note)
  const issue = await act(request, decision, warnings)
  if (decision.issue !== undefined) await closeDuplicates(request, decision.issue.number, decision.duplicates)
  const settled = decision.action === 'open' && issue !== undefined ? await settleRace(request, login, issue) : issue
  const { trend } = rendered
  return { issue: settled && { ...settled, trend, ...(isRefused ? {} : { note }) }, ok: !isRefused }
}

async function act(
  request: WritingRequest,
  decision: IssueDecision,
  warnings: string[],
): Promise<PublishedIssue['issue']> {
  const { action, issue, comment } = decision
  if (action === 'open') return open(request, warnings)
  if (issue === undefined) return undefined
  const { number, url } = issue
  if (action === 'none') return { number, url, action: 'unchanged' }
  // The comment is written first: if the update then fails, the old state in the body makes the next run repeat it.
  if (comment !== undefined) await addComment(request, number, comment)
  const state = {
    update: {},
    reopen: { state: 'open' },
    close: { state: 'closed', state_reason: 'completed' },
  } as const
  const { title, body } = request.rendered
  await call(request, ({ octokit, owner, repo }) =>
    octokit.rest.issues.update({ owner, repo, issue_number: number, title, body, ...state[action] }),
  )
  return { number, url, action: ({ update: 'updated', reopen: 'reopened', close: 'closed' } as const)[action] }
}

async function open(request: WritingRequest, warnings: string[]): Promise<PublishedIssue['issue']> {
  const { rendered, labels } = request
  for (const label of labels) await ensureLabel(request, label)
  const create = (assignees: readonly string[]) =>
    call(request, ({ octokit, owner, repo }) =>
      octokit.rest.issues.create({
        owner,
        repo,
        title: rendered.title,
        body: rendered.body,
        labels: [...labels],
        assignees: [...assignees],
      }),
    )
  try {
    const { data } = await create(request.assignees)
    return { number: data.number, url: data.html_url, action: 'opened' }
  } catch (error) {
    if (statusOf(error) !== 422 || request.assignees.length === 0) throw error
    // GitHub refuses the whole issue if one assignee is unknown (REST API, "Create an issue").
    const { data } = await create([])
    warnings.push(
      `GitHub refused the issue's assignees (${request.assignees.map(encodeText).join(', ')}): the issue has none. Check issue-assignees.`,
    )
    return { number: data.number, url: data.html_url, action: 'opened' }
  }
}

/** Another run may have opened the same issue at the same time: the lowest number is kept. */
async function settleRace(
  request: WritingRequest,
  login: string,
  opened: NonNullable<PublishedIssue['issue']>,
): Promise<PublishedIssue['issue']> {
  const { issue, duplicates } = decideIssueAction(
    await listIssues(request, { creator: login, state: 'open' }),
    request.rendered,
    request.result,
    login,
  )
  if (issue === undefined) return opened
  await closeDuplicates(request, issue.number, duplicates)
  return issue.number === opened.number ? opened : { number: issue.number, url: issue.url, action: 'unchanged' }
}

async function closeDuplicates(
  request: IssueRequest,
  kept: number,
  duplicates: readonly ExistingIssue[],
): Promise<void> {
  for (const { number } of duplicates) {
    await addComment(request, number, renderDuplicateComment(kept))
    await call(request, ({ octokit, owner, repo }) =>
      octokit.rest.issues.update({ owner, repo, issue_number: number, state: 'closed', state_reason: 'not_planned' }),
    )
  }
}

/**
 * Our login and the issues that may be ours. First by label, which takes one page; then, if none is found, by author,
 * because people change labels. Never by the search API, whose results are delayed, which would cause duplicates.
 */
async function findIssues(request: IssueRequest): Promise<{ login: string; existing: ExistingIssue[] }> {
  const { scope, labels } = request
  const known = await readUserLogin(request)
  const login = known ?? ACTIONS_LOGIN
  const kinOf = (issues: readonly ExistingIssue[]) => findOwnIssues(issues, scope, login)
  const labelled = labels.length === 0 ? [] : await listIssues(request, { labels: labels.join(','), state: 'all' })
  // Continue if there is only an issue to take over: this scope's own issue may have lost its label.
  if (kinOf(labelled).some(({ kinship }) => kinship === 'same')) return { login, existing: labelled }
  const created = await listIssues(request, { creator: login, state: 'all' })
  if (known !== undefined || kinOf(created).length > 0) return { login, existing: created }
  // The token of a GitHub App has its own login, which only GraphQL returns.
  const app = await readViewerLogin(request)
  if (app === undefined || app === login) return { login, existing: created }
  return { login: app, existing: [...labelled, ...(await listIssues(request, { creator: app, state: 'all' }))] }
}

async function listIssues(
  request: IssueRequest,
  filter: { readonly state: 'all' | 'open'; readonly labels?: string; readonly creator?: string },
): Promise<ExistingIssue[]> {
  const issues = await call(request, ({ octokit, owner, repo }) =>
    octokit.paginate(octokit.rest.issues.listForRepo, {
      owner,
      repo,
      ...filter,
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    }),
  )
  return issues.map((issue) => ({
    number: issue.number,
    url: issue.html_url,
    isOpen: issue.state === 'open',
    isNotPlanned: issue.state_reason === 'not_planned',
    title: issue.title,
    body: issue.body ?? '',
    author: issue.user?.login ?? '',
    isPullRequest: issue.pull_request !== undefined,
  }))
}

/** The login of a personal token; undefined for tokens of apps, including the workflow's own, which have no user. */
async function readUserLogin(request: IssueRequest): Promise<string | undefined> {
  try {
    return (await call(request, ({ octokit }) => octokit.rest.users.getAuthenticated())).data.login
  } catch (error) {
    if ([401, 403, 404].includes(statusOf(error) ?? 0)) return undefined
    throw error
  }
}

async function readViewerLogin({ octokit }: IssueRequest): Promise<string | undefined> {
  try {
    const { viewer } = await octokit.graphql<{ viewer?: { login?: unknown } }>('query { viewer { login } }')
    return typeof viewer?.login === 'string' ? viewer.login : undefined
  } catch {
    return undefined
  }
}

async function addComment(request: IssueRequest, number: number, body: string): Promise<void> {
  await call(request, ({ octokit, owner, repo }) =>
    octokit.rest.issues.createComment({ owner, repo, issue_number: number, body }),
  )
}

/** Sets the color of a new label. It does not matter if the label exists (422) or may not be created (403). */
async function ensureLabel(request: IssueRequest, name: string): Promise<void> {
  try {
    await call(request, ({ octokit, owner, repo }) =>
      octokit.rest.issues.createLabel({
        owner,
        repo,
        name,
        color: LABEL_COLOUR,
        description: 'S3 encryption compliance',
      }),
    )
  } catch (error) {
    if (![403, 404, 422].includes(statusOf(error) ?? 0)) throw error
  }
}

function explain(error: unknown): string {
  const status = statusOf(error)
  const said = messageOf(error)
  if (status === 410)
    return 'The issue could not be written: issues are disabled in this repository. Enable them, or set on-findings to fail.'
  if (status === 403 || status === 404) {
    return `The issue could not be written (HTTP ${status}): give the job the permission issues: write. GitHub said ${said}`
  }
  return `The issue could not be written${status === undefined ? '' : ` (HTTP ${status})`}: GitHub said ${said}`
}
