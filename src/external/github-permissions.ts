// Asks GitHub what the issue of a run needs: whether the repository has issues, whether the token may write them, which
// labels exist. Changes nothing.

import type { RepositoryFacts } from '../doctor/facts.ts'
import type { Sleep } from '../time/retry.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import { call, type Octokit, statusOf } from './github-client.ts'

type Asking = {
  readonly octokit: Octokit
  readonly owner: string
  readonly repo: string
  readonly labels: readonly string[]
  readonly sleep: Sleep
}

type IssueFacts = Pick<RepositoryFacts, 'hasIssues' | 'mayWriteIssues' | 'missingLabels'>

export async function lookAtIssues(asking: Asking): Promise<IssueFacts> {
  const [hasIssues, mayWriteIssues, missingLabels] = await Promise.all([
    see(() => readHasIssues(asking)),
    see(() => tryIssue(asking)),
    see(() => findMissingLabels(asking)),
  ])
  return { hasIssues, mayWriteIssues, missingLabels }
}

async function see<T>(ask: () => Promise<T>) {
  try {
    return { seen: await ask() }
  } catch (error) {
    const code = [401, 403, 404].includes(statusOf(error) ?? 0) ? 'ACCESS_DENIED' : 'SERVICE_UNAVAILABLE'
    const hint = 'Check github-token and the permissions of the job.'
    return { unseen: new ActionError(code, `GitHub said ${messageOf(error)}.`, { hint, cause: error }) }
  }
}

const readHasIssues = (asking: Asking) =>
  call(asking, async ({ octokit, owner, repo }) => (await octokit.rest.repos.get({ owner, repo })).data.has_issues)

/**
 * Asks for an issue without a title, which GitHub never creates (REST API, "Create an issue"): 422 from a token that may
 * write issues, 403 from one that may not. That permissions are checked first is unconfirmed (docs/unconfirmed.md).
 */
async function tryIssue(asking: Asking): Promise<boolean> {
  try {
    await call(asking, ({ octokit, owner, repo }) =>
      octokit.request('POST /repos/{owner}/{repo}/issues', { owner, repo } as never),
    )
    return true
  } catch (error) {
    const status = statusOf(error)
    if (status === 422) return true
    if (status === 401 || status === 403 || status === 404) return false
    throw error
  }
}

async function findMissingLabels(asking: Asking): Promise<readonly string[]> {
  const missing: string[] = []
  for (const name of asking.labels) {
    try {
      await call(asking, ({ octokit, owner, repo }) => octokit.rest.issues.getLabel({ owner, repo, name }))
    } catch (error) {
      if (statusOf(error) !== 404) throw error
      missing.push(name)
    }
  }
  return missing
}
