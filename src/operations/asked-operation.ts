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

/** How S3 Batch Operations calls a function for each object (API reference, "LambdaInvokeOperation"). */
export type LambdaCall = {
  /** With a version or alias, or without. */
  readonly arn: string
  /** Of the payload. */
  readonly version: (typeof PAYLOAD_VERSIONS)[number]
  /** In the order given; keys are unique. Only version 2.0 has any. */
  readonly userArguments: readonly Tag[]
}
export const PAYLOAD_VERSIONS = ['1.0', '2.0'] as const

type InvokeOperation = {
  readonly name: 'invoke-lambda'
  readonly filter: ObjectFilter
  readonly call: LambdaCall
}

/** An operation for selected objects. It says nothing about compliance. */
export type SelectedOperation = TagOperation | RestoreOperation | InvokeOperation

/** Whether what is done is known only from the answers of a function. */
export const isDoneByFunction = (name: SelectedOperation['name']) => name === 'invoke-lambda'

/** The ARN of the function that is called; undefined for none. */
export const functionOf = (asked: SelectedOperation | undefined) =>
  asked?.name === 'invoke-lambda' ? asked.call.arn : undefined

export const SELECTED_OPERATIONS = [
  'tag',
  'restore',
  'invoke-lambda',
] as const satisfies readonly SelectedOperation['name'][]
/** The words of the input `operation`; `encrypt` brings objects in line with the policy, and is no selected operation. */
export const ASKED_OPERATIONS = ['encrypt', ...SELECTED_OPERATIONS] as const
