// The case `cold-start`: how long the built bundle takes to its first word, when all it is told is wrong.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunCase } from '../case.ts'
import { summarizeTimes, type Timing } from '../measure.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
const RUNS = 15
const NODE_ALONE = 'Node alone'

export const runColdStart: RunCase = async (say) => {
  if (!existsSync(MAIN)) throw new Error('there is no dist/index.js: run "npm run build" first')
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-'))
  const hello = join(folder, 'hello.mjs')
  writeFileSync(hello, "process.stdout.write('hello\\n')\nprocess.exitCode = 1\n")
  const ours: number[] = []
  const alone: number[] = []
  try {
    for (let run = 0; run < RUNS; run += 1) {
      ours.push(await timeFirstWord(MAIN, folder))
      alone.push(await timeFirstWord(hello, folder))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const [timing, peer] = [inMilliseconds(ours), inMilliseconds(alone)]
  say(`${RUNS} runs: ${timing.least.toFixed(0)} to ${timing.greatest.toFixed(0)} ms`)
  return [
    {
      metric: 'time to the first line, wrong inputs',
      ours: timing.median,
      peers: { [NODE_ALONE]: peer.median },
      unit: 'ms',
      better: 'lower',
      spread: [timing.least, timing.greatest],
    },
  ]
}

function inMilliseconds(seconds: readonly number[]): Timing {
  return summarizeTimes(seconds.map((time) => time * 1000))
}

/** Seconds from start to the first output of a run that must then fail with code 1, as wrong inputs do. */
function timeFirstWord(script: string, folder: string): Promise<number> {
  const start = performance.now()
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    INPUT_BUCKETS: 'Not A Bucket',
    'INPUT_ON-FINDINGS': 'shrug',
  }
  for (const file of [env.GITHUB_OUTPUT, env.GITHUB_STEP_SUMMARY]) writeFileSync(file, '')
  const child = spawn(process.execPath, [script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let firstWord: number | undefined
    child.stdout.on('data', () => {
      firstWord ??= (performance.now() - start) / 1000
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 1 && firstWord !== undefined) resolve(firstWord)
      else reject(new Error(`${script} ended with ${code} ${firstWord === undefined ? 'without' : 'after'} a word`))
    })
  })
}
