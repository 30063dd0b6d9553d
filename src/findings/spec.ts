// Knows the input of a scan: the policy and the facts of the source bucket. Plain data, sent to the workers.

import type { EncryptionStatus } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { Choices } from './choice.ts'
import type { ExceptionRule } from './exception.ts'

export type ScanSpec = {
  /** Statuses that comply; a current object of any other is a finding. */
  readonly accepted: readonly EncryptionStatus[]
  /** What is also required of the KMS keys of accepted objects. */
  readonly keyRule: KeyRule
  /** Key globs (glob.ts). Empty: every key is included. */
  readonly include: readonly string[]
  /** Key globs of objects to leave out, also when included. */
  readonly exclude: readonly string[]
  /** What every listed key must begin with, because the inventory configuration is limited to it; '' or undefined: nothing. */
  readonly listedPrefix?: string | undefined
  /** Findings that someone is responsible for are counted separately; the first rule that matches applies. */
  readonly exceptions: readonly ExceptionRule[]
  /** Whether ACLs count in the source bucket; undefined: not asked, because nothing will be copied. */
  readonly aclsEnabled: boolean | undefined
  /** Whether the source bucket holds every new version until a release, a copy, too; undefined: it does not, or nobody asked. */
  readonly defaultEventHold?: boolean | undefined
  /** What is done about what is wrong with a finding. */
  readonly choices: Choices
}
