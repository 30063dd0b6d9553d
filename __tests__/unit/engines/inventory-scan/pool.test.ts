import { describe, expect, it } from '@jest/globals'
import { STALL_MS } from '../../../../src/engines/inventory-scan/pool.ts'
import { STREAM_CREDITS } from '../../../../src/engines/inventory-scan/protocol.ts'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import type { ObjectStream } from '../../../../src/inventory/store.ts'
import type { MemoryStore } from '../../../support/memory-store.ts'
import { createReport, createRequest, gzipLines } from '../../../support/report.ts'

const worker = (name: string) => new URL(`../../../support/workers/${name}.mjs`, import.meta.url)
const FILE = 'p/src/daily/data/0.csv.gz'

/** The store, with the bytes of every object passing through `pass`. */
function streamingThrough(store: MemoryStore, pass: (stream: ObjectStream) => AsyncIterable<Uint8Array>): MemoryStore {
  const stream: MemoryStore['stream'] = async (key, options) => {
    const opened = await store.stream(key, options)
    return { ...opened, bytes: pass(opened) }
  }
  return { ...store, stream }
}

describe('a scan worker', () => {
  it.each([
    ['dies', `Inventory file ${FILE}: its reader ended`],
    ['throws', `Inventory file ${FILE}: its reader ended: \`bad footer\``],
    ['grows', `Inventory file ${FILE}: its reader ended: \`Worker terminated due to reaching memory limit`],
  ])('that %s ends the scan, and nobody is blamed', async (name, message) => {
    const request = createRequest(createReport([gzipLines([{}])]), '/nowhere', {
      workerUrl: worker(name),
      keepRows: 'no',
    })
    await expect(scanReport(request)).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('Run it again'),
    })
  })

  it('that does not go on is given up, nobody is blamed, and it is never given more chunks than its credits', async () => {
    const made = createReport([gzipLines(Array.from({ length: 100 }, () => ({})))])
    made.store.chunkBytes = 4
    let chunks = 0
    let pending: (() => void) | undefined
    // The clock jumps as soon as the last chunk there is room for was sent.
    const jump = () => {
      if (chunks > STREAM_CREDITS) pending?.()
    }
    const counted = async function* ({ bytes }: ObjectStream) {
      for await (const chunk of bytes) {
        chunks++
        setImmediate(jump)
        yield chunk
      }
    }
    const request = createRequest(made, '/nowhere', {
      workerUrl: worker('hangs'),
      keepRows: 'no',
      store: streamingThrough(made.store, counted),
      startTimer: (ms, fire) => {
        expect(ms).toBe(STALL_MS)
        pending = fire
        setImmediate(jump)
        return () => {
          if (pending === fire) pending = undefined
        }
      },
    })
    await expect(scanReport(request)).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
      message: `Inventory file ${FILE}: its reader has made no progress for 30 seconds, after 0 rows`,
      hint: expect.stringContaining('Run it again'),
    })
    expect(chunks).toBe(STREAM_CREDITS + 1)
  })

  it('is not given up while it tells of rows, however long one chunk takes', async () => {
    const made = createReport([gzipLines([{}])])
    const timers = new Set<() => void>()
    const progress: number[] = []
    const request = createRequest(made, '/nowhere', {
      workerUrl: worker('tells'),
      keepRows: 'no',
      startTimer: (_, fire) => {
        timers.add(fire)
        return () => timers.delete(fire)
      },
    })
    let armed: readonly (() => void)[] = []
    const scanned = scanReport({
      ...request,
      onProgress: ({ rows }) => {
        // Whatever timer ran before this sign of life has been stopped by the next one.
        for (const fire of armed) expect(timers.has(fire)).toBe(false)
        armed = rows > 0 ? [...timers] : []
        progress.push(rows)
      },
    })
    await expect(scanned).rejects.toMatchObject({ code: 'UNREADABLE', message: 'the end of the story' })
    expect(progress).toEqual(expect.arrayContaining([70_000, 140_000, 210_000]))
  })

  it('tells of rows while it reads them, also in the middle of a chunk', async () => {
    const made = createReport([gzipLines(Array.from({ length: 300_000 }, () => ({ status: 'NOT-SSE' })))])
    const told = new Set<number>()
    await scanReport(createRequest(made, '/nowhere', { keepRows: 'no', onProgress: ({ rows }) => told.add(rows) }))
    expect(made.store.newChunks).toBeLessThanOrEqual(STREAM_CREDITS)
    expect([...told]).toEqual(expect.arrayContaining([65_536, 131_072, 196_608, 262_144, 300_000]))
  })

  it('that waits for a slow download is not taken for hanging', async () => {
    const made = createReport([gzipLines([{}])])
    let running = 0
    const waiting: (() => void)[] = []
    const slow = async function* ({ bytes }: ObjectStream) {
      for await (const chunk of bytes) {
        // Wait until everything given so far is used up; no timer may run then.
        while (running > 0) await new Promise<void>((resolve) => waiting.push(resolve))
        yield chunk
      }
    }
    made.store.chunkBytes = 10
    const request = createRequest(made, '/nowhere', {
      keepRows: 'no',
      store: streamingThrough(made.store, slow),
      startTimer: () => {
        running++
        let isStopped = false
        return () => {
          if (!isStopped) running--
          isStopped = true
          for (const resolve of waiting.splice(0)) resolve()
        }
      },
    })
    expect((await scanReport(request)).rows).toBe(1)
    expect(running).toBe(0)
  })

  it('gives the memory of its chunks back, which is filled again', async () => {
    const made = createReport([gzipLines(Array.from({ length: 5_000 }, (_, row) => ({ key: `k${row * 7919}` })))])
    made.store.chunkBytes = 64
    const size = made.report.manifest.files[0]?.size ?? 0
    expect((await scanReport(createRequest(made, '/nowhere', { keepRows: 'no' }))).rows).toBe(5_000)
    expect(size / made.store.chunkBytes).toBeGreaterThan(10 * STREAM_CREDITS)
    // One more is read before it waits for credit, and the last one is shorter.
    expect(made.store.newChunks).toBeLessThanOrEqual(STREAM_CREDITS + 2)
  })
})
