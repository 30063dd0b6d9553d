// Calls GitHub's REST API with timeouts and retries.

import type { getOctokit } from '@actions/github'
import { type RetryPolicy, type Sleep, Tries } from '../time/retry.ts'
import type { Deps } from './deps.ts'
import { withinTime } from './limit.ts'

export type Octokit = ReturnType<typeof getOctokit>

/** GitHub responds within ten seconds or not at all (REST API, "Troubleshooting": timeouts). */
const REQUEST_TIMEOUT_MS = 30_000

/** A client of the API at GITHUB_API_URL, through the runner's proxy if there is one. Every call has a timeout. */
export async function connect(token: string, deps: Pick<Deps, 'signal' | 'startTimer'>): Promise<Octokit> {
  // Imported late, because loading it reads the proxy from the environment and throws if the proxy cannot be used.
  const github = await import(/* webpackMode: "eager" */ '@actions/github')
  const octokit = github.getOctokit(token)
  octokit.hook.wrap('request', (request, options) =>
    withinTime(
      REQUEST_TIMEOUT_MS,
      async (signal) => await request({ ...options, request: { ...options.request, signal } }),
      deps,
    ),
  )
  return octokit
}

const CALLING: RetryPolicy = { tries: 4, firstPauseMs: 1_000 }
/** Longest wait that GitHub may ask for; if it is longer, the run continues without the issue. */
const MAX_RETRY_MS = 60_000

type GithubError = {
  readonly status?: unknown
  readonly message?: unknown
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> }
}

/** One call, retried if GitHub asks for it (rate limits) or is unavailable (5xx, no response). */
export async function call<R extends { readonly sleep: Sleep }, T>(
  request: R,
  send: (request: R) => Promise<T>,
): Promise<T> {
  const tries = new Tries(CALLING, request)
  for (;;) {
    try {
      return await send(request)
    } catch (error) {
      if (!(await tries.again((pauseMs) => retryDelay(error as GithubError, pauseMs)))) throw error
    }
  }
}

/**
 * Milliseconds until the next attempt; undefined if no attempt can help (REST API, "Best practices": retry-after, or
 * x-ratelimit-reset if nothing remains). The time to the reset is measured by GitHub's own clock, the Date header.
 */
function retryDelay(error: GithubError, backoffMs: number): number | undefined {
  const status = statusOf(error)
  const headers = error.response?.headers ?? {}
  if (status === undefined || [500, 502, 503, 504].includes(status)) return backoffMs
  if (status !== 403 && status !== 429) return undefined
  let delayMs: number | undefined
  if (headers['retry-after'] !== undefined) delayMs = Number(headers['retry-after']) * 1000
  else if (String(headers['x-ratelimit-remaining']) === '0') {
    delayMs = Number(headers['x-ratelimit-reset']) * 1000 - Date.parse(String(headers.date))
  } else if (status === 429 || /secondary rate limit/i.test(String(error.message))) delayMs = MAX_RETRY_MS
  return delayMs !== undefined && delayMs <= MAX_RETRY_MS ? Math.max(delayMs, backoffMs) : undefined
}

/** The HTTP status of a refusal; undefined if there was no response. */
export function statusOf(error: unknown): number | undefined {
  const { status } = (error ?? {}) as GithubError
  return typeof status === 'number' ? status : undefined
}
