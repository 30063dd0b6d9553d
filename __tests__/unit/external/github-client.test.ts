// When a call of GitHub is made again: as GitHub asks, and never for longer than a minute.

import { describe, expect, it } from '@jest/globals'
import { call, statusOf } from '../../../src/external/github-client.ts'

type Refusal = { status?: unknown; message?: string; response?: { headers?: Record<string, string | number> } }

/** The waits before the call that succeeds, or the error. */
async function waitsAfter(...refusals: Refusal[]) {
  const waits: number[] = []
  const sleep = async (ms: number) => void waits.push(Math.round(ms / 1000))
  const send = async () => {
    const next = refusals.shift()
    if (next !== undefined) throw Object.assign(new Error(next.message ?? 'no'), next)
    return 'done'
  }
  const answer = await call({ sleep }, send).catch((error: unknown) => statusOf(error) ?? 'refused')
  return { answer, waits: waits.length, longest: Math.max(0, ...waits) }
}
const DATE = 'Fri, 20 Nov 2026 12:00:00 GMT'
const reset = (seconds: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': Date.parse(DATE) / 1000 + seconds,
  date: DATE,
})

describe('a call is made again', () => {
  it.each<[string, Refusal]>([
    ['without an answer', { message: 'socket hang up' }],
    ['without an answer worth the name', { status: 'odd' }],
    ['after 500', { status: 500 }],
    ['after 503', { status: 503, response: {} }],
    ['after 429', { status: 429 }],
    ['after the secondary limit', { status: 403, message: 'You have exceeded a secondary rate limit' }],
    ['after as long as GitHub asks', { status: 403, response: { headers: { 'retry-after': '30' } } }],
    ['when the limit begins anew', { status: 403, response: { headers: reset(20) } }],
  ])('%s', async (_what, refusal) => {
    expect(await waitsAfter(refusal)).toMatchObject({ answer: 'done', waits: 1 })
  })

  it('as late as GitHub asks', async () => {
    const asked = { status: 429, response: { headers: { 'retry-after': '30' } } }
    expect((await waitsAfter(asked)).longest).toBe(30)
    expect((await waitsAfter({ status: 403, response: { headers: reset(20) } })).longest).toBe(20)
  })
})

describe('a call is given up', () => {
  it.each<[Refusal, number]>([
    [{ status: 404 }, 404],
    [{ status: 403 }, 403],
    [{ status: 403, response: { headers: { 'retry-after': '3600' } } }, 403],
    [{ status: 403, response: { headers: reset(3600) } }, 403],
    [{ status: 403, response: { headers: { ...reset(1), date: 'never' } } }, 403],
    [{ status: 422 }, 422],
  ])('after %j', async (refusal, status) => {
    expect(await waitsAfter(refusal)).toEqual({ answer: status, waits: 0, longest: 0 })
  })

  it('after several 500', async () => {
    const { answer, waits } = await waitsAfter(...Array.from({ length: 20 }, () => ({ status: 500 })))
    expect(answer).toBe(500)
    expect(waits).toBeGreaterThan(1)
  })

  it('with the status, if it has one', () => {
    expect([
      statusOf({ status: 404 }),
      statusOf({ status: '404' }),
      statusOf(undefined),
      statusOf(new Error('x')),
    ]).toEqual([404, undefined, undefined, undefined])
  })
})
