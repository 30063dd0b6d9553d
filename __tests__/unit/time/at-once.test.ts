import { describe, expect, it } from '@jest/globals'
import { forEachAtOnce, mapAtOnce } from '../../../src/time/at-once.ts'

const NUMBERS = Array.from({ length: 20 }, (_, index) => index)

/** Work that ends when the test says so, and notes what has become of it. */
function createStage() {
  const begun: number[] = []
  const aborted: number[] = []
  const ended: number[] = []
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const work = async (item: number, signal: AbortSignal): Promise<number> => {
    begun.push(item)
    signal.addEventListener('abort', () => aborted.push(item))
    try {
      await new Promise<void>((resolve, reject) => ends.set(item, { resolve, reject }))
    } finally {
      ended.push(item)
    }
    return item * 10
  }
  const turn = async () => {
    for (let turns = 0; turns < 20; turns++) await Promise.resolve()
  }
  const finish = async (item: number) => {
    await turn()
    ends.get(item)?.resolve()
    await turn()
  }
  const fail = async (item: number) => {
    await turn()
    ends.get(item)?.reject(new Error(`no ${item}`))
    await turn()
  }
  const act = async (item: number, signal: AbortSignal) => void (await work(item, signal))
  return { begun, aborted, ended, work, act, finish, fail, turn }
}

/** What has come of a promise so far. */
function watch(promise: Promise<unknown>) {
  const seen: { end: string | undefined } = { end: undefined }
  promise.then(
    () => {
      seen.end = 'done'
    },
    (error: Error) => {
      seen.end = error.message
    },
  )
  return seen
}

describe('forEachAtOnce', () => {
  it('begins the next item as soon as any has ended', async () => {
    const { begun, act, finish } = createStage()
    const run = watch(forEachAtOnce([0, 1, 2, 3], 2, act))
    expect(begun).toEqual([0, 1])
    await finish(1)
    expect(begun).toEqual([0, 1, 2])
    await finish(2)
    expect(begun).toEqual([0, 1, 2, 3])
    await finish(3)
    expect(run.end).toBeUndefined()
    await finish(0)
    expect(run.end).toBe('done')
  })

  it('after the first failure begins nothing, aborts the others, and throws it once they have ended', async () => {
    const { begun, aborted, act, finish, fail } = createStage()
    const run = watch(forEachAtOnce(NUMBERS, 3, act))
    await fail(1)
    expect(begun).toEqual([0, 1, 2])
    expect(aborted).toEqual(expect.arrayContaining([0, 2]))
    expect(run.end).toBeUndefined()
    await fail(2)
    expect(run.end).toBeUndefined()
    await finish(0)
    expect(run.end).toBe('no 1')
    expect(begun).toEqual([0, 1, 2])
  })

  it('throws the first failure also where others end in the same moment', async () => {
    const failing = (item: number) => (item === 1 ? Promise.reject(new Error('no 1')) : Promise.resolve())
    const run = watch(forEachAtOnce([0, 1, 2], 3, failing))
    await createStage().turn()
    expect(run.end).toBe('no 1')
  })

  it('begins nothing more once the caller’s signal has aborted, and is no failure', async () => {
    const { begun, aborted, act, finish } = createStage()
    const stop = new AbortController()
    const run = watch(forEachAtOnce(NUMBERS, 2, act, stop.signal))
    stop.abort()
    expect(aborted).toEqual([0, 1])
    await finish(0)
    await finish(1)
    expect(run.end).toBe('done')
    expect(begun).toEqual([0, 1])
  })

  it('does nothing for no items', async () => {
    await expect(forEachAtOnce([], 4, () => Promise.reject(new Error('no')))).resolves.toBeUndefined()
  })
})

describe('mapAtOnce', () => {
  it('yields in the order of the items, with no more than so many begun and not yet yielded', async () => {
    const { begun, work, finish } = createStage()
    const results = mapAtOnce([0, 1, 2, 3], 2, work)
    const first = results.next()
    await finish(1)
    expect(begun).toEqual([0, 1])
    await finish(0)
    expect(await first).toEqual({ done: false, value: 0 })
    expect(begun).toEqual([0, 1])
    expect(await results.next()).toEqual({ done: false, value: 10 })
    expect(begun).toEqual([0, 1, 2])
    const third = results.next()
    await finish(2)
    expect(await third).toEqual({ done: false, value: 20 })
    const fourth = results.next()
    await finish(3)
    expect(await fourth).toEqual({ done: false, value: 30 })
    expect(await results.next()).toEqual({ done: true, value: undefined })
  })

  it('yields what comes before a failure, begins nothing after it, and throws it once the rest has ended', async () => {
    const { begun, aborted, work, finish, fail } = createStage()
    const results = mapAtOnce(NUMBERS, 3, work)
    const first = results.next()
    await fail(1)
    expect(aborted).toEqual([])
    await finish(0)
    expect(await first).toEqual({ done: false, value: 0 })
    const second = watch(results.next())
    await finish(-1)
    expect(aborted).toContain(2)
    expect(second.end).toBeUndefined()
    await finish(2)
    expect(second.end).toBe('no 1')
    expect(begun).toEqual([0, 1, 2])
    expect(await results.next()).toEqual({ done: true, value: undefined })
  })

  it('lets nothing outlive a caller who has seen enough', async () => {
    const { aborted, ended, work, finish, turn } = createStage()
    const results = mapAtOnce(NUMBERS, 3, work)
    const first = results.next()
    await finish(0)
    await first
    const leaving = watch(results.return(undefined))
    await turn()
    expect(aborted).toEqual(expect.arrayContaining([1, 2]))
    expect(leaving.end).toBeUndefined()
    await finish(1)
    await finish(2)
    expect(leaving.end).toBe('done')
    expect(ended).toEqual([0, 1, 2])
  })

  it('closes the items it takes no more of', async () => {
    let isClosed = false
    async function* endless() {
      try {
        for (let item = 0; ; item++) yield item
      } finally {
        isClosed = true
      }
    }
    const failing = mapAtOnce(endless(), 2, () => Promise.reject(new Error('no')))
    await expect(failing.next()).rejects.toThrow('no')
    expect(isClosed).toBe(true)
  })

  it('hands the caller’s abort to the work, which decides what it means', async () => {
    const work = async (item: number, signal: AbortSignal) => {
      signal.throwIfAborted()
      return item
    }
    await expect(mapAtOnce([1], 2, work, AbortSignal.abort(new Error('cancelled'))).next()).rejects.toThrow('cancelled')
  })
})
