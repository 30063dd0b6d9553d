import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { InterruptedError, stopOnAbort } from '../../../src/batch/abort.ts'
import type { TaskRow } from '../../../src/batch/completion-report.ts'
import { REPORT_PATIENCE_MS, readCompletionReport } from '../../../src/batch/read-completion-report.ts'
import { createBatchDouble, fault, inChunks } from '../../support/batch-double.ts'
import { NOW } from '../../support/batch-plan.ts'

const PLACE = { bucket: 'work', prefix: 'p', jobId: 'j1' }
const BODY = 'src,a,,succeeded,200,,Successful\nsrc,b,,succeeded,200,,Successful\n'

function createWorld(md5 = createHash('md5').update(BODY).digest('hex')) {
  const world = createBatchDouble({ bucket: 'src', keys: [], startAt: NOW })
  const Results = [
    { TaskExecutionStatus: 'succeeded', Bucket: 'work', MD5Checksum: md5, Key: 'p/job-j1/results/1.csv' },
  ]
  world.store.set('p/job-j1/manifest.json', Buffer.from(JSON.stringify({ Format: 'Report_CSV_20180820', Results })))
  world.store.set('p/job-j1/results/1.csv', Buffer.from(BODY))
  return world
}

const createTally = () => {
  const rows: TaskRow[] = []
  return { rows, add: (row: TaskRow) => void rows.push(row) }
}

const read = (
  world: ReturnType<typeof createWorld>,
  patience = REPORT_PATIENCE_MS,
  signal = new AbortController().signal,
) => readCompletionReport(PLACE, createTally, NOW.getTime() + patience, stopOnAbort(world.deps, signal), signal)

describe('a completion report', () => {
  it('is read with one request for each object', async () => {
    const world = createWorld()
    const reading = await read(world)
    expect(reading.ok && reading.tally.rows.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(world.calls).toEqual(['readCompletionReportObject', 'readCompletionReportObject'])
  })

  it.each(['not-found', 'access-denied'] as const)('is waited for while S3 answers %s', async (kind) => {
    const world = createWorld()
    let late = 3
    world.hook.at = (_call, phase) => {
      if (phase === 'in' && late-- > 0) throw fault(kind)
    }
    expect((await read(world)).ok).toBe(true)
    expect(world.calls).toHaveLength(5)
  })

  it('is given up after ten minutes', async () => {
    const world = createWorld()
    world.store.delete('p/job-j1/manifest.json')
    expect(await read(world)).toEqual({
      ok: false,
      missing: true,
      reason: expect.stringContaining('s3://work/p/job-j1/manifest.json is not there'),
    })
    expect(world.time.now - NOW.getTime()).toBe(REPORT_PATIENCE_MS)
  })

  it('is asked for once when no patience is left', async () => {
    const world = createWorld()
    world.store.delete('p/job-j1/manifest.json')
    expect((await read(world, 0)).ok).toBe(false)
    expect(world.calls).toHaveLength(1)
  })

  it.each([
    [
      'a results file is not there',
      (world: ReturnType<typeof createWorld>) => world.store.delete('p/job-j1/results/1.csv'),
      /: `no p\/job-j1/,
    ],
    [
      'a results file is cut at a row',
      (world: ReturnType<typeof createWorld>) =>
        world.store.set('p/job-j1/results/1.csv', Buffer.from(BODY.slice(0, 33))),
      /MD5/,
    ],
    [
      'a results file has another byte',
      (world: ReturnType<typeof createWorld>) =>
        world.store.set('p/job-j1/results/1.csv', Buffer.from(BODY.replace(',b,', ',c,'))),
      /MD5/,
    ],
    [
      'a row cannot be read',
      (world: ReturnType<typeof createWorld>) => world.store.set('p/job-j1/results/1.csv', Buffer.from('rubbish')),
      /row of the report/,
    ],
    [
      'its manifest.json is rubbish',
      (world: ReturnType<typeof createWorld>) => world.store.set('p/job-j1/manifest.json', Buffer.from('<xml/>')),
      /JSON/,
    ],
  ])('is not used when %s', async (_name, spoil, reason) => {
    const world = createWorld()
    spoil(world)
    expect(await read(world)).toEqual({ ok: false, missing: false, reason: expect.stringMatching(reason) })
    expect(world.time.now).toBe(NOW.getTime())
  })

  it('is read from the start again when a connection breaks, and no row counts twice', async () => {
    const world = createWorld()
    const { readCompletionReportObject } = world.deps
    let breaks = 2
    const deps = {
      ...world.deps,
      readCompletionReportObject: async (bucket: string, key: string) => {
        const body = await readCompletionReportObject(bucket, key)
        if (!key.endsWith('1.csv') || breaks-- <= 0) return body
        return (async function* () {
          yield Buffer.from(BODY.slice(0, 40))
          throw fault('ambiguous', 'reset')
        })()
      },
    }
    const reading = await readCompletionReport(PLACE, createTally, 0, deps, new AbortController().signal)
    expect(reading.ok && reading.tally.rows).toHaveLength(2)
    breaks = 3
    expect(await readCompletionReport(PLACE, createTally, 0, deps, new AbortController().signal)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('reset'),
    })
  })

  it('is read although it came late and its connection broke twice, however long it was missing', async () => {
    const world = createWorld()
    const answers = [...Array(5).fill('not-found'), 'ambiguous', 'throttled'] as const
    let asked = 0
    world.hook.at = (_call, phase) => {
      const answer = phase === 'in' ? answers[asked++] : undefined
      if (answer !== undefined) throw fault(answer)
    }
    expect((await read(world)).ok).toBe(true)
    expect(world.calls).toHaveLength(5 + 2 + 2)
  })

  it('is said to be unusable, not missing, when it is there', async () => {
    const world = createWorld()
    world.store.set('p/job-j1/manifest.json', Buffer.from('null'))
    expect(await read(world)).toEqual({
      ok: false,
      missing: false,
      reason: "the completion report cannot be used: the report's manifest.json is not a JSON object",
    })
  })

  it('may have a manifest.json of 16 MiB, not a byte more', async () => {
    const readPadded = async (size: number) => {
      const world = createWorld()
      const { readCompletionReportObject } = world.deps
      const text = world.store.get('p/job-j1/manifest.json')?.toString() ?? ''
      const padded = Buffer.alloc(size, ' ')
      padded.write(text)
      const deps = {
        ...world.deps,
        readCompletionReportObject: async (bucket: string, key: string) =>
          key.endsWith('manifest.json') ? inChunks(padded, 1024 ** 2) : await readCompletionReportObject(bucket, key),
      }
      return await readCompletionReport(PLACE, createTally, 0, deps, new AbortController().signal)
    }
    expect((await readPadded(16 * 1024 ** 2)).ok).toBe(true)
    expect(await readPadded(16 * 1024 ** 2 + 1)).toEqual({
      ok: false,
      missing: false,
      reason: "the completion report cannot be used: the report's manifest.json is larger than 16 MiB",
    })
  })

  it('is left at once when the run is cancelled', async () => {
    const world = createWorld()
    const controller = new AbortController()
    world.hook.at = () => controller.abort()
    await expect(read(world, REPORT_PATIENCE_MS, controller.signal)).rejects.toThrow(InterruptedError)
    expect(world.calls).toHaveLength(1)
  })
})
