// Defines the words for what is done about a finding, or why nothing is done. decide/choose-by-need.ts decides which of
// them applies to a need; a scan gets the decisions as data.

import type { Need } from './need.ts'
import type { FilterTerm } from './object-filter.ts'
import type { Standing } from './standing.ts'

/**
 * What can be done about a finding, whatever carries it out:
 *
 * - `copy`: one copy onto itself (CopyObject, or a job of S3PutObjectCopy)
 * - `multipart-copy`: the same in parts, for objects too large for one copy
 * - `update-encryption`: encrypts the data key under another key; no data is moved (S3UpdateObjectEncryption)
 * - `restore`: archived, so it can be copied only after a restore (S3InitiateRestoreObject)
 * - `selected`, `selected-by-class`: no finding, but selected for the operation that was asked for, which treats all
 *   storage classes alike, or each by itself
 */
export const OPERATIONS = [
  'copy',
  'multipart-copy',
  'update-encryption',
  'restore',
  'selected',
  'selected-by-class',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** Why nothing is done about a finding: every operation would fail, or would lose something (docs/safety.md). */
export const HELD_BACK_REASONS = [
  'too-large',
  'archived',
  'object-lock',
  'object-lock-unknown',
  'object-lock-default-hold',
  'acl-not-private',
  'acl-unknown',
  'storage-class-unknown',
  'storage-class-unsupported',
  'sse-c',
  'dsse-kms',
  'status-not-remediable',
  'website-redirect',
  'access-log-target',
  'contradictory-rows',
  'not-archived',
  'access-tier-unknown',
] as const

export type HeldBackReason = (typeof HELD_BACK_REASONS)[number]

export type Choice = Operation | HeldBackReason

/** The choice for each need. Plain data, sent to the workers. */
export type Choices = Readonly<Record<Need, Choice>>

/** In place of a policy: which objects are selected, and what is done about each. Plain data, sent to the workers. */
export type Selection = {
  /** All must hold. */
  readonly terms: readonly FilterTerm[]
  readonly choices: Readonly<Record<Standing, Choice>>
}

/** True for a word of OPERATIONS, false for a reason to hold an object back. */
export function isOperation(choice: Choice): choice is Operation {
  return (OPERATIONS as readonly string[]).includes(choice)
}
