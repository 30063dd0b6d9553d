// Defines what a run can be asked to do: bring the encryption in line with the policy, or one operation for the objects
// that a filter selects.

import type { ObjectFilter } from '../findings/object-filter.ts'
import type { RestoreRequest } from '../words/restore-request.ts'

export type Tag = { readonly key: string; readonly value: string }

/**
 * What happens to tags that objects have already: `keep` skips such objects, `merge` adds to them (a tag with the same
 * key gets the new value), `replace` removes them.
 */
export const TAGS_EXISTING = ['keep', 'merge', 'replace'] as const
export type TagsExisting = (typeof TAGS_EXISTING)[number]

type TagOperation = {
  readonly name: 'tag'
  readonly filter: ObjectFilter
  /** In the order given; keys are unique. */
  readonly tags: readonly Tag[]
  readonly existing: TagsExisting
}

type RestoreOperation = {
  readonly name: 'restore'
  readonly filter: ObjectFilter
  readonly restore: RestoreRequest
}

/** An operation for selected objects. It says nothing about compliance. */
export type SelectedOperation = TagOperation | RestoreOperation

/** The words of the input `operation`; `encrypt` brings objects in line with the policy, and is no selected operation. */
export const ASKED_OPERATIONS = ['encrypt', 'tag', 'restore'] as const satisfies readonly (
  | 'encrypt'
  | SelectedOperation['name']
)[]
