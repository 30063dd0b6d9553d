// Retries calls: which failures are temporary, how long each pause is, and when to give up.

/**
 * What a failed call means for the next step. An error without a fault is a refusal that a retry does not change.
 *
 * - `throttled`: S3 asked to retry later and did nothing
 * - `ambiguous`: no response, a broken or late one, or a 5xx: the call may or may not have taken effect
 * - `not-found`: the job, object or multipart upload does not exist
 * - `access-denied`: 403. S3 also returns it for a missing object if the caller lacks s3:ListBucket
 * - `precondition`: 412: the object is not the one that was checked
 * - `conflict`: 409: another write to the same key was in progress, nothing was done
 * - `archived`: the bytes must be restored first
 * - `token-conflict`: IdempotencyException: a job with this ClientRequestToken but a different request exists
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

/** The fault in the `fault` property of an external error, if any. */
export function faultOf(error: unknown): Fault | undefined {
  return (error as { readonly fault?: Fault } | null | undefined)?.fault
}

export const isAmbiguous = (error: unknown) => faultOf(error) === 'ambiguous'
export const isNotFound = (error: unknown) => faultOf(error) === 'not-found'
/** Whether the same call may succeed later. */
export const mayPass = (error: unknown) => faultOf(error) === 'throttled' || isAmbiguous(error)

/** Resolves after `ms`, or at once when `signal` aborts or the run is interrupted. Never rejects. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Clock, sleep and randomness. */
export type Timing = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly sleep: Sleep
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number
}

/** How often to try and how long to wait. Each pause is twice the previous one. */
export type RetryPolicy = {
  /** Maximum number of consecutive tries, including the first. */
  readonly tries: number
  readonly firstPauseMs: number
  readonly maxPauseMs?: number
  /** Jitter as a fraction of the pause, so that calls that failed together are not retried together. */
  readonly spread?: number
  /** No try starts if the last success is longer ago than this. */
  readonly patienceMs?: number
}

/** What waiting needs from its environment. */
type Waiting = {
  readonly sleep: Sleep
  readonly signal?: AbortSignal | undefined
  /** Milliseconds since the epoch; only for a policy with `patienceMs`. */
  readonly now?: (() => number) | undefined
  /** A number from 0 up to 1; only for a policy with `spread`. */
  readonly random?: (() => number) | undefined
}

/** Milliseconds to wait after this many consecutive failures. */
export function pauseAfter(failures: number, policy: Omit<RetryPolicy, 'tries'>, random = () => 0.5): number {
  const { firstPauseMs, maxPauseMs = Number.POSITIVE_INFINITY, spread = 0 } = policy
  return Math.min(firstPauseMs * 2 ** (failures - 1), maxPauseMs) * (1 - spread + 2 * spread * random())
}

/** Counts consecutive failures, for loops that do more than pause between two tries. */
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

  /** Resets the count. */
  succeed(): void {
    this.#failures = 0
    this.#lastSuccessAt = this.#waiting.now?.()
  }

  /**
   * Counts a failure and waits; false, without waiting, after the last try. `choosePause` can change or skip the pause.
   */
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
 * Calls until the call succeeds, `isPassing` returns false for its error, or it has failed too often. An abort cuts a
 * pause short; rejecting the next call is then up to the call itself.
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
