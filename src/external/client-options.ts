// Knows what every AWS client is made with.

export type ClientOptions = {
  readonly region: string
  /** The runner's environment: custom endpoints and proxies are named there. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Called for every answer, for step-debug logs: operation, status, request id, attempts, milliseconds. */
  readonly onAnswer: (line: string) => void
  /** Ends every call at once when the run is cancelled. */
  readonly signal: AbortSignal
  /** Calls `fire` after `ms` unless the returned function is called before. */
  readonly startTimer: (ms: number, fire: () => void) => () => void
}
