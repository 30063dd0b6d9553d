// Knows what one look at an object by HeadObject tells a scan, and how many objects are looked at in order.

import { mapAtOnce } from '../time/at-once.ts'
import { type RetryPolicy, retry, type Sleep } from '../time/retry.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { SeenEncryption } from '../words/key-rule.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** HeadObject of the current version, as far as a scan needs it. */
export type ObjectGlance = SeenEncryption & {
  /** Bytes. */
  readonly size: number
  readonly storageClass: string
  /** Epoch milliseconds. */
  readonly lastModified: number
  readonly websiteRedirect: string | undefined
  /** Undefined where it was not asked for; `unknown` where the role may not see it. */
  readonly lock?: 'none' | 'locked' | 'unknown' | undefined
}

/**
 * One HeadObject; undefined for an object that is not there any more.
 * @throws ActionError: ACCESS_DENIED, SERVICE_UNAVAILABLE, EVIDENCE_MISSING for an answer that cannot be understood
 */
export type LookAtObject = (key: EncodedKey, signal: AbortSignal) => Promise<ObjectGlance | undefined>

export type LookDeps = {
  readonly look: LookAtObject
  readonly sleep: Sleep
  /** Told after each object. */
  readonly onLook?: ((looked: number) => void) | undefined
}

/** HeadObject requests under way at a time. */
export const LOOKS_AT_ONCE = 32
/** Beside the SDK's own attempts: one look in ten thousand must not throw the others away. */
const LOOKING: RetryPolicy = { tries: 3, firstPauseMs: 2_000 }
const mayPass = (error: unknown) => asActionError(error, 'INTERNAL_ERROR').code === 'SERVICE_UNAVAILABLE'

export type Looked<T> = { readonly row: T; readonly glance: ObjectGlance | undefined }

/**
 * Looks at the object of each row and yields it in the order of the rows. `requests` counts every request. The first look
 * that fails for good ends it: an incomplete answer would be none.
 */
export async function* lookAtEach<T extends { readonly key: EncodedKey }>(
  rows: AsyncIterable<T>,
  { look, sleep, onLook }: LookDeps,
  requests: { count: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<Looked<T>> {
  let looked = 0
  const lookOnce = async (key: EncodedKey, either: AbortSignal) => {
    if (either.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
    requests.count++
    return await look(key, either)
  }
  const lookAt = async (row: T, either: AbortSignal) => {
    const glance = await retry(() => lookOnce(row.key, either), LOOKING, { sleep, signal: either }, mayPass)
    onLook?.(++looked)
    return { row, glance }
  }
  yield* mapAtOnce(rows, LOOKS_AT_ONCE, lookAt, signal)
}
