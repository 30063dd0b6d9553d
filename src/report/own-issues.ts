// Finds the issues of a scope among those that exist, whatever version of the action wrote them.

import { findKinship, type IssueScope, type Kinship } from './issue-scope.ts'
import { type IssueState, parseState, readScope } from './issue-state.ts'

/** The properties of a GitHub issue that are used here. */
export type ExistingIssue = {
  readonly number: number
  readonly url: string
  readonly isOpen: boolean
  /** Closed as "not planned": a person's decision. */
  readonly isNotPlanned: boolean
  readonly title: string
  readonly body: string
  readonly author: string
  readonly isPullRequest: boolean
}

export type Kin = { readonly issue: ExistingIssue; readonly kinship: Kinship; readonly state: IssueState | undefined }

/**
 * The issues of this scope, by number: those with its marker, otherwise those it takes over. They must have been opened
 * by our own login and must not be pull requests: anyone can write a marker.
 */
export function findOwnIssues(existing: readonly ExistingIssue[], scope: IssueScope, login: string): readonly Kin[] {
  const kin = existing
    .filter(({ isPullRequest, author }) => !isPullRequest && author === login)
    .flatMap((issue) => {
      const state = parseState(issue.body)
      const kinship = findKinship(scope, { body: issue.body, ...readScope(state) })
      return kinship === undefined ? [] : [{ issue, kinship, state }]
    })
    .sort((a, b) => a.issue.number - b.issue.number)
  const same = kin.filter(({ kinship }) => kinship === 'same')
  return same.length > 0 ? same : kin
}
