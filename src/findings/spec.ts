// Defines the input of a scan: the policy and the facts of the source bucket. Plain data, sent to the workers.

import type { EncryptionStatus } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { Choices, Selection } from './choice.ts'
import type { ExceptionRule } from './exception.ts'

export type ScanSpec = {
  /** Statuses that comply; a current object with any other is a finding. */
  readonly accepted: readonly EncryptionStatus[]
  /** Additional requirements for the KMS keys of accepted objects. */
  readonly keyRule: KeyRule
  /** Key globs (glob.ts). Empty: every key is included. */
  readonly include: readonly string[]
  /** Key globs of objects to leave out, even if included. */
  readonly exclude: readonly string[]
  /** The account that owns the bucket: KMS keys of others are counted; undefined: they are not. */
  readonly account?: string | undefined
  /** Prefix of every listed key, because the inventory configuration is limited to it; '' or undefined: no prefix. */
  readonly listedPrefix?: string | undefined
  /** Findings that someone is responsible for are counted separately; the first rule that matches applies. */
  readonly exceptions: readonly ExceptionRule[]
  /** Whether ACLs have an effect in the source bucket; undefined: not requested, because nothing will be copied. */
  readonly aclsEnabled: boolean | undefined
  /**
   * Whether the source bucket places an event hold on every new version, including copies; undefined: no, or not read.
   */
  readonly defaultEventHold?: boolean | undefined
  /** What to do about each need. */
  readonly choices: Choices
  /** Undefined: the policy decides. Else it decides nothing, and every selected object is counted as a finding. */
  readonly selection?: Selection | undefined
}
