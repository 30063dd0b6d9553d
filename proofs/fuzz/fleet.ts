// Knows how to run cases in several processes, and what to do when one of them dies or hangs: note the case, continue.

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Order } from './runner.ts'
import { addOutcome, addTally, createTally, type Tally } from './tally.ts'

/** As long as the action itself lets a reader think about a file. */
const HANG_MS = 30_000
const WATCH_MS = 1000
/** The heap the action gives its workers; garbage is collected as many small cases on few cores want it. */
const NODE_OPTIONS = [
  '--disable-warning=ExperimentalWarning',
  '--max-old-space-size=256',
  '--min-semi-space-size=16',
  '--max-semi-space-size=32',
  '--single-threaded-gc',
]
const STDERR_CHARS_SHOWN = 2000
/** Cases a process is given at once. */
const ORDER_CASES = 200

export type FleetOptions = {
  readonly seed: string
  readonly processes: number
  /** Path of the file that createLongFile made. */
  readonly longFile: string
  readonly kind: Order['kind']
  readonly cases: number
  /** Called after each finished order, with the cases done. */
  readonly onProgress: (done: number) => void
}

/** Runs cases 0 to `cases` - 1. A case that ends or stops its process counts as failed. */
export async function runFleet(options: FleetOptions): Promise<Tally> {
  const sum = createTally()
  let next = 0
  let done = 0
  const lane = async (): Promise<void> => {
    let runner: Runner | undefined
    while (next < options.cases) {
      const from = next
      const to = Math.min(options.cases, from + ORDER_CASES)
      next = to
      const skip: number[] = []
      for (;;) {
        runner ??= startRunner(options)
        const end = await runner.run({ kind: options.kind, from, to, skip })
        if ('tally' in end) {
          addTally(sum, end.tally)
          break
        }
        runner = undefined
        if (end.number === undefined || skip.includes(end.number)) throw new Error(`the fuzz cannot run: ${end.how}`)
        skip.push(end.number)
        const name = `${options.kind} / process lost`
        const what = `${options.kind === 'corpora' ? 'corpus' : 'report'} case, whose process`
        addOutcome(sum, name, what, end.number, { kind: 'failed', message: end.how })
      }
      done += to - from
      options.onProgress(done)
    }
    runner?.stop()
  }
  await Promise.all(Array.from({ length: options.processes }, lane))
  return sum
}

type End = { readonly tally: Tally } | { readonly number: number | undefined; readonly how: string }
type Runner = { readonly run: (order: Order) => Promise<End>; readonly stop: () => void }

function startRunner({ seed, longFile }: FleetOptions): Runner {
  const child: ChildProcess = fork(join(import.meta.dirname, 'runner.ts'), [seed, longFile], {
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let current: number | undefined
  let lastSign = Date.now()
  let stderr = ''
  let rest = ''
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    const last = lines.at(-1)
    if (last !== undefined) current = Number(last)
    lastSign = Date.now()
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS_SHOWN)
  })
  let isHanging = false
  let end: ((end: End) => void) | undefined
  let death: End | undefined
  child.on('message', (tally) => end?.({ tally: tally as Tally }))
  child.on('close', (code, signal) => {
    const how = isHanging ? `hung for ${HANG_MS / 1000} s` : `ended with ${signal ?? `code ${code}`}: ${stderr}`
    death = { number: current, how }
    end?.(death)
  })
  // Sending to a process that has just died fails; its death is told by 'close'.
  child.on('error', () => {})
  return {
    async run(order) {
      if (death !== undefined) return death
      lastSign = Date.now()
      const watch = setInterval(() => {
        if (Date.now() - lastSign < HANG_MS) return
        isHanging = true
        child.kill('SIGKILL')
      }, WATCH_MS)
      try {
        return await new Promise<End>((resolve) => {
          end = resolve
          child.send(order)
        })
      } finally {
        clearInterval(watch)
      }
    },
    stop: () => {
      if (child.connected) child.disconnect()
    },
  }
}
