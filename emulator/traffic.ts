// Knows what the log keeps of a request, and what a fault may do to one.

/** One request as it was answered. Tests count these. */
export type LoggedRequest = {
  readonly number: number
  /** Clock of the emulator, epoch milliseconds. */
  readonly at: number
  readonly service: 's3' | 's3-control' | 'sts' | 'kms' | 'iam' | 'oidc' | 'github' | 'admin' | 'unknown'
  /** AWS's name of the operation (`GetObject`, `CreateJob`), or `GET /repos/{owner}/{repo}/issues`. */
  operation: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** What was sent, without the content coding aws-chunked. */
  body: Uint8Array
  /** Who signed it, once known. */
  principal?: string
  status?: number
  bytesSent?: number
}

/**
 * A fault: which request, what happens. Matched in order, consumed `times` times.
 * - `before`: received, nothing applied · `after`: applied, no byte of the answer sent
 * - `body`: the first `bytes` bytes of the body are sent, then the connection breaks, hangs or ends early; the effect
 *   `error` sends status 200 with the error as its body, as S3 does when a copy fails late
 * - `answered`: the whole answer is on its way; only for the effect `call`
 */
export type Fault = {
  readonly match: { readonly operation?: string; readonly number?: number; readonly urlIncludes?: string }
  readonly phase: 'before' | 'after' | 'body' | 'answered'
  readonly effect:
    | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
    | { readonly kind: 'reset' | 'hang' | 'short' }
    /** Only in phase `body`: the byte at `bytes` arrives changed, everything else is as it should be. */
    | { readonly kind: 'corrupt' }
    /** Only in phase `before`: the range asked for is not respected; `other` answers 206 for as many bytes of another place. */
    | { readonly kind: 'range'; readonly answer: 'whole' | 'other' }
    /** Runs a function of the test (kill the child, change an object) and then continues normally. */
    | { readonly kind: 'call'; readonly run: () => void | Promise<void> }
  /** Where in the body; by its length for `half` and `all-but-one`. */
  readonly bytes?: number | 'half' | 'all-but-one'
  times: number
}
