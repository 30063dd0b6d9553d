import { describe, expect, it } from '@jest/globals'
import { type Fault, faultOf, mayPass, pauseAfter, retry, Tries } from '../../../src/time/retry.ts'

const failWith = (fault: Fault | undefined) => Object.assign(new Error(fault ?? 'refused'), { fault })

function createWaiting(change: { readonly random?: () => number } = {}) {
  const pauses: number[] = []
  let at = 0
  const sleep = async (ms: number) => {
    pauses.push(ms)
    at += ms
  }
  return { pauses, pass: (ms: number) => (at += ms), waiting: { sleep, now: () => at, ...change } }
}

/** A call that fails so often, and then tells how often it was called. */
function failing(times: number, error: unknown) {
  let calls = 0
  return async () => {
    if (++calls <= times) throw error
    return calls
  }
}

describe('faults', () => {
  it.each<[Fault | undefined, boolean]>([
    ['throttled', true],
    ['ambiguous', true],
    ['not-found', false],
    ['access-denied', false],
    ['precondition', false],
    ['conflict', false],
    ['archived', false],
    ['token-conflict', false],
    ['wrong-status', false],
    [undefined, false],
  ])('%s may pass by itself: %s', (fault, expected) => {
    expect(faultOf(failWith(fault))).toBe(fault)
    expect(mayPass(failWith(fault))).toBe(expected)
  })

  it.each([undefined, null, 'text', new Error('other')])('are not in %p', (error) => {
    expect(faultOf(error)).toBeUndefined()
    expect(mayPass(error)).toBe(false)
  })
})

describe('pauses', () => {
  it('double, up to the longest', () => {
    const policy = { firstPauseMs: 100, maxPauseMs: 500 }
    expect([1, 2, 3, 4, 5].map((failures) => pauseAfter(failures, policy))).toEqual([100, 200, 400, 500, 500])
  })

  it.each([
    [0, 50],
    [0.5, 100],
    [1, 150],
  ])('with a spread of one half and the random number %d, 100 ms are %d', (random, expected) => {
    expect(pauseAfter(1, { firstPauseMs: 100, spread: 0.5 }, () => random)).toBe(expected)
  })
})

describe('retry', () => {
  const POLICY = { tries: 3, firstPauseMs: 1000 }

  it('returns the first success without a pause', async () => {
    const { pauses, waiting } = createWaiting()
    await expect(retry(failing(0, undefined), POLICY, waiting)).resolves.toBe(1)
    expect(pauses).toEqual([])
  })

  it('tries again what may pass', async () => {
    const { pauses, waiting } = createWaiting()
    await expect(retry(failing(2, failWith('throttled')), POLICY, waiting)).resolves.toBe(3)
    expect(pauses).toEqual([1000, 2000])
  })

  it('throws the error of the last try', async () => {
    const { pauses, waiting } = createWaiting()
    await expect(retry(failing(3, failWith('ambiguous')), POLICY, waiting)).rejects.toThrow('ambiguous')
    expect(pauses).toEqual([1000, 2000])
  })

  it('does not try again what will not pass', async () => {
    const { pauses, waiting } = createWaiting()
    await expect(retry(failing(1, failWith('access-denied')), POLICY, waiting)).rejects.toThrow('access-denied')
    expect(pauses).toEqual([])
  })

  it('lets the caller say what may pass', async () => {
    const { waiting } = createWaiting()
    const isNotFound = (error: unknown) => faultOf(error) === 'not-found'
    await expect(retry(failing(1, failWith('not-found')), POLICY, waiting, isNotFound)).resolves.toBe(2)
    await expect(retry(failing(1, failWith('throttled')), POLICY, waiting, isNotFound)).rejects.toThrow('throttled')
  })

  it('spreads the pauses by the random number it is given', async () => {
    const { pauses, waiting } = createWaiting({ random: () => 0 })
    await retry(failing(2, failWith('throttled')), { ...POLICY, spread: 0.5 }, waiting)
    expect(pauses).toEqual([500, 1000])
  })

  it('hands the signal to the pause, so that an abort ends it', async () => {
    const stop = new AbortController()
    const seen: (AbortSignal | undefined)[] = []
    const sleep = async (_: number, signal?: AbortSignal) => void seen.push(signal)
    await retry(failing(1, failWith('throttled')), POLICY, { sleep, signal: stop.signal })
    expect(seen).toEqual([stop.signal])
  })
})

describe('Tries', () => {
  it('begins to count anew after a success', async () => {
    const { pauses, waiting } = createWaiting()
    const tries = new Tries({ tries: 2, firstPauseMs: 1 }, waiting)
    expect(await tries.again()).toBe(true)
    tries.succeed()
    expect(await tries.again()).toBe(true)
    expect(await tries.again()).toBe(false)
    expect(pauses).toEqual([1, 1])
  })

  it('gives up when the last success is too long ago', async () => {
    const { pass, waiting } = createWaiting()
    const tries = new Tries({ tries: 9, firstPauseMs: 1, patienceMs: 100 }, waiting)
    pass(100)
    expect(await tries.again()).toBe(true)
    expect(await tries.again()).toBe(false)
    tries.succeed()
    expect(await tries.again()).toBe(true)
  })

  it('waits as the caller chooses, or gives up at once', async () => {
    const { pauses, waiting } = createWaiting()
    const tries = new Tries({ tries: 9, firstPauseMs: 10 }, waiting)
    expect(await tries.again((pauseMs) => pauseMs + 7)).toBe(true)
    expect(await tries.again(() => undefined)).toBe(false)
    expect(pauses).toEqual([17])
  })

  it('asks the caller nothing when no try is left', async () => {
    const tries = new Tries({ tries: 1, firstPauseMs: 10 }, createWaiting().waiting)
    const asked: number[] = []
    expect(await tries.again((pauseMs) => asked.push(pauseMs))).toBe(false)
    expect(asked).toEqual([])
  })
})
