// Knows how calls are retried: which failures are temporary, how long each pause is, and when to give up.

/**
 * What a failed call means for the next step; everything without a fault is a refusal that trying again will not change.
 *
 * - `throttled`: S3 asked to come back later and did nothing
 * - `ambiguous`: no answer, a broken one, one too late, or a 5xx: the call may or may not have had its effect
 * - `not-found`: the job, the object or the multipart upload is not there
 * - `access-denied`: 403. For a missing object S3 says this, too, to a caller without s3:ListBucket
 * - `precondition`: 412: the object is not the one that was checked
 * - `conflict`: 409: another write of the same key was in progress, nothing was done
 * - `archived`: the bytes must be restored first
 * - `token-conflict`: IdempotencyException: a job with this ClientRequestToken and another request exists
 * - `wrong-status`: JobStatusException: the job is not in a state that allows the change
 */
export type Fault =
  | 'throttled'
  | 'ambiguous'
  | 'not-found'
  | 'access-denied'
  | 'precondition'
  | 'conflict'
  | 'archived'
  | 'token-conflict'
  | 'wrong-status'

/** The fault that an error of the outside world carries in its property `fault`, if any. */
export function faultOf(error: unknown): Fault | undefined {
  return (error as { readonly fault?: Fault } | null | undefined)?.fault
}

export const isAmbiguous = (error: unknown) => faultOf(error) === 'ambiguous'
export const isNotFound = (error: unknown) => faultOf(error) === 'not-found'
/** Whether the same call may succeed a little later. */
export const mayPass = (error: unknown) => faultOf(error) === 'throttled' || isAmbiguous(error)

/** Resolves after `ms`, or at once when `signal` aborts or the run is interrupted. Never rejects. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** A clock, a pause, and chance. */
export type Timing = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly sleep: Sleep
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number
}

/** How often, and how patiently. Each pause is twice the one before. */
export type RetryPolicy = {
  /** Tries in a row, the first included. */
  readonly tries: number
  readonly firstPauseMs: number
  readonly maxPauseMs?: number
  /** How much shorter or longer a pause may be, as a part of it, so that what failed together does not come back together. */
  readonly spread?: number
  /** No try is begun when the last success is longer ago than this. */
  readonly patienceMs?: number
}

/** The outside world that waiting needs. */
type Waiting = {
  readonly sleep: Sleep
  readonly signal?: AbortSignal | undefined
  /** Milliseconds since the epoch; only for a policy with `patienceMs`. */
  readonly now?: (() => number) | undefined
  /** A number from 0 up to 1; only for a policy with `spread`. */
  readonly random?: (() => number) | undefined
}

/** Milliseconds to wait after so many failures in a row. */
export function pauseAfter(failures: number, policy: Omit<RetryPolicy, 'tries'>, random = () => 0.5): number {
  const { firstPauseMs, maxPauseMs = Number.POSITIVE_INFINITY, spread = 0 } = policy
  return Math.min(firstPauseMs * 2 ** (failures - 1), maxPauseMs) * (1 - spread + 2 * spread * random())
}

/** Counts failures in a row, for loops in which more happens between two tries than a pause. */
export class Tries {
  readonly #policy: RetryPolicy
  readonly #waiting: Waiting
  #failures = 0
  #lastSuccessAt: number | undefined

  constructor(policy: RetryPolicy, waiting: Waiting) {
    this.#policy = policy
    this.#waiting = waiting
    this.succeed()
  }

  /** Forgets what failed before. */
  succeed(): void {
    this.#failures = 0
    this.#lastSuccessAt = this.#waiting.now?.()
  }

  /** Counts a failure and waits; false, at once, when it was one too many. `choosePause` may wait otherwise, or not at all. */
  async again(choosePause: (pauseMs: number) => number | undefined = (pauseMs) => pauseMs): Promise<boolean> {
    const { sleep, signal, now, random } = this.#waiting
    const { tries, patienceMs = Number.POSITIVE_INFINITY } = this.#policy
    this.#failures++
    if (this.#failures >= tries || (now?.() ?? 0) - (this.#lastSuccessAt ?? 0) > patienceMs) return false
    const pauseMs = choosePause(pauseAfter(this.#failures, this.#policy, random))
    if (pauseMs === undefined) return false
    await sleep(pauseMs, signal)
    return true
  }
}

/**
 * Calls until the call succeeds, `isPassing` says no to its error, or it has failed too often. An abort cuts a pause short; it
 * is for the call to refuse then.
 * @throws the error of the last call
 */
export async function retry<T>(
  call: () => Promise<T>,
  policy: RetryPolicy,
  waiting: Waiting,
  isPassing: (error: unknown) => boolean = mayPass,
): Promise<T> {
  const tries = new Tries(policy, waiting)
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!isPassing(error) || !(await tries.again())) throw error
    }
  }
}
