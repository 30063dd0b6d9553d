// The options of every AWS client.

export type ClientOptions = {
  readonly region: string
  /** The runner's environment, with custom endpoints and proxies. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Called for every response, for step-debug logs: operation, status, request id, attempts, milliseconds. */
  readonly onAnswer: (line: string) => void
  /** Ends every call immediately when the run is cancelled. */
  readonly signal: AbortSignal
  /** Calls `fire` after `ms` unless the returned function is called first. */
  readonly startTimer: (ms: number, fire: () => void) => () => void
}
