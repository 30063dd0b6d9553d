// Checks the objects of many rows with HeadObject, a few at a time and in order.

import { mapAtOnce } from '../time/at-once.ts'
import { type RetryPolicy, retry, type Sleep } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { ObjectLook } from './object-look.ts'

/**
 * One HeadObject request; undefined for an object that no longer exists.
 * @throws ActionError, with its fault; EVIDENCE_MISSING for a response that is not understood
 */
export type LookAtObject = (key: EncodedKey, signal: AbortSignal) => Promise<ObjectLook | undefined>

/** `look`: one request for an object. */
export type LookDeps<Seen = ObjectLook | undefined> = {
  readonly look: (key: EncodedKey, signal: AbortSignal) => Promise<Seen>
  readonly sleep: Sleep
  /** Called after each object. */
  readonly onLook?: ((looked: number) => void) | undefined
}

/** Maximum number of concurrent HeadObject requests. */
export const LOOKS_AT_ONCE = 32
/** In addition to the SDK's own retries: one failed request in ten thousand must not discard the others. */
const LOOKING: RetryPolicy = { tries: 3, firstPauseMs: 2_000 }

type Looked<T, Seen> = { readonly row: T; readonly seen: Seen }

/**
 * Sends a HeadObject request for each row and yields the results in the order of the rows. `requests` counts every
 * request. The first request that fails for good ends the sequence: an incomplete result would be worthless.
 */
export async function* lookAtEach<T extends { readonly key: EncodedKey }, Seen>(
  rows: AsyncIterable<T>,
  { look, sleep, onLook }: LookDeps<Seen>,
  requests: { count: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<Looked<T, Seen>> {
  let looked = 0
  const lookOnce = async (key: EncodedKey, either: AbortSignal) => {
    if (either.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
    requests.count++
    return await look(key, either)
  }
  const lookAt = async (row: T, either: AbortSignal) => {
    const seen = await retry(() => lookOnce(row.key, either), LOOKING, { sleep, signal: either })
    onLook?.(++looked)
    return { row, seen }
  }
  yield* mapAtOnce(rows, LOOKS_AT_ONCE, lookAt, signal)
}
