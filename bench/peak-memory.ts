// Measures the peak resident memory of one run of the built bundle against an emulated world.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAction } from '../emulator/runner/run-action.ts'
import type { Stage } from '../emulator/stage.ts'

const MAIN = join(import.meta.dirname, '..', 'dist', 'index.js')

/** Of the whole process with its threads, written when it exits. */
const watchPeak = (file: string) => `import { isMainThread } from 'node:worker_threads'
import { writeFileSync } from 'node:fs'
if (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))
`

export type Peak = { readonly run: Awaited<ReturnType<typeof runAction>>; readonly megabytes: number }

/** Runs the bundle with these inputs. @throws Error if it is not built */
export async function measurePeak(stage: Stage, inputs: Readonly<Record<string, string>>): Promise<Peak> {
  if (!existsSync(MAIN)) throw new Error(`there is no ${MAIN}: run "npm run build" first`)
  const folder = mkdtempSync(join(tmpdir(), 'bench-peak-'))
  try {
    const [file, watch] = [join(folder, 'peak'), join(folder, 'watch.mjs')]
    writeFileSync(watch, watchPeak(file))
    const run = await runAction({ main: MAIN, inputs, env: stage.env, nodeArguments: ['--import', watch] })
    run.cleanUp()
    return { run, megabytes: Number(readFileSync(file, 'utf8')) / 1024 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
