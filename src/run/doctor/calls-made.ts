// Remembers what the doctor's own calls were answered: a call that succeeded proves its permission, and a refused one
// proves that it is missing. Pure.

import type { ActionOf, Sid } from '../../external/permissions.ts'
import type { Look } from '../../words/look.ts'

type Calls = {
  /** Actions that were allowed. */
  readonly used: ReadonlySet<string>
  /** The first refusal, in words. */
  readonly refused: string | undefined
}

export type CallsMade = { readonly of: (sid: Sid) => Calls }

export type CallRecord = CallsMade & {
  /** What a call of this statement was answered. Only a denial counts as a refusal. */
  readonly add: <S extends Sid>(sid: S, action: ActionOf<S>, looked: Look<unknown> | undefined) => void
}

export function recordCalls(): CallRecord {
  const used = new Map<Sid, Set<string>>()
  const refused = new Map<Sid, string>()
  return {
    of: (sid) => ({ used: used.get(sid) ?? new Set(), refused: refused.get(sid) }),
    add: (sid, action, looked) => {
      if (looked === undefined) return
      if ('seen' in looked) used.set(sid, (used.get(sid) ?? new Set()).add(action))
      else if (looked.unseen.code === 'ACCESS_DENIED' && !refused.has(sid)) refused.set(sid, looked.unseen.message)
    },
  }
}
