// A process of the fuzz: runs the cases it is given, one after the other, and writes each one's number to its standard
// output before it starts, so that whoever started it knows at which case it died or hangs.

import { mkdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createCorpusCase, listCorpora, runCorpusCase } from './corpora.ts'
import { createCase, runCase } from './fuzz-case.ts'
import { createSampleReports } from './sample-reports.ts'
import { addOutcome, createTally, type Tally } from './tally.ts'

export type Order = {
  readonly kind: 'reports' | 'corpora'
  readonly from: number
  readonly to: number
  /** Cases that ended a process before. */
  readonly skip: readonly number[]
}

const seed = process.argv[2] ?? ''
const folder = join(tmpdir(), `fuzz-${process.pid}`)
const reports = await createSampleReports(seed, readFileSync(process.argv[3] ?? ''))
const corpora = listCorpora()
mkdirSync(folder, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

async function runReportCase(number: number, tally: Tally): Promise<void> {
  const one = createCase(number, seed, reports)
  const what = `${one.report.name}, ${one.target}: ${one.mutation}, integrity ${one.integrity}`
  addOutcome(tally, `${one.report.format} / ${one.target} / ${one.integrity}`, what, number, await runCase(one, folder))
}

async function runOneOfCorpora(number: number, tally: Tally): Promise<void> {
  const one = createCorpusCase(number, seed, corpora)
  const how = one.mutation === 'as it is' ? 'as it is' : 'damaged'
  const what = `corpus file ${one.file.name}: ${one.mutation}`
  addOutcome(tally, `${one.file.format} / corpus, ${how}`, what, number, await runCorpusCase(one))
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/** Written before the case begins, also where the reader is so busy that the pipe is full. */
function announce(number: number): void {
  for (;;) {
    try {
      writeSync(1, `${number}\n`)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 1)
    }
  }
}

async function run({ kind, from, to, skip }: Order): Promise<Tally> {
  const tally = createTally()
  for (let number = from; number < to; number += 1) {
    if (skip.includes(number)) continue
    announce(number)
    const start = performance.now()
    await (kind === 'reports' ? runReportCase : runOneOfCorpora)(number, tally)
    // A rejection that nobody handles ends the process here, while this is still the case under way.
    await setImmediate()
    const ms = performance.now() - start
    if (ms > tally.slowest.ms) tally.slowest = { what: `${kind} case ${number}`, ms }
  }
  tally.peakRss = process.resourceUsage().maxRSS * 1024
  return tally
}

process.on('message', (order: Order) => {
  run(order).then(
    (tally) => process.send?.(tally),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
