// The log entry of a request, and the faults that can be applied to one.

/** One request with its result. Tests count these. */
export type LoggedRequest = {
  readonly number: number
  /** Clock of the emulator, epoch milliseconds. */
  readonly at: number
  readonly service:
    | 's3'
    | 's3-control'
    | 'sts'
    | 'kms'
    | 'athena'
    | 'organizations'
    | 'iam'
    | 'oidc'
    | 'github'
    | 'admin'
    | 'unknown'
  /** AWS's name of the operation (`GetObject`, `CreateJob`), or `GET /repos/{owner}/{repo}/issues`. */
  operation: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body as sent, without the content coding aws-chunked. */
  body: Uint8Array
  /** ARN of the signer, once known. */
  principal?: string
  status?: number
  bytesSent?: number
}

/**
 * A fault: which request, what happens. Matched in order, used `times` times.
 * - `before`: received, nothing applied · `after`: applied, no byte of the response sent
 * - `body`: the first `bytes` bytes of the body are sent, then the connection breaks, hangs or ends early; the effect
 *   `error` sends status 200 with the error as its body, as S3 does when a copy fails late
 * - `answered`: the whole response has been sent; only for the effect `call`
 */
export type Fault = {
  readonly match: { readonly operation?: string; readonly number?: number; readonly urlIncludes?: string }
  readonly phase: 'before' | 'after' | 'body' | 'answered'
  readonly effect:
    | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
    | { readonly kind: 'reset' | 'hang' | 'short' }
    /** Only in phase `body`: the byte at `bytes` is changed, everything else is correct. */
    | { readonly kind: 'corrupt' }
    /**
     * Only in phase `before`: the requested range is ignored; `other` returns 206 with as many bytes from another
     * position.
     */
    | { readonly kind: 'range'; readonly answer: 'whole' | 'other' }
    /** Runs a function of the test (kill the child, change an object) and then continues normally. */
    | { readonly kind: 'call'; readonly run: () => void | Promise<void> }
  /** Position in the body; relative to its length for `half` and `all-but-one`. */
  readonly bytes?: number | 'half' | 'all-but-one'
  times: number
}
