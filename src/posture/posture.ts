// The posture of a bucket as values: the checks there are, what was read for them, and what each says. Pure.

import type { EncryptionStatus } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { Look } from '../words/look.ts'

/** In the order in which they are shown. Published in an input and the JSON report: extend, never rename. */
export const POSTURE_CHECKS = [
  'default-encryption',
  'bucket-key',
  'sse-c-blocked',
  'wrong-encryption-denied',
  'plain-http-denied',
  'public-access-blocked',
  'versioning',
  'object-lock',
  'replication-key',
] as const
export type PostureCheck = (typeof POSTURE_CHECKS)[number]

/** `unknown`: it may not be looked at, or depends on what is not known. That is never fine. */
export type PostureStatus = 'fine' | 'wrong' | 'unknown'

export type PostureLine = {
  readonly check: PostureCheck
  readonly status: PostureStatus
  /** What was found, in complete sentences. */
  readonly found: string
  /** What to do if it is not fine. */
  readonly fix?: PostureFix | undefined
}

export type PostureFix = {
  readonly say: string
  /** Commands of the AWS CLI; undefined if a person must choose something first. */
  readonly paste?: string | undefined
}

export type DefaultEncryption = {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse'
  /** As it was set: an ARN, an id or an alias; undefined for the AWS managed key. */
  readonly key: string | undefined
  readonly bucketKey: boolean
  /** Whether S3 refuses writes with SSE-C. */
  readonly blocksSseC: boolean
}

export type PublicAccessBlock = {
  readonly blockPublicAcls: boolean
  readonly ignorePublicAcls: boolean
  readonly blockPublicPolicy: boolean
  readonly restrictPublicBuckets: boolean
}

export type ObjectLock = {
  readonly isEnabled: boolean
  /** Such as `GOVERNANCE`; undefined if new versions are not retained. */
  readonly mode: string | undefined
  readonly hasEventHold: boolean
}

/** An enabled rule. */
export type ReplicationRule = {
  readonly id: string
  /** Whether objects under KMS keys are replicated. */
  readonly takesKmsObjects: boolean
  /** Key of the replicas of such objects. */
  readonly replicaKey: string | undefined
}

/** Everything that the checks of a bucket judge. */
export type PostureFacts = {
  readonly bucket: string
  readonly partition: string
  readonly account: string
  readonly region: string
  readonly encryption: Look<DefaultEncryption>
  /** As text; a policy without statements if there is none. */
  readonly policy: Look<string>
  readonly publicAccess: Look<PublicAccessBlock>
  readonly versioning: Look<'Enabled' | 'Suspended' | 'Unversioned'>
  readonly objectLock: Look<ObjectLock>
  readonly replication: Look<readonly ReplicationRule[]>
}

/** What the policy of the run demands of encryption. */
export type Demands = { readonly accepted: readonly EncryptionStatus[]; readonly keyRule: KeyRule }

/** What one check makes of the facts, without its name. */
type Judged = Omit<PostureLine, 'check'>
export type JudgePosture = (facts: PostureFacts, demands: Demands) => Judged

export const fine = (found: string): Judged => ({ status: 'fine', found })
export const wrong = (found: string, say: string, paste?: string): Judged => ({
  status: 'wrong',
  found,
  fix: { say, paste },
})
export const unknown = (found: string, say: string): Judged => ({ status: 'unknown', found, fix: { say } })

/** The judgement of what was seen, or that it was not. */
export function judgeSeen<T>(look: Look<T>, judge: (seen: T) => Judged): Judged {
  if ('seen' in look) return judge(look.seen)
  const { message, hint = '', refusal } = look.unseen
  return refusal === undefined
    ? unknown(message, hint)
    : unknown(
        `Refused: ${refusal.attempted}.`,
        `Allow ${refusal.permission} on ${refusal.resource}: see ${refusal.granting}.`,
      )
}
