// Reads what the doctor judges about the run as a whole: its event, and what its issue needs on GitHub.

import type { RepositoryFacts, RunFacts } from '../../doctor/facts.ts'
import type { Deps } from '../../external/deps.ts'
import { connect } from '../../external/github-client.ts'
import { lookAtIssues } from '../../external/github-permissions.ts'
import type { Inputs } from '../../settings/settings-of-a-run.ts'
import { ActionError } from '../../words/errors.ts'

export async function lookAtRun(inputs: Inputs, deps: Deps): Promise<RunFacts> {
  const { refusal, remediation } = inputs
  return {
    refusal,
    event: deps.origin.trigger.name,
    // A person at a terminal is no event; only what refuses it is worth a line.
    remediation: refusal?.asked ?? (deps.origin.isCommand ? 'none' : remediation.mode),
    repository: await lookAtRepository(inputs, deps),
  }
}

/** Undefined if no issue is kept: then nothing is asked. */
async function lookAtRepository(inputs: Inputs, deps: Deps): Promise<RepositoryFacts | undefined> {
  const { githubToken, issue, onFindings } = inputs
  if (onFindings !== 'issue' && onFindings !== 'fail-and-issue') return undefined
  const { repository } = deps.origin
  const [owner = '', repo = ''] = repository.split('/')
  if (githubToken === '') return { repository, hasToken: false, ...WITHOUT_TOKEN }
  const octokit = await connect(githubToken, deps)
  const facts = await lookAtIssues({ octokit, owner, repo, labels: issue.labels, sleep: deps.sleep })
  return { repository, hasToken: true, ...facts }
}

const NO_TOKEN = { unseen: new ActionError('NO_CREDENTIALS', 'There is no github-token.') }
const WITHOUT_TOKEN = { hasIssues: NO_TOKEN, mayWriteIssues: NO_TOKEN, missingLabels: NO_TOKEN }
