// Which events may remediate.

import { describe, expect, it } from '@jest/globals'
import type { Trigger } from '../../../src/settings/settings-of-a-run.ts'
import { refuseRemediation } from '../../../src/settings/trigger.ts'

const repository = { full_name: 'octo-org/octo-repo', default_branch: 'main' }
const push = (ref: unknown): Trigger => ({ name: 'push', payload: { ref, repository } })
const follow = (run: object): Trigger => ({
  name: 'workflow_run',
  payload: {
    repository,
    workflow_run: { event: 'push', head_branch: 'main', head_repository: { full_name: repository.full_name }, ...run },
  },
})
const bare = (name: string): Trigger => ({ name, payload: { repository } })

describe('an event that may remediate', () => {
  it.each([
    bare('schedule'),
    bare('workflow_dispatch'),
    bare('repository_dispatch'),
    push('refs/heads/main'),
    follow({}),
    follow({ event: 'schedule' }),
    follow({ event: 'workflow_dispatch' }),
    follow({ event: 'repository_dispatch' }),
  ])('%j', (trigger) => {
    expect(refuseRemediation('run', trigger)).toBeUndefined()
    expect(refuseRemediation('confirm', trigger)).toBeUndefined()
  })
})

describe('an event that may not', () => {
  it.each<[Trigger, string]>([
    [bare(''), 'does not say which event'],
    [bare('pull_request'), 'the event pull_request does not allow remediation'],
    [bare('pull_request_target'), 'the event pull_request_target does not allow remediation'],
    [bare('issue_comment'), 'the event issue_comment does not allow remediation'],
    [bare('merge_group'), 'the event merge_group does not allow remediation'],
    [bare('release'), 'the event release does not allow remediation'],
    [bare('Schedule'), 'the event Schedule does not allow remediation'],
    [bare('::error::'), 'the event %3A%3Aerror%3A%3A does not allow remediation'],
    [push('refs/heads/feature'), 'to refs/heads/feature, which is not the default branch (main)'],
    [push('refs/tags/main'), 'to refs/tags/main'],
    [push('main'), 'to main'],
    [push(undefined), 'does not say its branch'],
    [push(7), 'does not say its branch'],
    [{ name: 'push', payload: { ref: 'refs/heads/main' } }, 'does not say its branch'],
    [{ name: 'push', payload: {} }, 'does not say its branch'],
    [{ name: 'push', payload: { ref: 'refs/heads/', repository: { default_branch: '' } } }, 'does not say its branch'],
    [follow({ event: 'pull_request' }), 'the event pull_request, which caused the run'],
    [follow({ event: 'pull_request_target' }), 'the event pull_request_target, which caused'],
    [follow({ event: 'workflow_run' }), 'the event workflow_run, which caused'],
    [follow({ event: undefined }), 'the event unknown, which caused'],
    [follow({ head_branch: 'feature' }), 'of the branch feature, which is not the default branch (main)'],
    [follow({ head_branch: null }), 'of the branch unknown'],
    [follow({ event: 'workflow_dispatch', head_branch: 'feature' }), 'of the branch feature'],
    [
      follow({ head_repository: { full_name: 'mallory/octo-repo' } }),
      'of the repository mallory/octo-repo, not of octo-org/octo-repo',
    ],
    [follow({ head_repository: null }), 'of the repository unknown'],
    [{ name: 'workflow_run', payload: { repository } }, 'the event unknown, which caused'],
    [{ name: 'workflow_run', payload: {} }, 'does not say this repository and its branch'],
  ])('%j: %s', (trigger, words) => {
    const refusal = refuseRemediation('run', trigger)
    expect(refusal?.message).toContain(words)
    expect(refusal?.message).toMatch(/^remediation: run was refused, and nothing was written to AWS: /)
    expect(refusal?.hint).toContain('Only schedule, workflow_dispatch, repository_dispatch')
    expect(refuseRemediation('confirm', trigger)?.asked).toBe('confirm')
    expect(refuseRemediation('plan', trigger)).toBeUndefined()
    expect(refuseRemediation('none', trigger)).toBeUndefined()
  })
})
