// Whether the token may keep the issue, and whether its labels exist.

import { encodeText } from '../../words/outside-text.ts'
import type { RepositoryFacts, RunFacts } from '../facts.ts'
import { type Fix, fine, inWorkflow, type Line, unknown, wrong } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line if no issue is kept. */
export function checkIssues({ repository }: RunFacts): readonly Line[] {
  return repository === undefined ? [] : [judgeIssues(repository), judgeLabels(repository)]
}

const PERMISSION: Fix = {
  say: 'Add the permission to the job.',
  paste: inWorkflow('permissions:\n  issues: write\n  id-token: write\n  contents: read'),
}

function judgeIssues(facts: RepositoryFacts): Line {
  const { repository, hasIssues, hasToken, mayWriteIssues } = facts
  const subject = { check: 'issues', about: repository } as const
  if (!hasToken) {
    const paste = inWorkflow(`github-token: \${{ github.token }}`)
    return wrong(subject, 'on-findings asks for an issue, and there is no github-token.', { say: 'Set it.', paste })
  }
  if ('unseen' in hasIssues) return judgeUnseen(subject, hasIssues.unseen)
  if (!hasIssues.seen) {
    const say = 'Turn them on in the settings of the repository, or set on-findings to fail or warn.'
    return wrong(subject, 'The repository has issues turned off.', { say, paste: turnOnIssues(repository) })
  }
  if ('unseen' in mayWriteIssues) return judgeUnseen(subject, mayWriteIssues.unseen, PERMISSION.paste)
  return mayWriteIssues.seen
    ? fine(subject, 'The token may write issues.')
    : wrong(subject, 'The token may not write issues.', PERMISSION)
}

const turnOnIssues = (repository: string): Fix['paste'] => ({
  language: 'sh',
  text: `gh repo edit ${repository} --enable-issues`,
})

function judgeLabels({ repository, missingLabels, hasToken }: RepositoryFacts): Line {
  const subject = { check: 'labels', about: repository } as const
  if (!hasToken) return unknown(subject, 'Without a token the labels were not looked at.', { say: 'Set github-token.' })
  if ('unseen' in missingLabels) return judgeUnseen(subject, missingLabels.unseen, PERMISSION.paste)
  const missing = missingLabels.seen.map(encodeText)
  if (missing.length === 0) return fine(subject, 'All labels of the issue exist.')
  return fine(
    subject,
    `The action creates the labels that do not exist yet with the first issue: ${missing.join(', ')}.`,
  )
}
