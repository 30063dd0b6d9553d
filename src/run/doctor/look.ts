// Makes one request for the doctor: what it saw, or why it saw nothing.

import { asActionError } from '../../words/errors.ts'
import type { Look } from '../../words/look.ts'

/** Never throws: one thing that cannot be seen does not keep the doctor from looking at the next. */
export async function look<T>(see: () => Promise<T>): Promise<Look<T>> {
  try {
    return { seen: await see() }
  } catch (error) {
    return { unseen: asActionError(error, 'INTERNAL_ERROR') }
  }
}

/** What was seen; undefined if nothing was. */
export const seenIn = <T>(looked: Look<T> | undefined): T | undefined =>
  looked !== undefined && 'seen' in looked ? looked.seen : undefined
