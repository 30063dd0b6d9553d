// Defines the request that was made, so that a refusal can name the exact permission, and the file of docs/iam/ that grants it.

import { type ActionOf, GRANTS, type Sid } from './permissions.ts'
import { POLICIES } from './policy-files.ts'

/** The request that was made, so that a refusal can name the exact permission. */
export type Attempt = {
  /** Such as `s3:ListBucket`. */
  readonly permission: string
  /** What the same call also needs, as text: ` (with iam:PassRole)`. */
  readonly also: string
  /** Such as `arn:aws:s3:::bucket/prefix/*`. */
  readonly resource: string
  /** The statement that grants it, and the file in docs/iam/ that contains it. */
  readonly sid: Sid
  readonly policy: string
}

/** A call that a statement allows: an action that is not in the statement does not compile. */
export function needing<S extends Sid>(sid: S, permission: ActionOf<S>, resource: string, also = ''): Attempt {
  return { permission, also, resource, sid, policy: policyOf(sid) }
}

/** Other permissions that AWS can refuse for a call, by the call's statement. */
const BESIDE: Partial<Record<Sid, readonly Sid[]>> = {
  ReadInventoryConfigurations: ['ListObjects'],
  ReadReports: ['DecryptReports'],
  CreateJobs: ['TagOwnJobs', 'PassTheBatchRole'],
  LookAtObjectsToCopy: ['EncryptOwnCopies', 'ReadObjectsUnderOldKey'],
  CopyObjectsOntoThemselves: ['LookAtObjectsToCopy', 'EncryptOwnCopies', 'ReadObjectsUnderOldKey'],
  RecordUnfinishedUploads: ['UseKeyOfWorkBucket'],
}

/**
 * The statements that may grant the action that AWS refused, one per key it uses; the call's own if no other is known.
 */
export function listGranting(permission: string, attempt: Attempt): readonly Pick<Attempt, 'sid' | 'policy'>[] {
  const sids = [attempt.sid, ...(BESIDE[attempt.sid] ?? [])].filter((candidate) =>
    (GRANTS[candidate].actions as readonly string[]).includes(permission),
  )
  return sids.length === 0 ? [attempt] : sids.map((sid) => ({ sid, policy: policyOf(sid) }))
}

/** The first file of docs/iam/ that has the statement. */
export function policyOf(sid: Sid): string {
  const found = Object.entries(POLICIES).find(([, sids]) => (sids as readonly Sid[]).includes(sid))
  if (found === undefined) throw new Error(`no file of docs/iam/ has the statement ${sid}`)
  return found[0]
}
