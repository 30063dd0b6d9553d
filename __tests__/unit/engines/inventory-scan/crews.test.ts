import { describe, expect, it } from '@jest/globals'
import { createCrews } from '../../../../src/engines/inventory-scan/crews.ts'
import { type ScanCrew, startScanCrew } from '../../../../src/engines/inventory-scan/pool.ts'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import { createReport, createRequest, gzipLines } from '../../../support/report.ts'

const startTimer = () => () => {}
const SPOOL = { keepRows: 'no' } as const

/** Crews of threads, with every crew that was ever started. */
function open() {
  const started: ScanCrew[] = []
  const crews = createCrews(2, {
    startTimer,
    start: (...given) => {
      const crew = startScanCrew(...given)
      started.push(crew)
      return crew
    },
  })
  return { crews, started }
}
const freeOf = (crew: ScanCrew | undefined) => crew?.workers.map((worker) => worker.isFree())

describe('crews', () => {
  it('are lent again after a scan that went well, and after a bucket that was never scanned', async () => {
    const { crews, started } = open()
    try {
      await crews.lend(async () => {})
      for (const rows of [1, 5]) {
        const report = createReport([gzipLines(Array.from({ length: rows }, (_, key) => ({ key: `${key}` })))])
        const found = await crews.lend((crew) => scanReport(createRequest(report, '/nowhere', { ...SPOOL, crew })))
        expect(found.rows).toBe(rows)
      }
      expect([started.length, freeOf(started[0])]).toEqual([1, [true, true]])
    } finally {
      await crews.stop()
    }
    expect(freeOf(started[0])).toEqual([false, false])
  })

  it('are several where buckets are examined at once', async () => {
    const { crews, started } = open()
    await crews.lend(() => crews.lend(async () => {}))
    await crews.lend(async () => {})
    expect(started.length).toBe(2)
    await crews.stop()
  })

  it('are not lent again after a scan that failed, whichever worker failed', async () => {
    const { crews, started } = open()
    // The first file does not exist: its worker never gets it, and the other one may still be given the second.
    const report = createReport([gzipLines([{}]), gzipLines([{ key: 'other' }])])
    const [first] = report.report.manifest.files
    report.store.objects.delete(first?.key ?? '')
    const scan = crews.lend((crew) => scanReport(createRequest(report, '/nowhere', { ...SPOOL, crew })))
    await expect(scan).rejects.toThrow()
    expect(freeOf(started[0])).toEqual([false, false])
    await crews.lend(async () => {})
    expect(started.length).toBe(2)
    await crews.stop()
  })
})
