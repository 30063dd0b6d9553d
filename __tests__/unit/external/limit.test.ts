import { getEventListeners } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { untilAborted, withinTime } from '../../../src/external/limit.ts'

const never = () => new Promise<never>(() => {})
const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

describe('untilAborted', () => {
  it('passes on how the call ends, and then listens no more', async () => {
    const { signal } = new AbortController()
    await expect(untilAborted(async () => 'answer', signal)).resolves.toBe('answer')
    await expect(untilAborted(() => Promise.reject(new Error('refused')), signal)).rejects.toThrow('refused')
    expect(listenersOf(signal)).toBe(0)
  })

  it('rejects with the reason of the cancellation, though the call goes on', async () => {
    const controller = new AbortController()
    const call = untilAborted(never, controller.signal)
    controller.abort(new Error('SIGINT came'))
    await expect(call).rejects.toThrow('SIGINT came')
  })

  it('says that the run was cancelled where the reason is no error', async () => {
    const controller = new AbortController()
    const call = untilAborted(never, controller.signal)
    controller.abort('stop')
    await expect(call).rejects.toThrow('the run was cancelled')
  })

  it('does not begin a call after the cancellation', async () => {
    let begun = 0
    const begin = async () => {
      begun++
    }
    await expect(untilAborted(begin, AbortSignal.abort(new Error('SIGINT came')))).rejects.toThrow('SIGINT came')
    expect(begun).toBe(0)
  })
})

describe('withinTime', () => {
  /** A timer that fires when the test says so. */
  const createClock = () => {
    const clock = { ms: 0, running: 0, fire: () => {} }
    const startTimer = (ms: number, fire: () => void) => {
      Object.assign(clock, { ms, fire, running: clock.running + 1 })
      return () => {
        clock.running--
      }
    }
    return { clock, startTimer }
  }

  it('passes on how the call ends, and stops its timer either way', async () => {
    const { clock, startTimer } = createClock()
    const deps = { signal: new AbortController().signal, startTimer }
    await expect(withinTime(5_000, async () => 'answer', deps)).resolves.toBe('answer')
    expect(clock).toMatchObject({ ms: 5_000, running: 0 })
    await expect(withinTime(5_000, () => Promise.reject(new Error('refused')), deps)).rejects.toThrow('refused')
    expect(clock.running).toBe(0)
  })

  it('gives the call up when the time is over, tells it so, and says how long that was', async () => {
    const { clock, startTimer } = createClock()
    const seen: AbortSignal[] = []
    const call = withinTime(
      90_000,
      (signal) => {
        seen.push(signal)
        return never()
      },
      { signal: new AbortController().signal, startTimer },
    )
    clock.fire()
    await expect(call).rejects.toThrow('no answer for 90 s')
    expect(seen.map(({ aborted }) => aborted)).toEqual([true])
    expect(clock.running).toBe(0)
  })

  it('gives the call up when the run is cancelled, and stops its timer', async () => {
    const { clock, startTimer } = createClock()
    const controller = new AbortController()
    const call = withinTime(90_000, never, { signal: controller.signal, startTimer })
    controller.abort(new Error('SIGTERM came'))
    await expect(call).rejects.toThrow('SIGTERM came')
    expect(clock.running).toBe(0)
  })
})
