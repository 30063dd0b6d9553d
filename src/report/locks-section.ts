// Reports locks that were set while jobs copied: S3 Batch Operations does not copy them, so a person must act.

import type { LockCheck } from '../batch/lost-locks.ts'
import { formatNoun } from '../words/numbers.ts'
import { bullets, code, details, keyCode, type Markdown, md, NOTHING, quoted, stack } from './markdown.ts'

const SET_AGAIN =
  'The version that was copied keeps its lock; the encrypted copy, now the current version, does not have it. Set the lock on the current version, too (aws s3api put-object-legal-hold, put-object-retention).'

/** One sentence and what to do; undefined if no lock was lost. */
export function sayLocksLeft(check: LockCheck | undefined): string | undefined {
  if (check === undefined || check.lost === 0) return undefined
  return `${formatNoun(check.lost, 'object')} ${check.lost === 1 ? 'was' : 'were'} locked after the check before the job, and overwritten since. ${SET_AGAIN}`
}

/** The same for the summary, with the objects if keys may be listed. */
export function renderLocksLeft(check: LockCheck | undefined, listKeys: boolean): Markdown {
  const said = sayLocksLeft(check)
  if (check === undefined || said === undefined) return NOTHING
  const items = check.samples.map(
    ({ key, versionId, locks }) => md`${keyCode(key)}, version ${quoted(versionId)}: ${locks.join(', ')}`,
  )
  const commands = md`Each with ${code('--version-id')} left out, so that it is the current version that is locked.`
  return stack(
    md`🔒 **Locks left behind.** ${said}`,
    listKeys ? details('Objects whose lock is only on the old version', stack(bullets(items), commands)) : NOTHING,
  )
}
