// Asks GitHub about a run of a workflow.

import type { KnownRun } from '../baseline/provenance.ts'
import type { Sleep } from '../time/retry.ts'
import { call, type Octokit, statusOf } from './github-client.ts'

type Asking = {
  readonly octokit: Octokit
  /** `owner/name` */
  readonly repository: string
  readonly sleep: Sleep
}

/**
 * A run of the repository; undefined if it has none of that id (REST API, "Get a workflow run"). Needs `actions: read` in a
 * private repository. @throws what the API refuses otherwise
 */
export async function readWorkflowRun(asking: Asking, runId: string): Promise<KnownRun | undefined> {
  const [owner = '', repo = ''] = asking.repository.split('/')
  try {
    const { data } = await call(asking, ({ octokit }) =>
      octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: Number(runId) }),
    )
    return { event: data.event, branch: data.head_branch ?? '', headRepository: data.head_repository?.full_name ?? '' }
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
